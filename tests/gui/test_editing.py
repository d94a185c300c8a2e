"""A weight can be given any value, and every view follows at once."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.network import flat_index, with_value
from engine.run.training import Run
from engine.written.quantity import ParameterPlace, parse
from gui.chain.frame import tree_frame
from gui.chain.paths import path_list
from gui.disk import files
from gui.history.gradients import gradients_now
from gui.history.samples import samples_chart
from gui.landscape.curve.slice_chart import slice_chart
from gui.landscape.plane.plane_chart import plane_chart
from gui.landscape.secant.secant_chart import secant_chart
from gui.look.theme import LIGHT
from gui.network.frame import frame
from gui.panels.explain import explanation
from gui.panels.explanation import ExplanationPanel
from gui.state.experiment import editing
from gui.state.refusal import Refused
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.window.window import Window
from tests.networks import mazur, present

EXAMPLES = [example.name for example in files.examples() if "digits" not in example.name]
# of the digits a single weight of 2,000 may change no more than the digits that are not shown


def _end(selected: str = "w[2,0,0]") -> State:
    return view_actions.select(actions.last_beat(first_state(mazur())), parse(selected))


def test_a_new_value_is_that_of_the_first_step_and_nothing_else_changes() -> None:
    state = editing.set_parameter(_end(), parse("w[2,0,0]"), -1.5)
    first = mazur().first_parameters()
    expected = with_value(first, flat_index(first.shape, ParameterPlace(2, 0, 0)), -1.5)
    assert np.array_equal(derived.trace(state).before.flat, expected.flat)
    assert (state.cursor.step, state.cursor.beat) == (0, 16)
    assert state.trained == 1


def test_later_in_a_run_training_starts_anew_from_the_weights_on_screen() -> None:
    state = actions.train(first_state(mazur()), 7)
    moved = editing.set_parameter(state, parse("b[2,1]"), 0.0)
    before, after = state.document.run.parameters(7), moved.document.run.parameters(0)
    assert present(after.bias(2))[1] == 0
    assert np.array_equal(after.weights(1), before.weights(1))
    assert moved.trained == 0


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(Refused):
        editing.set_parameter(_end(), parse("w[2,0,0]"), value)


def test_a_computed_number_cannot_be_given() -> None:
    with pytest.raises(Refused):
        editing.set_parameter(_end(), parse("a[2,0]"), 0.5)


@pytest.mark.parametrize("name", EXAMPLES)
def test_changing_a_weight_changes_every_panel_in_the_same_change(name: str) -> None:
    state = actions.last_beat(first_state(files.read(files.resolve(name))))
    heard = int(np.argmax(derived.trace(state).x[:, 0] != 0))  # a sample that uses this weight
    state = view_actions.follow_sample(view_actions.select(state, parse("w[1,0,0]")), heard)
    value = float(derived.trace(state).before.weights(1)[0, 0])
    moved = editing.set_parameter(state, parse("w[1,0,0]"), value + 0.25)
    views = (
        lambda each: frame(each, LIGHT, 700, 400),
        lambda each: explanation(each).blocks,
        lambda each: tree_frame(each, 340, 420),
        lambda each: path_list(each),
        lambda each: slice_chart(each).notes,
        lambda each: secant_chart(each).notes,
        lambda each: plane_chart(each, None).notes,
        lambda each: samples_chart(each).notes,
        lambda each: [label.text for label in gradients_now(each).labels],
    )
    for view in views:
        assert view(state) != view(moved)


def test_a_typed_value_is_used_and_undo_brings_the_old_run_back(qtbot: QtBot) -> None:
    window = Window(Store(actions.train(first_state(mazur()), 3)))
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.desk.first_layout()
    window.show()
    old: Run = window.store.state.document.run
    panel = window.desk.view("explanation")
    assert isinstance(panel, ExplanationPanel)
    field = panel.value
    assert not field.isVisible()
    window.store.apply(view_actions.select, parse("w[2,0,0]"))
    assert field.isVisible()
    assert float(field.text()) == old.parameters(3).weights(2)[0, 0]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "0.75")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert derived.trace(window.store.state).before.weights(2)[0, 0] == 0.75
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "much")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "much" in field.accessibleDescription()
    assert field.text() == "much"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "0.75"
    window.store.undo()
    assert window.store.state.document.run is old
