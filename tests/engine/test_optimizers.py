"""Every optimiser's step is the one worked out by hand, and acts on each number alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.experiment import Training
from engine.frozen import Array
from engine.functions.optimizer import Optimizer
from engine.optimizers import OPTIMIZERS
from engine.run.training import Run
from tests.networks import present, random_experiment
from tests.oracle_optimizers import Memory, moved

each = pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=lambda known: known.name)
numbers = st.floats(-100, 100)


def path(optimizer: Optimizer, start: Array, gradients: list[Array], rate: float) -> list[Array]:
    """Return the parameters after each step."""
    parameters, slots = start, optimizer.first_slots(len(start))
    after = []
    for count, gradient in enumerate(gradients, start=1):
        parameters, slots = optimizer.step(parameters, gradient, slots, rate, count)
        assert len(slots) == optimizer.slots
        after.append(parameters)
    return after


@pytest.mark.parametrize(
    ("name", "first", "second"),  # p = 1, rate 0.1, gradients 1/2 and -1/4, epsilons left out
    [
        ("sgd", 0.95, 0.975),
        ("momentum", 0.95, 0.93),  # b = 0.5, then 0.45 - 0.25
        ("nesterov", 0.905, 0.912),  # 0.5 + 0.45, then -0.25 + 0.18
        ("adagrad", 0.9, 0.9 + 0.025 / 0.3125**0.5),  # 1/4, then 1/4 + 1/16
        ("adadelta", 0.9996838, 0.9996838 + 0.025 * (2e-6 / 0.02875) ** 0.5),  # 1/40, then 23/800
        ("rmsprop", 0.0, 0.025 / 0.0031**0.5),  # 0.0025, then 0.002475 + 0.000625
        ("adam", 0.9, 0.9 - 0.1 * (0.02 / 0.19) / (0.00031225 / 0.001999) ** 0.5),
        ("adamw", 0.899, 0.898101 - 0.1 * (0.02 / 0.19) / (0.00031225 / 0.001999) ** 0.5),
    ],
)
def test_two_steps_worked_out_by_hand(name: str, first: float, second: float) -> None:
    gradients = [np.array([0.5]), np.array([-0.25])]
    after = [float(p[0]) for p in path(OPTIMIZERS[name], np.array([1.0]), gradients, 0.1)]
    assert after == pytest.approx([first, second], abs=1e-6)


@each
@given(numbers, st.lists(numbers, min_size=1, max_size=30), st.sampled_from([0.001, 0.1, 1.0]))
def test_every_step_agrees_with_the_documented_formula(
    optimizer: Optimizer, start: float, gradients: list[float], rate: float
) -> None:
    ours = path(optimizer, np.array([start]), [np.array([g]) for g in gradients], rate)
    memory, theirs = Memory(), start
    for after, gradient in zip(ours, gradients, strict=True):
        theirs = moved(optimizer.name, rate, theirs, gradient, memory)
        assert after[0] == pytest.approx(theirs, rel=1e-11, abs=1e-11)


@given(st.floats(0.01, 100), st.sampled_from([-1, 1]))
def test_the_first_step_of_momentum_is_plain_and_of_adam_is_the_rate(
    size: float, sign: int
) -> None:
    start, gradient = np.array([2.0]), np.array([sign * size])
    first = {
        name: float(path(OPTIMIZERS[name], start, [gradient], 0.1)[0][0]) for name in OPTIMIZERS
    }
    assert first["momentum"] == first["sgd"]
    assert first["adam"] == pytest.approx(2 - 0.1 * sign, abs=1e-6)
    assert first["adamw"] == pytest.approx(2 - 0.1 * 0.01 * 2 - 0.1 * sign, abs=1e-6)


@each
def test_a_zero_gradient_moves_nothing_but_what_decays(optimizer: Optimizer) -> None:
    with np.errstate(all="raise"):
        after = path(optimizer, np.array([2.0, 0.0]), [np.zeros(2)] * 3, 0.1)[-1]
    decayed = 2 * (1 - 0.1 * 0.01) ** 3 if optimizer.name == "adamw" else 2.0
    assert after.tolist() == pytest.approx([decayed, 0.0], rel=1e-15)


@each
def test_a_part_of_the_vector_moves_as_in_the_whole(optimizer: Optimizer) -> None:
    """What the in-place rule relies on when it updates one layer before the others."""
    generator = np.random.default_rng(3)
    start, gradients = generator.normal(size=9), list(generator.normal(size=(20, 9)))
    whole = path(optimizer, start, gradients, 0.1)[-1]
    part = path(optimizer, start[4:7], [gradient[4:7] for gradient in gradients], 0.1)[-1]
    assert np.array_equal(whole[4:7], part)


@each
def test_what_was_there_before_a_step_is_left_alone(optimizer: Optimizer) -> None:
    start, gradient = np.array([1.0, -2.0]), np.array([0.5, 0.25])
    slots = tuple(np.full(2, 0.125) for _ in range(optimizer.slots))
    optimizer.step(start, gradient, slots, 0.1, 1)
    assert (start.tolist(), gradient.tolist()) == ([1.0, -2.0], [0.5, 0.25])
    assert all(slot.tolist() == [0.125, 0.125] for slot in slots)


@each
def test_fixed_biases_stay_and_weights_move_as_if_alone(optimizer: Optimizer) -> None:
    experiment = random_experiment(5, training=Training(0.05, None, optimizer=optimizer))
    fixed = replace(experiment, training=replace(experiment.training, train_biases=False))
    run, free = Run(fixed), Run(experiment)
    assert run.advance(3) == free.advance(3) == 3
    for layer in (1, 2):
        kept = run.parameters(0).bias(layer)
        assert np.array_equal(present(run.parameters(3).bias(layer)), present(kept))
        assert not np.array_equal(present(free.parameters(3).bias(layer)), present(kept))
        one_step = run.parameters(1).weights(layer), free.parameters(1).weights(layer)
        assert np.array_equal(*one_step)
