"""The compiled step gives the numbers of the readable one, and the same bits every time."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.backprop import StepTrace, cost, trace_step
from engine.experiment import Experiment, Training, UpdateRule
from engine.frozen import Array
from engine.losses import LOSSES
from engine.memory import Memory, first_memory
from engine.network import Parameters, of_flat, weight_mask
from engine.optimizers import OPTIMIZERS
from engine.run.batches import Batches
from engine.run.divergence import Divergence
from engine.run.snapshots import Snapshots
from engine.run.training import Run
from engine.shape import NetworkShape
from engine.tape.tape import Tape
from tests.networks import ELEMENTWISE, every_loss, random_experiment, trainings

# Adagrad, RMSprop and Adam divide a gradient by its own size: where it is hardly more than
# rounding, its first step has the sign of that rounding. Such draws say nothing about the tape.
LEAST_GRADIENT = 1e-5
DIVIDING = {"adagrad", "rmsprop", "adam", "adamw"}


def _readable(experiment: Experiment, before: Parameters, memory: Memory, step: int) -> StepTrace:
    data, training = experiment.data, experiment.training
    batches = Batches(len(data.inputs), training.batch_size, training.shuffle, training.seed)
    samples = batches.at(step)
    rows = np.array(samples)
    of_batch = experiment.problem.on(data.inputs[rows], data.targets[rows])
    return trace_step(of_batch, training, before, samples, memory)


def _cost(experiment: Experiment, parameters: Parameters) -> float:
    return cost(experiment.problem, parameters)


def _close(ours: Array | float, theirs: Array | float) -> bool:
    """Return whether numbers agree to 1e-12, relative, or absolute where they are small."""
    return bool(np.allclose(ours, theirs, rtol=1e-12, atol=1e-12))


@dataclass(frozen=True, slots=True, eq=False)
class _Readable:
    """What the readable steps give: the parameters after them and the cost before and after each.

    least: the smallest gradient on the way that is not zero.
    """

    parameters: Parameters
    costs: list[float]
    least: float


def _readable_steps(experiment: Experiment, steps: int) -> _Readable:
    parameters = experiment.first_parameters()
    memory = first_memory(experiment.training, parameters)
    costs, least = [_cost(experiment, parameters)], np.inf
    for step in range(steps):
        trace = _readable(experiment, parameters, memory, step)
        total = np.abs(trace.gradient.flat + trace.penalty_gradient.flat)
        least = min(least, total[total > 0].min(initial=np.inf))
        parameters, memory = trace.after, trace.memory_after
        costs.append(_cost(experiment, parameters))
    return _Readable(parameters, costs, least)


def _assert_same_steps(experiment: Experiment, steps: int) -> None:
    """Assert that a run gives what as many readable steps give, and the true costs."""
    _assert_same(experiment, _readable_steps(experiment, steps))


def _assert_same(experiment: Experiment, readable: _Readable) -> None:
    steps = len(readable.costs) - 1
    run = Run(experiment)
    assert run.advance(steps) == steps
    assert _close(run.parameters(steps).flat, readable.parameters.flat)
    assert _close(every_loss(run), np.array(readable.costs))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@given(st.data(), st.integers(5, 20))
def test_the_tape_takes_the_steps_of_the_readable_one(
    optimizer: str, data: st.DataObject, steps: int
) -> None:
    experiment = data.draw(trainings(optimizer))
    shuffled = replace(experiment.training, shuffle=data.draw(st.booleans()))
    experiment = replace(experiment, training=shuffled)
    readable = _readable_steps(experiment, steps)
    assume(np.abs(readable.parameters.flat).max() < 10)  # explosions amplify rounding
    assume(optimizer not in DIVIDING or readable.least > LEAST_GRADIENT)
    _assert_same(experiment, readable)


@pytest.mark.parametrize("rule", UpdateRule)
@pytest.mark.parametrize("batch_size", [None, 1, 4])
@pytest.mark.parametrize("hidden", ELEMENTWISE)
def test_every_hidden_activation_runs_on_the_tape(
    hidden: str, batch_size: int | None, rule: UpdateRule
) -> None:
    training = Training(0.05, batch_size=batch_size, update_rule=rule)
    experiment = random_experiment(11, (3, 5, 4, 2), hidden, "tanh", samples=9, training=training)
    _assert_same_steps(experiment, 20)


ENDINGS = [
    (loss, output)
    for loss in LOSSES
    for output in ACTIVATIONS
    if LOSSES[loss].activation in (None, output)
]


@pytest.mark.parametrize(("loss", "output"), ENDINGS)
def test_every_loss_runs_on_the_tape(loss: str, output: str) -> None:
    training = Training(0.05, batch_size=4)
    experiment = random_experiment(12, (3, 4, 3), "tanh", output, loss, 9, training)
    _assert_same_steps(experiment, 20)


def test_one_hot_targets_take_the_short_way_and_agree() -> None:
    training = Training(0.05, batch_size=4)
    drawn = random_experiment(13, (3, 4, 3), "relu", "softmax", "cross_entropy", 9, training)
    one_hot = np.eye(3)[drawn.data.targets.argmax(axis=1)]
    _assert_same_steps(replace(drawn, data=replace(drawn.data, targets=one_hot)), 20)


def test_layers_of_different_kinds_may_alternate() -> None:
    names = ("tanh", "relu", "relu", "gelu", "gelu", "identity", "sigmoid", "tanh")
    sizes = (2, *range(3, 3 + len(names)))
    drawn = random_experiment(14, sizes, samples=5)
    layers = tuple(
        replace(plan, activation=ACTIVATIONS[name])
        for plan, name in zip(drawn.network.layers, names, strict=True)
    )
    _assert_same_steps(replace(drawn, network=replace(drawn.network, layers=layers)), 10)


def test_an_optimiser_without_calls_of_its_own_takes_the_step_of_its_record() -> None:
    def step(
        p: Array, g: Array, slots: tuple[Array, ...], rate: float, count: int
    ) -> tuple[Array, tuple[Array, ...]]:
        return p - rate * np.sign(g) / count, (slots[0] + 1,)

    sign = replace(OPTIMIZERS["momentum"], step=step, tape=None)
    training = Training(0.01, batch_size=4, optimizer=sign)
    experiment = random_experiment(15, samples=6, training=training)
    _assert_same_steps(experiment, 10)
    tape = Tape(experiment)
    first = experiment.first_parameters()
    tape.load(first, first_memory(training, first))
    tape.step(slice(0, 4))
    assert (tape.memory().slots[0] == 1).all()
    assert tape.memory().count == 1


def test_a_training_set_larger_than_a_tile_has_its_true_cost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.tape.tape._TILE_NUMBERS", 40)
    training = Training(0.05, batch_size=3)
    _assert_same_steps(random_experiment(16, samples=32, training=training), 10)


def test_fixed_biases_stay_to_the_last_bit() -> None:
    training = Training(0.01, 2, train_biases=False, optimizer=OPTIMIZERS["adamw"])
    run = Run(random_experiment(17, training=training))
    run.advance(20)
    biases = ~weight_mask(run.experiment.network.shape)
    first, last = run.parameters(0).flat, run.parameters(20).flat
    assert np.array_equal(first[biases], last[biases])
    assert not np.isclose(first[~biases], last[~biases], rtol=1e-6).any()


def _adam() -> Experiment:
    training = Training(0.02, batch_size=4, shuffle=True, seed=3, optimizer=OPTIMIZERS["adam"])
    return random_experiment(18, (3, 5, 2), samples=10, training=training)


@given(visits=st.lists(st.integers(0, 120), max_size=6), room=st.integers(1, 9))
@settings(deadline=None, max_examples=40)
def test_visits_and_a_tiny_memory_change_no_bit(visits: list[int], room: int) -> None:
    experiment = _adam()
    straight = Run(experiment)
    straight.advance(150)
    state_bytes = 3 * experiment.first_parameters().flat.nbytes
    visited = Run(experiment, memory_bytes=room * state_bytes)
    visited.advance(120)
    for step in visits:
        assert np.array_equal(visited.parameters(step).flat, straight.parameters(step).flat)
        trace, expected = visited.trace(step), straight.trace(step)
        assert np.array_equal(trace.before.flat, expected.before.flat)
        assert np.array_equal(trace.memory.slots, expected.memory.slots)
        assert trace.memory.count == step
        visited.advance(1)
    visited.advance(150 - visited.steps)
    assert np.array_equal(visited.parameters(150).flat, straight.parameters(150).flat)
    assert np.array_equal(every_loss(visited), every_loss(straight))


def test_a_branch_goes_on_with_the_memory_of_its_past() -> None:
    run = Run(_adam())
    run.advance(60)
    same = run.branch(40, replace(run.experiment, title="the same settings"))
    same.advance(20)
    assert np.array_equal(same.parameters(60).flat, run.parameters(60).flat)
    assert np.array_equal(every_loss(same), every_loss(run))
    assert np.array_equal(same.parameters(17).flat, run.parameters(17).flat)


def test_an_interrupted_run_can_be_visited_and_continued(monkeypatch: pytest.MonkeyPatch) -> None:
    run, straight = Run(_adam()), Run(_adam())
    straight.advance(30)
    run.advance(5)
    with monkeypatch.context() as patch:
        patch.setattr(Tape, "finite", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            run.advance(10)
    assert run.steps == 5
    run.advance(25)
    assert np.array_equal(run.parameters(30).flat, straight.parameters(30).flat)


def _interrupt(tape: Tape) -> bool:
    raise KeyboardInterrupt


def test_snapshots_stay_within_their_bound_and_are_those_they_say() -> None:
    first = np.zeros((1, 4))
    snapshots = Snapshots(first, memory_bytes=5 * first.nbytes)
    for step in range(1, 1000):
        snapshots.offer(step, np.full((1, 4), float(step)))
        for asked in (0, step // 3, step):
            kept, state = snapshots.before(asked)
            assert asked - snapshots.stride < kept <= asked
            assert (state == kept).all()
    assert snapshots.stride == 256


def test_divergence_names_quantity_layer_and_neuron() -> None:
    experiment = random_experiment(19, (2, 3, 2), "tanh", "identity", "squared_error")
    targets = np.array(experiment.data.targets)
    targets[:, 1] = 1e308  # the second neuron's error, squared or doubled, overflows
    run = Run(replace(experiment, data=replace(experiment.data, targets=targets)))
    assert run.advance(5) == 0
    assert run.divergence == Divergence(0, "C")
    finite = replace(experiment, training=Training(1e300, batch_size=None))
    run = Run(finite)
    assert run.advance(50) < 50
    assert run.divergence is not None
    assert run.divergence.step == run.steps
    assert np.isfinite(run.parameters(run.steps).flat).all()
    assert np.isfinite(every_loss(run)).all()


def test_divergence_in_a_hidden_layer_is_found_there() -> None:
    experiment = random_experiment(20, (2, 3, 2), "identity", "tanh")
    inputs = np.array(experiment.data.inputs)
    inputs[0] = 1e308
    flat = np.array(experiment.first_parameters().flat)
    flat[3:5] = 5.0  # of the first layer's second neuron: z = 5e308 + 5e308
    experiment = replace(
        experiment,
        data=replace(experiment.data, inputs=inputs),
        given=of_flat(NetworkShape((2, 3, 2)), flat),
    )
    run = Run(experiment)
    assert run.advance(1) == 0
    assert run.divergence == Divergence(0, "z", 1, 1)


def test_extreme_pre_activations_are_as_stable_as_in_the_readable_step() -> None:
    for loss in ("binary_cross_entropy", "cross_entropy"):
        output = LOSSES[loss].activation
        assert output is not None
        drawn = random_experiment(21, (2, 3), output=output, loss=loss)
        inputs = 800 * np.sign(drawn.data.inputs)
        _assert_same_steps(replace(drawn, data=replace(drawn.data, inputs=inputs)), 1)
