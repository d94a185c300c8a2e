"""Settings may change as often as one likes: every step of the past stays what it was."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.experiment import Experiment, Mistake, Training
from engine.frozen import Array
from engine.optimizers import OPTIMIZERS
from engine.run.training import Run
from tests.networks import every_loss, random_experiment


def _with(experiment: Experiment, **changes: object) -> Experiment:
    training = replace(experiment.training, **changes)
    return replace(experiment, training=training)


def _state_bytes(experiment: Experiment) -> int:
    return experiment.first_parameters().flat.nbytes


def _changing(run: Run, changes: int, generator: np.random.Generator) -> tuple[Run, list[Array]]:
    """Change the rate again and again; return the run and the parameters before each step."""
    seen = [run.parameters(0).flat]
    for rate in generator.uniform(0.01, 0.2, changes):
        run = run.branch(run.steps, _with(run.experiment, learning_rate=float(rate)))
        for _ in range(int(generator.integers(1, 3))):
            run.advance(1)
            seen.append(run.parameters(run.steps).flat)
    return run, seen


def test_1500_changes_of_the_rate_leave_every_step_as_it_was() -> None:
    assert_steps_stay(1_500)


def assert_steps_stay(changes: int) -> None:
    """Check that each step is taken again as it was, however often the rate was changed."""
    experiment = random_experiment(1, training=Training(0.1, batch_size=None))
    room = 700 * _state_bytes(experiment)  # so that most steps are taken again
    run, seen = _changing(Run(experiment, room), changes, np.random.default_rng(1))
    assert run.steps == len(seen) - 1 > changes
    for step in np.random.default_rng(2).integers(0, run.steps, 150):
        assert np.array_equal(run.parameters(step).flat, seen[step])
        trace = run.trace(step)
        assert np.array_equal(trace.before.flat, seen[step])
        assert np.allclose(trace.after.flat, seen[step + 1], rtol=1e-12, atol=1e-15)
        taken = seen[step] - run.settings(step).training.learning_rate * trace.gradient.flat
        assert np.allclose(taken, seen[step + 1], rtol=1e-12, atol=1e-15)


def test_a_run_of_many_segments_holds_no_more_than_one_of_a_single_segment() -> None:
    experiment = random_experiment(1, training=Training(0.1, batch_size=4))
    room = 700 * _state_bytes(experiment)
    run, _ = _changing(Run(experiment, room), 1_000, np.random.default_rng(3))
    plain = Run(experiment, room)
    plain.advance(run.steps)
    held, plainly = (sum(array.nbytes for array in each.arrays()) for each in (run, plain))
    assert held <= 1.5 * plainly
    assert held <= 2 * room


def test_a_change_without_a_step_between_takes_the_place_of_the_one_before() -> None:
    run = Run(random_experiment(2))
    run.advance(3)
    for rate in (0.2, 0.3, 0.4):
        run = run.branch(3, _with(run.experiment, learning_rate=rate))
    run.advance(1)
    assert [segment.first_step for segment in run._track._segments] == [0, 3]
    assert run.settings(3).training.learning_rate == 0.4


CHANGES: list[dict[str, object]] = [
    {"optimizer": OPTIMIZERS["adam"], "learning_rate": 0.01},
    {"learning_rate": 0.02},
    {"mistakes": frozenset({Mistake.NOT_RESET})},
    {"batch_size": 3, "shuffle": True, "seed": 4},
    {"mistakes": frozenset()},
    {"optimizer": OPTIMIZERS["momentum"]},
    {"train_biases": False},
    {"optimizer": OPTIMIZERS["sgd"], "batch_size": None},
]


@pytest.mark.parametrize("room", [1, 5, 40, 10_000])
def test_all_settings_may_change_and_each_step_is_brought_back_to_the_bit(room: int) -> None:
    experiment = random_experiment(3, training=Training(0.1, batch_size=2))
    run = Run(experiment, room * _state_bytes(experiment))
    states, losses = [], []
    for change in ({}, *CHANGES, *CHANGES):
        run = run.branch(run.steps, _with(run.experiment, **change))
        for _ in range(7):
            states.append(run.trace(run.steps))
            losses.append(run.loss(run.steps))
            run.advance(1)
    for step in np.random.default_rng(4).permutation(len(states)):
        trace, before = run.trace(step), states[step]
        assert np.array_equal(trace.before.flat, before.before.flat)
        assert np.array_equal(trace.after.flat, before.after.flat)
        assert np.array_equal(trace.memory.slots, before.memory.slots)
        assert (trace.samples, trace.memory.count) == (before.samples, before.memory.count)
        assert run.loss(step) == losses[step]


def test_runs_with_a_common_past_go_on_without_each_other() -> None:
    experiment = random_experiment(5, training=Training(0.1, batch_size=4))
    first = Run(experiment)
    first.advance(20)
    second = first.branch(20, _with(experiment, learning_rate=0.3))
    third = first.branch(13, _with(experiment, learning_rate=0.3))
    for run in (second, first, third, first, second):
        run.advance(30)
    alone = Run(experiment)
    alone.advance(80)
    assert first.steps == alone.steps == 80
    assert np.array_equal(every_loss(first), every_loss(alone))
    for run, step in ((second, 20), (third, 13)):
        again = alone.branch(step, run.experiment)
        again.advance(run.steps - step)
        for visited in range(0, run.steps + 1, 3):
            assert np.array_equal(run.parameters(visited).flat, again.parameters(visited).flat)
        assert np.array_equal(every_loss(run), every_loss(again))


def test_a_resting_run_goes_on_as_if_it_had_not_rested() -> None:
    experiment = random_experiment(6, training=Training(0.1, batch_size=4, shuffle=True))
    run, restless = Run(experiment, 3 * _state_bytes(experiment)), Run(experiment)
    for each in (run, restless):
        each.advance(33)
    run.rest()
    for each in (run, restless):
        each.advance(10)
    assert np.array_equal(run.parameters(43).flat, restless.parameters(43).flat)
