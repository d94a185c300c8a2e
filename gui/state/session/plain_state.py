"""The state as plain values, such as JSON holds, and back; runs, experiments, lessons by number.

It goes by the types of the fields: a field that is added to the state is kept without a line here.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache
from math import isfinite, isnan
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from engine.experiment import Experiment
from engine.run import goals
from engine.run.training import Run
from engine.text.file.schema import shown
from engine.text.lesson.lesson import Lesson
from engine.text.session.pieces import BadSession
from engine.written.quantity import Quantity, parse_of_sample
from gui.state.lesson.lesson import LessonChoice
from gui.state.state import State

PASSING = frozenset({"mode", "held", "lit", "goal"})
"""What is over once the window is closed: what goes on by itself, what is pointed at."""

_NOT_FINITE = ("inf", "-inf", "nan")  # as JSON has no number for them
S = TypeVar("S", bound=Struct)
Numbers = Mapping[int, int]
"""The number of each run, experiment and lesson, by identity."""


def things_in(value: object) -> list[Run | Experiment | Lesson]:
    """Return every run, experiment and lesson that a state holds, those that last, in order."""
    if isinstance(value, Run | Experiment | Lesson):
        return [value]
    if isinstance(value, tuple):
        return [thing for each in value for thing in things_in(each)]
    if isinstance(value, Struct):
        return [thing for each in lasting(value).values() for thing in things_in(each)]
    return []


def to_plain_state(value: object, numbers: Numbers) -> Any:  # noqa: ANN401
    """Return a value of the state as JSON holds it; raise TypeError if it has no such form."""
    match value:
        case Run() | Experiment() | Lesson():
            return numbers[id(value)]
        case None | bool() | int() | str():
            return value
        case float():
            return value if isfinite(value) else str(value)
        case Enum():
            return value.value
        case Quantity():
            return str(value)
        case tuple():
            return [to_plain_state(each, numbers) for each in value]
        case Mapping():
            return dict(value)
        case frozenset():
            return sorted(to_plain_state(each, numbers) for each in value)
        case Struct():
            return {name: to_plain_state(x, numbers) for name, x in lasting(value).items()}
    raise TypeError(f"{value!r} has no plain form")


def lasting(value: Struct) -> dict[str, object]:
    """Return the fields by their names, of a state those that last."""
    left_out = PASSING if isinstance(value, State) else ()
    return {name: getattr(value, name) for name in value.__struct_fields__ if name not in left_out}


class StateReader:
    """Reads plain values as what they were; raises BadSession with the place of one that cannot be.

    run, experiment, lesson: what stands for a number; is_strict: whether a key that there is not,
    as a later version may have written, and what is no number are refused.
    """

    def __init__(
        self,
        run: Callable[[int], Run],
        experiment: Callable[[int], Experiment],
        lesson: Callable[[int], Lesson],
        *,
        is_strict: bool = False,
    ) -> None:
        self._things: dict[Any, Callable[[int], object]]
        self._things = {Run: run, Experiment: experiment, Lesson: lesson}
        self._is_strict = is_strict

    def state(self, plain: object) -> State:
        """Return the state of these values; what is not among them is as it is at first."""
        return self.struct(plain, State, "state")

    def struct(self, plain: object, kind: type[S], place: str) -> S:
        """Return a struct of the kind of those a state is made of."""
        made = self._read(plain, kind, place)
        assert isinstance(made, kind)
        return made

    def _read(self, plain: object, kind: Any, place: str) -> object:  # noqa: ANN401
        if get_origin(kind) in (Union, UnionType):
            kinds = get_args(kind)
            if plain is None and NoneType in kinds:
                return None
            return self._read(plain, next(each for each in kinds if each is not NoneType), place)
        if kind in self._things and type(plain) is int:
            return self._thing(plain, kind, place)
        if kind is float and type(plain) in (int, float, str):
            number = _number(plain, place)
            if not (self._is_strict and isnan(number)):
                return number
        if kind in (bool, int, str) and type(plain) is kind:
            return plain
        if isinstance(plain, list) and get_origin(kind) in (tuple, frozenset):
            return self._list(plain, kind, place)
        if isinstance(plain, dict) and get_origin(kind) is Mapping:
            return plain
        if isinstance(kind, type) and kind not in self._things:
            if kind is Quantity and isinstance(plain, str):
                return _address(plain, place)
            if issubclass(kind, Enum) and plain in [each.value for each in kind]:
                return kind(plain)
            if issubclass(kind, Struct) and isinstance(plain, dict):
                return self._struct(plain, kind, place)
        raise BadSession("session.value", place, value=f"{plain!r:.60}")

    def _thing(self, number: int, kind: type, place: str) -> object:
        try:
            return self._things[kind](number)
        except BadSession as error:
            raise BadSession.of(replace(error.fault, place=place)) from None

    def _struct(self, plain: dict[str, object], kind: type[Struct], place: str) -> Struct:
        """Return a struct of the values there are; those of a later version are left out."""
        kinds, left_out = _kinds(kind), PASSING if kind is State else ()
        known = [name for name in kind.__struct_fields__ if name in plain and name not in left_out]
        unknown = next((name for name in plain if name not in known), None)
        if self._is_strict and unknown is not None:
            raise BadSession("file.key-unknown", place, key=shown(unknown))
        values = {name: self._read(plain[name], kinds[name], f"{place}.{name}") for name in known}
        try:
            return kind(**values)
        except TypeError:  # one without a default is missing
            raise BadSession("session.missing", place) from None

    def _list(self, plain: list[object], kind: Any, place: str) -> object:  # noqa: ANN401
        kinds = [each for each in get_args(kind) if each is not Ellipsis]
        is_open = len(kinds) < len(get_args(kind)) or get_origin(kind) is frozenset
        if not is_open and len(plain) != len(kinds):
            raise BadSession("session.value", place, value=f"{plain!r:.60}")
        read = [
            self._read(each, kinds[0] if is_open else kinds[at], f"{place}[{at}]")
            for at, each in enumerate(plain)
        ]
        return frozenset(read) if get_origin(kind) is frozenset else tuple(read)


@lru_cache(maxsize=64)
def _kinds(kind: type[Struct]) -> dict[str, Any]:
    """Return the types of the fields that last, of those too that a state names from afar."""
    return get_type_hints(kind, localns={**vars(goals), LessonChoice.__name__: LessonChoice})


def _number(plain: Any, place: str) -> float:  # noqa: ANN401
    try:
        if isinstance(plain, str) and plain not in _NOT_FINITE:
            raise ValueError
        return float(plain)
    except (ValueError, OverflowError):
        raise BadSession("session.value", place, value=f"{plain!r:.60}") from None


def _address(plain: str, place: str) -> Quantity:
    try:
        return parse_of_sample(plain)
    except ValueError:  # of more digits than a number is read of, if not a BadAddress
        raise BadSession("session.value", place, value=f"{plain!r:.60}") from None
