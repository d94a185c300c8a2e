"""Training towards a goal, visits to past steps, and branches from there: the state alone."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.experiment import Experiment, Training
from engine.run.goals import StayGoal
from engine.run.training import Run
from gui.disk import files, settings
from gui.state.action_log import ActionLog
from gui.state.experiment import diverged
from gui.state.keeper import Keeper, undo
from gui.state.refusal import Refused
from gui.state.replay import replay
from gui.state.run import actions, branching, derived, training
from gui.state.schedule import Pace
from gui.state.state import Cursor, Mode, State, View, first_state
from gui.state.view import actions as view_actions
from tests.networks import random_experiment
from tests.same_state import assert_same


def _example(name: str) -> Experiment:
    return files.read(files.resolve(name))


def _trained(name: str, steps: int) -> State:
    return actions.train(first_state(_example(name)), steps)


def _run_to_its_end(state: State, slice_: int) -> State:
    while state.mode is Mode.TRAINING:
        state = training.train_on(state, slice_)
    return state


@pytest.mark.parametrize("slice_", [1, 7, 1_000])
def test_so_many_steps_more_are_taken_however_they_are_sliced(slice_: int) -> None:
    state = training.train_steps(_trained("xor-2-4-1", 30), 100)
    state = training.train_on(state, 3)
    state = training.train_steps(state, 100)  # pressed again on the way
    state = _run_to_its_end(state, slice_)
    assert (state.trained, state.mode, state.goal) == (230, Mode.PAUSED, None)
    assert state.cursor == Cursor(230, derived.loss_beat(state))


def test_training_goes_on_after_the_newest_step_wherever_one_stands() -> None:
    state = actions.visit(_trained("xor-2-4-1", 50), 10)
    assert _run_to_its_end(training.train_steps(state, 20), 8).trained == 70


def test_an_epoch_ends_where_every_sample_was_seen_as_often() -> None:
    experiment = random_experiment(3, samples=7, training=Training(0.05, batch_size=2))
    state = actions.train(first_state(experiment), 6)
    assert _run_to_its_end(training.train_epoch(state), 50).trained == 8
    assert _run_to_its_end(training.train_epoch(actions.train(state, 2)), 50).trained == 12


@pytest.mark.parametrize("slice_", [1, 37, 5_000])
def test_until_the_loss_stays_ends_at_the_same_step_however_it_is_sliced(slice_: int) -> None:
    state = _run_to_its_end(training.train_until_it_stays(_trained("hagan-1-2-1", 5)), slice_)
    run, last = state.document.run, state.trained
    assert state.goal is None
    looks = [run.loss(step) for step in range(5, last + 1, 10)]
    before, since = looks[:-10], looks[-10:]
    assert min(since) >= 0.999 * min(before)  # ten looks in vain, and not one more:
    assert looks[-11] < min([*looks[:-11], np.inf])


def test_a_goal_is_given_up_by_a_pause_and_never_reached_while_paused() -> None:
    state = actions.pause(training.train_until_it_stays(_trained("xor-2-4-1", 5)))
    assert state.goal is None
    assert training.train_on(state, 10) is state
    assert isinstance(training.train_until_it_stays(state).goal, StayGoal)


def test_a_goal_of_a_run_that_diverges_ends_with_it() -> None:
    wild = replace(_example("linear-neuron"), training=Training(1e6))
    state = _run_to_its_end(training.train_steps(first_state(wild), 1_000_000), 5_000)
    assert state.document.run.divergence is not None
    assert state.trained == state.document.run.steps
    assert (state.mode, state.goal) == (Mode.PAUSED, None)


@pytest.mark.parametrize("count", [0, -3, 10_000_001])
def test_nonsense_counts_are_refused(count: int) -> None:
    with pytest.raises(Refused) as refusal:
        training.train_steps(_trained("xor-2-4-1", 1), count)
    assert refusal.value.fault.key == "refused.step-count"


def test_a_log_of_training_towards_goals_counts_steps_and_ends_in_the_same_state() -> None:
    lines: list[str] = []
    keeper = Keeper(first_state(_example("moons-2-8-1"), "moons-2-8-1"))
    log = ActionLog(lines.append, keeper.state, "0")
    keeper.watchers.append(log.note)
    keeper.carry_out(training.train_steps.call(100))
    for count in (30, 40, 50, 60):
        keeper.carry_out(training.train_on.call(count))
    keeper.carry_out(training.train_epoch.call())
    keeper.carry_out(training.train_on.call(500))
    keeper.carry_out(training.train_until_it_stays.call())
    keeper.carry_out(training.train_on.call(77))
    keeper.carry_out(actions.visit.call(60))
    keeper.carry_out(branching.branch_here.call())
    log.flush()
    assert '"run.train_on", "args": [120]' in "".join(lines)  # the fourth came too late
    assert_same(replay(lines, lambda _: _example("moons-2-8-1")).state, keeper.state)


def test_a_visit_shows_numbers_and_takes_no_step() -> None:
    state = _trained("xor-2-4-1", 20)
    visited = actions.visit(state, 7)
    assert visited.cursor == Cursor(7, derived.loss_beat(visited))
    at_end = actions.last_beat(actions.go_to(state, 3, 0, 1.0))
    assert actions.visit(at_end, 8).cursor == Cursor(8, at_end.cursor.beat)
    newest = actions.visit(at_end, 20)
    assert (newest.trained, newest.cursor) == (20, Cursor(20, at_end.cursor.beat - 1))
    for step in (-1, 21):
        with pytest.raises(Refused):
            actions.visit(state, step)


def test_a_branch_takes_the_same_steps_again_and_keeps_those_given_up() -> None:
    keeper = Keeper(actions.visit(_trained("moons-2-8-1", 90), 40))
    given_up = keeper.state.document.run
    keeper.carry_out(branching.branch_here.call())
    state = keeper.state
    assert (state.trained, state.cursor.step) == (40, 40)
    assert [(each.document.run, each.steps) for each in state.kept] == [(given_up, 90)]
    again = actions.train(state, 50).document.run
    assert np.array_equal(again.parameters(90).flat, given_up.parameters(90).flat)
    assert [again.test_loss(s) for s in (3, 40, 77)] == [given_up.test_loss(s) for s in (3, 40, 77)]
    keeper.carry_out(undo.call())
    assert (keeper.state.trained, keeper.state.document.run) == (90, given_up)
    with pytest.raises(Refused):
        branching.branch_here(actions.train(keeper.state, 1))


def test_a_run_that_diverged_leads_back_to_finite_numbers() -> None:
    wild = replace(_example("linear-neuron"), training=Training(1.5))
    state = actions.train(first_state(wild), 100_000)
    run = state.document.run
    assert run.divergence is not None
    assert run.divergence.step == state.trained
    back = branching.to_last_finite(state)
    assert back.cursor.step == state.trained - 1
    trace = derived.trace(back)
    assert all(np.isfinite(layer.d_weights).all() for layer in trace.layers)
    assert np.isfinite(trace.after.flat).all()
    slower = diverged.halve_rate(state)
    assert derived.learning_rate(slower) == 0.75
    assert slower.cursor.step == min(range(50), key=run.loss)
    assert slower.kept[-1].document.run is run
    with pytest.raises(Refused):
        branching.to_last_finite(slower)


def test_the_pace_is_that_of_the_clock_however_it_ticks() -> None:
    assert Pace().steps(None, 0.016, 300) == 300
    for speed, tick in ((1.0, 0.016), (10.0, 0.016), (500.0, 0.016), (2.5, 0.1)):
        pace, seconds = Pace(), 0.0
        taken = 0
        while seconds < 4.0:
            taken += pace.steps(speed, tick, 1_000)
            seconds += tick
        assert taken == pytest.approx(1 + speed * seconds, abs=1)
    slow = Pace()
    assert [slow.steps(1_000.0, 0.1, 20) for _ in range(3)] == [20, 20, 20]
    assert slow.steps(1.0, 0.1, 20) <= 1  # what was missed is not caught up with


def test_a_training_speed_is_held_within_its_range() -> None:
    state = _trained("xor-2-4-1", 0)
    for wanted, used in ((0.1, 1.0), (30.0, 30.0), (1e9, 10_000.0), (None, None)):
        assert view_actions.set_training_speed(state, wanted).view.training_speed == used
    with pytest.raises(Refused):
        view_actions.set_training_speed(state, float("nan"))


def test_speed_and_number_of_steps_are_remembered() -> None:
    for view in (View(training_speed=20.0, more_steps=7), View()):
        settings.save_view(view)
        remembered = settings.load_view()
        assert remembered.training_speed == view.training_speed
        assert remembered.more_steps == view.more_steps


def test_losses_of_the_test_set_are_recorded_in_a_run_and_its_branches() -> None:
    run = Run(_example("moons-2-8-1"))
    run.advance(50)
    branch = run.branch(20, replace(run.experiment, training=Training(0.5)))
    branch.advance(10)
    assert list(branch.test_recorded(30)) == list(branch.recorded(30)) == list(range(31))
    assert branch.test_loss(10) == run.test_loss(10)
