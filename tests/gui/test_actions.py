"""Moving through time, training and editing, as plain functions of the state."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.experiment import Training
from engine.written.quantity import OF_LOSS, OF_WEIGHTS, Kind, Quantity, owner_of, parse
from gui.state.experiment import editing
from gui.state.refusal import Refused
from gui.state.run import actions, derived
from gui.state.state import Cursor, Mode, State, first_state
from gui.state.view import actions as view_actions
from gui.state.view.actions import SELECTABLE
from tests.faults import complaining
from tests.networks import mazur, random_experiment
from tests.passing import tick

LAST = 16  # the last of the seventeen beats of a 2-2-2 network


@pytest.fixture
def state() -> State:
    return first_state(mazur())


def _play(state: State, seconds: float, frame: float = 1 / 60) -> State:
    for _ in range(round(seconds / frame)):
        state = tick(state, frame)
    return state


def test_a_new_state_shows_the_input_and_nothing_computed(state: State) -> None:
    assert derived.value(state, parse("x[0,1]")) == 0.10
    assert derived.value(state, parse("z[1,0]")) is None
    assert derived.value(state, parse("w[1,0,0]")) == 0.15
    assert state.trained == 0


def test_next_beat_plays_that_beat_and_stops(state: State) -> None:
    state = actions.next_beat(state)
    assert (state.mode, state.cursor) == (Mode.ONE_BEAT, Cursor(0, 1, 0.0))
    state = _play(state, 1.0)
    assert (state.mode, state.cursor) == (Mode.PAUSED, Cursor(0, 1, 1.0))
    assert derived.value(state, parse("z[1,0]")) == pytest.approx(0.3775)


def test_next_beat_pressed_twice_quickly_reaches_the_beat_after(state: State) -> None:
    state = _play(actions.next_beat(state), 0.2)
    state = actions.next_beat(state)
    assert state.cursor == Cursor(0, 2, 0.0)


def test_next_beat_after_a_pause_in_the_middle_finishes_that_beat(state: State) -> None:
    state = actions.pause(_play(actions.next_beat(state), 0.2))
    state = _play(actions.next_beat(state), 1.0)
    assert state.cursor == Cursor(0, 1, 1.0)


def test_speed_changes_how_fast_time_passes(state: State) -> None:
    slow = tick(actions.next_beat(state), 0.08)
    fast = tick(actions.next_beat(view_actions.set_speed(state, 5.0)), 0.08)
    assert fast.cursor.part == pytest.approx(5 * slow.cursor.part)
    assert view_actions.set_speed(state, 1000.0).view.speed == view_actions.FASTEST


def test_previous_beat_goes_back_across_steps(state: State) -> None:
    state = actions.next_step(state)
    assert state.cursor == Cursor(1, 0, 1.0)
    state = actions.previous_beat(state)
    assert state.cursor == Cursor(0, LAST, 1.0)
    assert actions.previous_beat(actions.to_the_start(state)).cursor == Cursor(0, 0, 1.0)


def test_going_back_shows_exactly_what_was_shown(state: State) -> None:
    later = actions.train(state, 25)
    back = actions.go_to(later, 0, 7, 1.0)
    direct = actions.go_to(state, 0, 7, 1.0)
    assert np.array_equal(derived.trace(back).gradient.flat, derived.trace(direct).gradient.flat)
    assert back.cursor == direct.cursor


def test_the_step_counts_as_done_when_its_last_number_is_shown(state: State) -> None:
    assert actions.go_to(state, 0, LAST - 1, 1.0).trained == 0
    assert actions.go_to(state, 0, LAST, 0.5).trained == 0
    done = actions.last_beat(state)
    assert done.trained == 1
    run = done.document.run
    assert run.loss(1) == pytest.approx(0.29102777369359933, rel=1e-14)


def test_only_moments_reached_can_be_visited(state: State) -> None:
    with complaining(Refused, "step 1 has not been reached; 0 steps are done"):
        actions.go_to(state, 1, 0, 1.0)
    with complaining(Refused, "beat 17 is not one of the 17 beats"):
        actions.go_to(state, 0, 17, 1.0)


def test_training_moves_to_the_last_step_taken(state: State) -> None:
    state = actions.train(actions.start_training(state), 50)
    assert (state.trained, state.cursor, state.mode) == (50, Cursor(50), Mode.TRAINING)
    assert actions.pause(state).mode is Mode.PAUSED


def test_training_stops_by_itself_where_numbers_are_no_longer_finite() -> None:
    wild = random_experiment(7, hidden="identity", output="identity", training=Training(1e6, None))
    state = actions.train(actions.start_training(first_state(wild)), 1000)
    assert state.mode is Mode.PAUSED
    assert state.trained < 1000
    assert np.isfinite(derived.trace(state).loss)
    with complaining(Refused, "cannot be taken"):
        actions.next_step(state)


def test_reset_returns_to_the_same_first_weights() -> None:
    drawn = replace(random_experiment(1), given=None)
    state = first_state(drawn)
    first = derived.trace(state).before.flat
    again = actions.reset(actions.train(state, 30))
    assert np.array_equal(derived.trace(again).before.flat, first)
    assert (again.trained, again.cursor) == (0, Cursor())


def test_a_new_learning_rate_holds_from_the_step_on_screen_on(state: State) -> None:
    state = actions.go_to(actions.train(state, 10), 4, 3, 1.0)
    faster = editing.set_learning_rate(state, 2.0)
    assert faster.trained == 4
    old, new = derived.trace(state), derived.trace(faster)
    assert np.array_equal(old.gradient.flat, new.gradient.flat)
    changes = [t.after.weights(2) - t.before.weights(2) for t in (old, new)]
    assert np.allclose(changes[1], 4 * changes[0], rtol=1e-12)
    assert derived.experiment(actions.go_to(faster, 3, 0, 1.0)).training.learning_rate == 0.5


@pytest.mark.parametrize("rate", [0.0, -1.0, float("nan"), float("inf")])
def test_a_learning_rate_without_sense_is_refused(state: State, rate: float) -> None:
    with complaining(Refused, "learning rate must be a number above zero"):
        editing.set_learning_rate(state, rate)


def test_actions_that_change_nothing_return_the_same_state(state: State) -> None:
    assert actions.pause(state) is state
    assert view_actions.select(state, None) is state
    assert editing.set_learning_rate(state, 0.5) is state
    assert actions.go_to(state, 0, 0, 1.0) is state
    assert view_actions.set_theme(state, "light") is state
    assert tick(state, 1.0) is state


def test_only_neurons_weights_and_biases_can_be_selected(state: State) -> None:
    assert view_actions.select(state, parse("b[2,1]")).selected == Quantity(Kind.BIAS, 2, 1)
    with complaining(Refused, "cannot be selected"):
        view_actions.select(state, parse("delta[2,1]"))


@pytest.mark.parametrize("kind", Kind)
def test_what_a_number_belongs_to_can_be_selected(kind: Kind) -> None:
    number = Quantity(kind, 2, 1, 0 if kind in OF_WEIGHTS else None)
    owner = owner_of(number)
    if owner is None:  # of the loss or a target, which no neuron, weight or bias has alone
        assert kind in OF_LOSS or kind in (Kind.TARGET, Kind.A_AFTER)
    else:
        assert owner.kind in SELECTABLE
        assert (owner.layer, owner.unit, owner.source) == (2, 1, number.source)
