"""A run can be extended, visited and branched, and always gives the same numbers."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.backprop import cost, trace_step
from engine.experiment import Experiment, Training
from engine.frozen import freeze
from engine.run.batches import Batches
from engine.run.training import Run
from tests.networks import every_loss, mazur, random_experiment


def test_a_run_takes_the_steps_that_the_readable_step_takes() -> None:
    experiment = random_experiment(1)
    run = Run(experiment)
    run.advance(3)
    parameters = experiment.first_parameters()
    for _ in range(3):
        parameters = trace_step(experiment.problem, experiment.training, parameters).after
    assert np.allclose(run.parameters(3).flat, parameters.flat, rtol=1e-13, atol=0)


def test_any_past_step_is_visited_exactly_even_where_it_is_replayed() -> None:
    experiment = random_experiment(2, training=Training(0.1, batch_size=2, shuffle=True))
    whole = Run(experiment)
    small = Run(experiment, memory_bytes=20 * experiment.first_parameters().flat.nbytes)
    for run in (whole, small):
        run.advance(200)
    for step in (200, 0, 199, 1, 73, 74, 72, 150):
        assert np.array_equal(small.parameters(step).flat, whole.parameters(step).flat)
    assert np.array_equal(every_loss(small), every_loss(whole))


def test_a_run_continued_after_a_visit_is_the_one_never_interrupted() -> None:
    experiment = random_experiment(3, training=Training(0.1, batch_size=4, shuffle=True))
    visited, straight = Run(experiment), Run(experiment)
    visited.advance(20)
    visited.trace(3)
    visited.advance(20)
    straight.advance(40)
    assert np.array_equal(visited.parameters(40).flat, straight.parameters(40).flat)


def test_losses_are_those_of_the_whole_training_set() -> None:
    experiment = random_experiment(4, training=Training(0.1, batch_size=4))
    run = Run(experiment)
    run.advance(5)
    for step, loss in enumerate(every_loss(run)):
        parameters = run.parameters(step)
        expected = cost(experiment.problem, parameters)
        assert loss == pytest.approx(expected, rel=1e-14)


def test_a_branch_shares_the_past_and_has_its_own_future() -> None:
    experiment = random_experiment(5)
    run = Run(experiment)
    run.advance(10)
    faster = run.branch(4, _with_rate(experiment, 0.4))
    faster.advance(3)
    assert faster.steps == 7
    assert np.array_equal(faster.parameters(4).flat, run.parameters(4).flat)
    assert np.array_equal(every_loss(faster)[:5], every_loss(run)[:5])
    change, faster_change = (r.parameters(5).flat - r.parameters(4).flat for r in (run, faster))
    assert np.allclose(faster_change, 4 * change, rtol=1e-12)
    assert faster.settings(3).training.learning_rate == 0.1
    assert faster.settings(4).training.learning_rate == 0.4


def test_many_branches_at_one_step_do_not_pile_up() -> None:
    experiment = random_experiment(6)
    run = Run(experiment)
    run.advance(2)
    for rate in np.linspace(0.1, 1.0, 3000):
        run = run.branch(2, _with_rate(experiment, float(rate)))
    run.advance(1)
    assert len(every_loss(run)) == 4  # a chain of 3000 runs would exceed the recursion limit


def test_a_step_not_yet_taken_cannot_be_visited() -> None:
    run = Run(mazur())
    with pytest.raises(ValueError, match="step 1 has not been reached"):
        run.parameters(1)


def test_a_run_stops_before_the_first_number_that_is_not_finite() -> None:
    experiment = random_experiment(
        7, hidden="identity", output="identity", training=Training(1e6, batch_size=None)
    )
    run = Run(experiment)
    taken = run.advance(1000)
    assert 0 < taken < 1000
    assert run.divergence is not None
    assert run.divergence.step == run.steps == taken
    assert np.isfinite(every_loss(run)).all()
    assert np.isfinite(run.parameters(run.steps).flat).all()
    assert run.advance(1) == 0


def test_batches_are_consecutive_slices_the_last_one_shorter() -> None:
    batches = Batches(5, 2, shuffle=False, seed=0)
    assert [batches.at(step) for step in range(4)] == [(0, 1), (2, 3), (4,), (0, 1)]


def test_each_epoch_draws_a_new_permutation_from_one_generator() -> None:
    generator = np.random.default_rng(9)
    batches = Batches(6, 4, shuffle=True, seed=9)
    for epoch in range(3):
        order = generator.permutation(6)
        assert batches.at(2 * epoch) == tuple(order[:4])
        assert batches.at(2 * epoch + 1) == tuple(order[4:])
    assert batches.at(0) == tuple(np.random.default_rng(9).permutation(6)[:4])


def test_shown_arrays_cannot_be_changed() -> None:
    run = Run(mazur())
    trace = run.trace(0)
    for array in (trace.x, trace.layers[0].z, trace.after.flat, trace.before.weights(1)):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1.0


def test_freezing_copies_so_that_the_base_may_change() -> None:
    base = np.zeros(3)
    frozen = freeze(base)
    base[0] = 5
    assert frozen[0] == 0


def _with_rate(experiment: Experiment, rate: float) -> Experiment:
    return replace(experiment, training=replace(experiment.training, learning_rate=rate))
