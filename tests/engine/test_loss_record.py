"""The loss of the whole set: known at few steps, to be had at any, and never overlooked."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.backprop import cost
from engine.data.dataset import Dataset
from engine.experiment import Experiment, Training
from engine.frozen import freeze
from engine.run.batches import Batches
from engine.run.loss_record import MOST_LOSSES, LossRecord
from engine.run.training import Run
from tests.networks import every_loss, random_experiment


@given(st.integers(0, 9_000), st.integers(1, 3))
def test_a_record_is_evenly_spread_and_never_long(last: int, stride: int) -> None:
    record = LossRecord(stride)
    for step in range(last + 1):
        assert step <= record.next_step
        record.add(step, float(step))
    steps = record.steps(last)
    assert steps[0] == 0
    assert len(steps) <= MOST_LOSSES
    assert len(steps) >= min(last // stride + 1, MOST_LOSSES // 2)
    assert [record.at(step) for step in steps] == list(steps)
    assert record.at(last) == last
    assert record.at(last + 1) is None


@given(st.integers(0, 5_000), st.integers(0, 5_000))
def test_a_record_cut_short_goes_on_by_itself(last: int, cut: int) -> None:
    last, cut = max(last, cut), min(last, cut)
    record = LossRecord()
    for step in range(last + 1):
        record.add(step, float(step))
    shorter = record.until(cut)
    assert shorter.next_step > cut
    assert all(step <= cut for step in shorter.steps(last))
    while shorter.next_step < last:
        shorter.add(shorter.next_step, -1.0)
    assert record.at(0) == shorter.at(0) == 0.0
    assert all(record.at(step) == step for step in record.steps(last))


def test_the_loss_at_any_step_is_that_of_a_run_which_records_them_all() -> None:
    experiment = random_experiment(1, training=Training(0.1, batch_size=2, shuffle=True))
    sparse, dense = Run(experiment, loss_stride=64), Run(experiment)
    for run in (sparse, dense):
        run.advance(900)
    assert list(sparse.recorded(900)) == list(range(0, 900, 64))
    assert np.array_equal(every_loss(sparse), every_loss(dense))


def test_the_loss_of_the_test_set_is_that_of_the_readable_cost() -> None:
    experiment = _tested(random_experiment(2, training=Training(0.1, batch_size=2)))
    data = experiment.data
    recording, other = Run(experiment, loss_stride=5, tested=True), Run(experiment)
    for run in (recording, other):
        run.advance(20)
        for step in range(21):
            tests = experiment.problem.on(data.test_inputs, data.test_targets)
            expected = cost(tests, run.parameters(step))
            assert run.test_loss(step) == pytest.approx(expected, rel=1e-13)
    assert Run(random_experiment(2), tested=True).test_loss(0) is None


def _tested(experiment: Experiment) -> Experiment:
    generator = np.random.default_rng(0)
    inputs, targets = generator.normal(size=(40, 3)), generator.uniform(size=(40, 2))
    data = experiment.data
    with_tests = Dataset(data.inputs, data.targets, freeze(inputs), freeze(targets))
    return replace(experiment, data=with_tests)


WILD = [
    (random_experiment(seed, hidden=hidden, output="identity", training=Training(rate, size)))
    for seed in range(4)
    for hidden, rate in (("identity", 3.0), ("relu", 30.0), ("identity", 1e20))
    for size in (2, None)
]


@pytest.mark.parametrize("experiment", WILD)
def test_divergence_is_found_at_its_very_step_however_few_losses_are_recorded(
    experiment: Experiment,
) -> None:
    dense = Run(experiment)
    taken = dense.advance(3_000)
    for stride in (7, 64, 4_096):
        sparse = Run(experiment, loss_stride=stride)
        assert sparse.advance(3_000) == taken
        assert sparse.steps == dense.steps
        assert sparse.divergence == dense.divergence
        assert sparse.advance(1) == (dense.divergence is None)
        assert sparse.loss(taken) == dense.loss(taken)
        assert np.array_equal(sparse.parameters(taken).flat, dense.parameters(taken).flat)
        assert np.array_equal(sparse.parameters(taken // 2).flat, dense.parameters(taken // 2).flat)


def test_a_loss_beyond_all_bounds_is_found_while_the_parameters_are_still_finite() -> None:
    drawn = random_experiment(5, output="identity", loss="squared_error", samples=6)
    targets = np.array(drawn.data.targets)
    training = Training(0.05, batch_size=2)
    experiment = replace(drawn, training=training)
    growing = Run(experiment)
    assert growing.advance(10) == 10
    targets[5] = 1e170  # its square overflows; the batch with it comes third
    run = Run(
        replace(experiment, data=replace(drawn.data, targets=freeze(targets))), loss_stride=64
    )
    assert run.advance(200) == 0
    assert run.divergence is not None
    assert (run.divergence.step, run.divergence.quantity) == (0, "C_after")


@given(st.lists(st.integers(0, 3_000), max_size=8))
def test_orders_drawn_out_of_turn_are_those_drawn_in_turn(steps: list[int]) -> None:
    visited = Batches(5, 2, shuffle=True, seed=3)
    generator, orders = np.random.default_rng(3), []
    for _ in range(3_000 // visited.per_epoch + 1):
        orders.append(generator.permutation(5))
    for step in steps:
        epoch, batch = divmod(step, visited.per_epoch)
        assert visited.at(step) == tuple(orders[epoch][2 * batch : 2 * batch + 2])


def test_losses_at_many_steps_are_those_at_each() -> None:
    run = Run(random_experiment(3, samples=6))
    run.advance(1100)  # further than is recorded at every step
    steps = [*range(0, 1101, 50), 7, 1099, 1100]
    assert run.losses_at(steps).tolist() == [run.loss(step) for step in steps]
    with pytest.raises(ValueError, match="has not been reached"):
        run.losses_at([-1])
    assert np.isnan(run.test_losses_at(steps)).all()
