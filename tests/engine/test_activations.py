"""Every activation and its derivative agree with their formulas, at kinks and far out, too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.activations import ACTIVATIONS
from engine.frozen import Array
from engine.functions.activation import Activation
from tests import oracle_functions as oracle

ELEMENTWISE = [activation for activation in ACTIVATIONS.values() if activation.elementwise]
SOFTMAX = ACTIVATIONS["softmax"]
FAR = 800.0, 1e4
STEP = 1e-5

each = pytest.mark.parametrize("activation", ELEMENTWISE, ids=lambda activation: activation.name)
numbers = st.floats(-30, 30)
rows = st.lists(numbers, min_size=1, max_size=6)


def at(activation: Activation, z: float) -> tuple[float, float]:
    """Return value and derivative at one z; any warning but underflow is an error."""
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        batch = np.array([[z]])
        a = activation.value(batch)
        return float(a[0, 0]), float(activation.derivative(batch, a)[0, 0])


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-12, abs=1e-14)


@each
@given(numbers)
def test_value_and_derivative_agree_with_the_formula(activation: Activation, z: float) -> None:
    value, derivative = at(activation, z)
    assert value == close(oracle.VALUES[activation.name](z))
    assert derivative == close(oracle.SLOPES[activation.name](z))


@each
@given(numbers.filter(lambda z: abs(z) > 2 * STEP))
def test_the_derivative_is_the_central_difference(activation: Activation, z: float) -> None:
    difference = (at(activation, z + STEP)[0] - at(activation, z - STEP)[0]) / (2 * STEP)
    assert at(activation, z)[1] == pytest.approx(difference, rel=1e-7, abs=1e-9)


@each
@given(numbers)
def test_no_neuron_sees_its_neighbours(activation: Activation, z: float) -> None:
    batch = np.array([[z, 1.0], [-2.0, z]])
    a = activation.value(batch)
    assert a.shape == batch.shape
    assert a[0, 0] == a[1, 1] == at(activation, z)[0]
    d_a = np.array([[2.0, 3.0], [5.0, 7.0]])
    assert np.array_equal(
        activation.pull_back(batch, a, d_a), d_a * activation.derivative(batch, a)
    )


@pytest.mark.parametrize(
    ("name", "derivative"),
    [
        ("identity", 1.0),
        ("sigmoid", 0.25),
        ("tanh", 1.0),
        ("relu", 0.0),
        ("leaky_relu", 0.01),
        ("elu", 1.0),
        ("softplus", 0.5),
        ("silu", 0.5),
        ("gelu", 0.5),
        ("scaled_tanh", 1.7159 * 2 / 3),
        ("softsign", 1.0),
    ],
)
@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_the_derivative_at_zero_is_the_stated_one(
    name: str, derivative: float, zero: float
) -> None:
    assert at(ACTIVATIONS[name], zero)[1] == derivative
    assert (0.0 in ACTIVATIONS[name].kinks) == (name in ("relu", "leaky_relu"))


@pytest.mark.parametrize("z", FAR)
@pytest.mark.parametrize(
    ("name", "right", "left"),  # what f(z)/z or f(z) is on either side
    [
        ("identity", "z", "z"),
        ("sigmoid", 1.0, 0.0),
        ("tanh", 1.0, -1.0),
        ("relu", "z", 0.0),
        ("leaky_relu", "z", "leak"),
        ("elu", "z", -1.0),
        ("softplus", "z", 0.0),
        ("silu", "z", 0.0),
        ("gelu", "z", 0.0),
        ("scaled_tanh", 1.7159, -1.7159),
    ],
)
def test_far_out_every_activation_is_its_asymptote(
    name: str, right: float | str, left: float | str, z: float
) -> None:
    slopes = {"z": 1.0, "leak": 0.01}
    for end, asymptote in ((z, right), (-z, left)):
        slope = slopes[asymptote] if isinstance(asymptote, str) else 0.0
        value = slope * end if isinstance(asymptote, str) else asymptote
        assert at(ACTIVATIONS[name], end) == (value, slope)


@given(rows)
def test_softmax_and_what_it_sends_back_agree_with_the_formula(z: list[float]) -> None:
    batch = np.array([z])
    a = SOFTMAX.value(batch)
    assert a[0].tolist() == close_row(oracle.activated("softmax", z))
    d_a = np.cos(np.arange(len(z)))[None]
    pulled = SOFTMAX.pull_back(batch, a, d_a)
    assert pulled[0].tolist() == close_row(oracle.pulled_back("softmax", z, d_a[0].tolist()))
    own = SOFTMAX.derivative(batch, a)[0].tolist()
    assert own == close_row([p * (1 - p) for p in a[0].tolist()])


@given(rows)
def test_the_softmax_jacobian_is_the_central_difference(z: list[float]) -> None:
    batch, moves = np.array([z]), STEP * np.eye(len(z))
    assert SOFTMAX.jacobian is not None
    jacobian = SOFTMAX.jacobian(batch, SOFTMAX.value(batch))[0]
    differences = (SOFTMAX.value(batch + moves) - SOFTMAX.value(batch - moves)) / (2 * STEP)
    np.testing.assert_allclose(jacobian, differences.T, rtol=1e-7, atol=1e-10)


@given(rows, st.floats(-1e4, 1e4))
def test_softmax_is_a_distribution_that_a_shift_leaves_alone(z: list[float], shift: float) -> None:
    a = SOFTMAX.value(np.array([z]))
    assert a.sum() == pytest.approx(1.0, abs=1e-15 * len(z))
    assert (a >= 0).all()
    np.testing.assert_allclose(SOFTMAX.value(np.array([z]) + shift), a, rtol=0, atol=1e-11)


@pytest.mark.parametrize("z", FAR)
def test_one_huge_logit_takes_all(z: float) -> None:
    batch = np.array([[z, 0.0, 1.0], [-z, 0.0, 0.0], [-z, -z, -z]])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        a = SOFTMAX.value(batch)
        back: Array = SOFTMAX.pull_back(batch, a, np.ones_like(a))
    assert a.tolist() == [[1, 0, 0], [0, 0.5, 0.5], [1 / 3, 1 / 3, 1 / 3]]
    np.testing.assert_allclose(back, 0.0, atol=1e-16)  # the sum of a softmax never changes


def close_row(values: list[float]) -> object:
    return pytest.approx(values, rel=1e-12, abs=1e-14)
