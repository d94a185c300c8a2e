"""Every change of state goes through an action with a name and plain arguments."""

import ast
import json
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.data.dataset import FromTable
from engine.experiment import Experiment, Mistake
from engine.frozen import freeze
from engine.text.lesson.lesson import Lesson
from engine.written.quantity import parse
from gui.disk import files
from gui.state.action import Action, Call, action
from gui.state.catalogue import ACTIONS, ROOMS
from gui.state.choices import WeightLabels
from gui.state.experiment import conventions, editing, samples
from gui.state.keeper import Keeper
from gui.state.plain import BadCall, parameters, read_call, to_plain
from gui.state.run import actions
from gui.state.session.session import Session
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.actions import redo_text, undo_text
from tests.house import ROOT, text_of
from tests.networks import mazur, random_experiment


def _sources(word: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield the name and the syntax tree of each file in which a word stands."""
    for path in sorted((ROOT / "gui").rglob("*.py")):
        if word in (text := text_of(path)):
            yield path.relative_to(ROOT).as_posix(), ast.parse(text)


def test_a_name_is_given_once() -> None:
    with pytest.raises(ValueError, match=r"two actions called run\.play"):
        action("run.play")(lambda state: state)


def test_the_catalogue_knows_every_file_that_registers_actions() -> None:
    registering = {
        path
        for path, tree in _sources("action")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "action"
    }
    rooms = {Path(str(room.__file__)).relative_to(ROOT).as_posix() for room in ROOMS}
    assert registering == rooms


def test_an_action_is_called_as_its_room_and_its_function() -> None:
    for name, each in ACTIONS.items():
        room, _, rest = name.rpartition(".")
        assert not room or f"gui.state.{room}." in each.change.__module__
        assert rest in (each.change.__name__, "open")


def test_what_a_store_is_given_is_named_in_the_open() -> None:
    """No lambda, no private function, no function made on the spot."""
    asked = ("apply", "carry_out")
    for path, tree in _sources("store"):
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in asked
                and "store" in ast.unparse(node.func.value)
            ):
                first = node.args[0]
                assert not isinstance(first, ast.Lambda), (path, node.lineno)
                assert "._" not in ast.unparse(first) or "_ask(" in ast.unparse(first), (
                    path,
                    node.lineno,
                )


@pytest.mark.parametrize("odd", [lambda state: state, first_state, "run.play", Store.undo])
def test_a_store_refuses_what_has_no_name(qapp: object, odd: object) -> None:
    store = Store(first_state(mazur()))
    with pytest.raises(TypeError, match="is not a registered action"):
        store.apply(odd)  # type: ignore[arg-type]  # which is what is tried


def test_what_changes_the_document_has_words_for_undo() -> None:
    for each in ACTIONS.values():
        assert undo_text(each.undone_as).startswith("Undo")
        assert redo_text(each.undone_as).startswith("Redo")

    def nameless(state: State) -> State:
        return first_state(mazur())

    with pytest.raises(TypeError, match="has no words for it"):
        Keeper(first_state(mazur())).carry_out(Action("x", nameless, "", None).call())


def test_every_argument_has_a_plain_form() -> None:
    known = {
        bool,
        int,
        float,
        str,
        Experiment,
        Session,
        Lesson,
        int | None,
        float | None,
        tuple[float, ...],
    }
    for each in ACTIONS.values():
        for kind in parameters(each).values():
            is_choice = isinstance(kind, type) and issubclass(kind, Enum)
            assert kind in known or is_choice or "Quantity" in str(kind), (each.name, kind)


@pytest.mark.parametrize(
    "call",
    [
        actions.go_to.call(3, 2, 0.1 + 0.2),
        actions.next_beat.call(),
        view_actions.select.call(parse("w[2,0,1]")),
        view_actions.select.call(None),
        view_actions.light.call((parse("w[2,0,1]"), parse("b[1,0]"))),
        view_actions.light.call(()),
        view_actions.set_notation.call("L", deltas=False, receiver_first=True),
        conventions.set_mistake.call(Mistake.NOT_RESET, made=True),
        view_actions.set_labels.call(WeightLabels.OF_NEURON),
        editing.set_parameter.call(parse("b[1,0]"), 1e-300),
        samples.add_sample.call((0.1, -1e-300), (1.0,), is_test=True),
    ],
    ids=lambda call: call.action.name,
)
def test_a_call_goes_through_json_and_comes_back(call: Call) -> None:
    text = json.dumps([to_plain(each) for each in call.arguments])
    back = read_call(call.action.name, json.loads(text), files.experiment_of)
    assert (back.action, back.arguments) == (call.action, call.arguments)


@pytest.mark.parametrize("name", ["mazur-2-2-2", "iris-4-5-3", "moons-2-8-1"])
def test_an_experiment_goes_through_json_and_comes_back(name: str) -> None:
    before = files.read(files.resolve(name))
    after = files.experiment_of(str(to_plain(before)))
    assert after.first_parameters().flat.tobytes() == before.first_parameters().flat.tobytes()
    assert after.data.inputs.tobytes() == before.data.inputs.tobytes()
    assert after.data.test_inputs.tobytes() == before.data.test_inputs.tobytes()


def test_the_samples_of_a_table_stand_in_the_experiment_itself() -> None:
    made = random_experiment(1, samples=3)
    table = FromTable("nowhere.csv", ("u",), ("v",), 0.0, 0, normalise=False)
    of_table = replace(made, data=replace(made.data, source=table))
    after = files.experiment_of(str(to_plain(of_table)))
    assert after.data.inputs.tobytes() == freeze(made.data.inputs).tobytes()


@pytest.mark.parametrize(
    ("name", "plain", "key", "places"),
    [
        ("run.jump", [], "log.unknown-action", {"action": "run.jump"}),
        ("run.go_to", [1, 2], "log.arguments", {"given": 2, "taken": 3}),
        ("run.go_to", [1, True, 0.5], "log.argument", {"value": "True", "parameter": "beat"}),
        ("view.select", ["w[1]"], "log.argument", {"value": "'w[1]'", "parameter": "quantity"}),
        ("experiment.set_mistake", ["typo", True], "log.argument", {"parameter": "mistake"}),
        ("view.light", ["w[1,0,0]"], "log.argument", {"parameter": "weights"}),
        ("experiment.open", ["{}", "x"], "log.bad-experiment", {}),
    ],
)
def test_a_bad_call_is_told_with_its_place(
    name: str, plain: list[object], key: str, places: dict[str, object]
) -> None:
    with pytest.raises(BadCall) as told:
        read_call(name, plain, files.experiment_of)
    assert told.value.fault.key == key
    assert {**told.value.fault.details, **places} == told.value.fault.details


def test_the_menu_says_what_undo_takes_back(qapp: object) -> None:
    store = Store(first_state(mazur()))
    assert (store.undone_next, store.redone_next) == ("", "")
    store.apply(editing.set_learning_rate, 0.25)
    store.apply(editing.set_parameter, parse("w[1,0,0]"), 0.3)
    assert (undo_text(store.undone_next), store.redone_next) == ("Undo weight", "")
    store.undo()
    assert undo_text(store.undone_next) == "Undo learning rate"
    assert redo_text(store.redone_next) == "Redo weight"
