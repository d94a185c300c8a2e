"""Calls of actions as plain values, such as JSON holds, and back."""

import json
from collections.abc import Callable, Sequence
from enum import Enum
from functools import lru_cache
from inspect import signature
from types import NoneType
from typing import Any, get_args, get_type_hints

from msgspec.structs import replace

from engine.data.dataset import FromTable
from engine.data.editing import inline
from engine.experiment import Experiment
from engine.fault import Faulty
from engine.text.file.document import BadExperiment, write_experiment
from engine.text.lesson.lesson import BadLesson, Lesson
from engine.text.lesson.reading import Surroundings, parse_lesson
from engine.text.session.document import taken_apart
from engine.text.session.pieces import BadSession
from engine.written.quantity import Quantity, parse_of_sample
from gui.state.acting import experiment_after
from gui.state.action import Action, Call
from gui.state.catalogue import ACTIONS
from gui.state.lesson.facts import FORMS
from gui.state.session.session import Session, read, session_text

Plain = bool | int | float | str | list["Plain"] | None
ReadExperiment = Callable[[str], Experiment]


class BadCall(Faulty):
    """An action that does not exist, or arguments that are not its own."""


def to_plain(value: object) -> Plain:
    """Return an argument as a plain value; raise TypeError if it has none."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Enum():
            return to_plain(value.value)
        case Quantity():
            return str(value)
        case tuple():
            return [to_plain(each) for each in value]
        case Experiment():
            return experiment_text(value)
        case Session():
            return session_text(value)
        case Lesson():
            return _lesson_text(value)
    raise TypeError(f"{value!r} has no plain form")


def experiment_text(experiment: Experiment) -> str:
    """Return the text of an experiment's file, which needs no table of the user's beside it."""
    data, source = experiment.data, experiment.data.source
    if isinstance(source, FromTable) and not source.builtin:
        experiment = replace(experiment, data=inline(data))
    return write_experiment(experiment).decode()


@lru_cache(maxsize=256)
def parameters(action: Action[Any]) -> dict[str, Any]:
    """Return the types of an action's arguments by their names."""
    hints = get_type_hints(action.change)
    return {name: hints[name] for name in list(signature(action.change).parameters)[1:]}


def listed(given: Sequence[object]) -> tuple[str, tuple[object, ...]]:
    """Return the name and the arguments of an action that is written as a list of them.

    TOML has nothing for None: a last argument that can be None is, where it is left out. Raises
    BadCall for a list that does not begin with a name.
    """
    name, *arguments = given or (None,)
    if not isinstance(name, str):
        raise BadCall("figures.no-action")
    kinds = list(parameters(ACTIONS[name]).values()) if name in ACTIONS else []
    while len(arguments) < len(kinds) and NoneType in get_args(kinds[len(arguments)]):
        arguments.append(None)
    return name, tuple(arguments)


def listed_call(given: Sequence[object], read_experiment: ReadExperiment) -> Call:
    """Return the call of an action that is written as a list; raise BadCall where it is none."""
    name, arguments = listed(given)
    return read_call(name, arguments, read_experiment)


def read_call(name: str, plain: Sequence[object], read_experiment: ReadExperiment) -> Call:
    """Return the call with these arguments; raise BadCall with what is wrong with it."""
    action = ACTIONS.get(name)
    if action is None:
        raise BadCall("log.unknown-action", action=name[:60])
    wanted = parameters(action)
    if len(plain) != len(wanted):
        given, taken = len(plain), len(wanted)
        raise BadCall("log.arguments", action=name, given=given, taken=taken)
    values = []
    for each, (parameter, kind) in zip(plain, wanted.items(), strict=True):
        try:
            values.append(_read(each, kind, read_experiment))
        except BadExperiment as error:
            raise BadCall("log.bad-experiment", reason=error.fault) from None
        except BadSession as error:
            raise BadCall("log.bad-session", reason=error.fault) from None
        except BadLesson as error:
            raise BadCall("log.bad-lesson", reason=error.fault) from None
        except (TypeError, ValueError):
            value = f"{each!r:.60}"
            raise BadCall("log.argument", action=name, parameter=parameter, value=value) from None
    return Call(action, tuple(values))


def _read(plain: object, kind: Any, read_experiment: ReadExperiment) -> object:  # noqa: ANN401
    """Return a value of a type; raise TypeError or ValueError if the plain one has none."""
    kinds = get_args(kind)
    if NoneType in kinds:
        return None if plain is None else _read(plain, kinds[0], read_experiment)
    if kinds and isinstance(plain, list):  # a tuple of any length
        return tuple(_read(each, kinds[0], read_experiment) for each in plain)
    if kind is float and isinstance(plain, int | float) and not isinstance(plain, bool):
        return float(plain)
    if kind in (bool, int, str) and type(plain) is kind:
        return plain
    if isinstance(plain, str):
        if kind is Quantity:
            return parse_of_sample(plain)
        if kind is Experiment:
            return read_experiment(plain)
        if kind is Session:
            return session_of(plain)
        if kind is Lesson:
            return _lesson_of(plain, read_experiment)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(plain)
    raise TypeError


def session_of(text: str) -> Session:
    """Return the session of a text; raise BadSession if it cannot be used."""
    content, pieces = taken_apart(text)
    return read(content, pieces.__getitem__, lesson_from)


def _lesson_text(lesson: Lesson) -> str:
    """Return the text of a lesson with the experiments that it takes, which may lie beside it."""
    experiments = {name: experiment_text(each) for name, each in lesson.experiments.items()}
    found = {"name": lesson.name, "lesson": lesson.source, "experiments": experiments}
    return json.dumps(found, ensure_ascii=False)


def _lesson_of(text: str, read_experiment: ReadExperiment) -> Lesson:
    """Return the lesson of such a text; raise BadLesson or ValueError if it cannot be used."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError
    name, source, experiments = (found.get(key) for key in ("name", "lesson", "experiments"))
    if not (isinstance(name, str) and isinstance(source, str) and isinstance(experiments, dict)):
        raise TypeError
    return lesson_from(
        name, source, lambda wanted: read_experiment(str(experiments.get(wanted, wanted)))
    )


def lesson_from(name: str, source: str, read_experiment: ReadExperiment) -> Lesson:
    """Return a lesson that has been read and checked before; raise BadLesson if it was not."""
    around = Surroundings(
        facts=FORMS,
        read_experiment=read_experiment,
        read_action=listed_call,
        after_actions=experiment_after,
    )
    return parse_lesson(source.encode(), name, around)
