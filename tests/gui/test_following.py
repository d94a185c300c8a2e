"""Any sample can be followed, whichever batch the step takes."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.backprop import trace_step
from engine.experiment import Training
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.disk import files
from gui.panels.batch_switch import BatchSwitch
from gui.panels.status import Status
from gui.state.action_log import _calls_for
from gui.state.refusal import Refused
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.networks import random_experiment


def _iris() -> State:
    """Return a run with batches of 10 of 120 samples, 30 more for testing."""
    return actions.train(first_state(files.read(files.resolve("iris-4-5-3"))), 5)


@pytest.mark.parametrize("number", [0, 57, 119, 120, 149])
def test_a_sample_of_no_or_another_batch_is_shown_as_if_it_were_the_whole_batch(
    number: int,
) -> None:
    state = view_actions.follow_in_sets(actions.last_beat(_iris()), number)
    data, run = state.document.experiment.data, state.document.run
    x = np.vstack([data.inputs, data.test_inputs])[[number]]
    y = np.vstack([data.targets, data.test_targets])[[number]]
    step = state.cursor.step
    problem = run.experiment.problem.on(x, y)
    alone = trace_step(problem, run.experiment.training, run.parameters(step))
    scope = derived.scope(state)
    assert derived.guest(state) == derived.sample_shown(state) == number
    assert scope.samples == 1
    assert derived.value(state, Quantity(Kind.LOSS)) == alone.loss
    assert scope.step.after.flat.tolist() == alone.after.flat.tolist()
    assert len(derived.trace(state).x) == 10  # what the run takes


def test_of_a_whole_set_in_every_batch_a_sample_is_followed_within_it() -> None:
    shuffled = Training(0.1, batch_size=None, shuffle=True)
    state = first_state(random_experiment(3, samples=9, training=shuffled))
    state = view_actions.follow_in_sets(actions.train(state, 2), 6)
    for step in range(3):
        state = actions.go_to(state, step, 0, 1.0)
        assert derived.guest(state) is None
        assert derived.trace(state).samples[derived.row(state)] == 6
        assert derived.sample_shown(state) == 6
        assert derived.scope(state).samples == 9


def test_a_row_of_the_batch_or_all_of_it_can_be_shown_again() -> None:
    state = view_actions.follow_in_sets(_iris(), 140)
    whole = view_actions.show_whole_batch(state)
    assert derived.guest(whole) is derived.sample_shown(whole) is None
    assert derived.scope(whole).is_pooled
    row = view_actions.follow_sample(state, 3)
    assert derived.sample_shown(row) == derived.trace(row).samples[3]
    with pytest.raises(Refused):
        view_actions.follow_in_sets(state, 150)


def test_a_log_begins_with_whom_is_followed() -> None:
    state = _iris()
    for call in _calls_for(view_actions.follow_in_sets(state, 140).view):
        state = call.after(state)
    assert derived.guest(state) == 140


def test_the_switch_says_who_is_shown_alone_and_leads_back(qtbot: QtBot) -> None:
    store = Store(_iris())
    switch, status = BatchSwitch(store), Status(store)
    qtbot.addWidget(switch)
    qtbot.addWidget(status)
    switch.show()
    store.apply(view_actions.follow_in_sets, 140)
    assert switch.one.isVisible()
    assert not switch.sample.isVisible()
    assert switch.one.text() == "test sample 141 alone"
    qtbot.mouseClick(switch.all, Qt.MouseButton.LeftButton)
    assert derived.scope(store.state).is_pooled
    assert switch.sample.isVisible()
    qtbot.mouseClick(switch.one, Qt.MouseButton.LeftButton)
    assert derived.guest(store.state) == 140
    store.apply(actions.last_beat)
    own = short(derived.scope(store.state).step.loss, 9)
    assert status._labels[1].text() == f"C = {own}, test sample 141 alone"
