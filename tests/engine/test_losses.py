"""Every loss and its derivatives agree with their formulas, at kinks and far out, too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.activations import ACTIVATIONS
from engine.backprop import StepTrace, trace_step
from engine.checks import Verdict, check_gradients
from engine.data.dataset import Dataset
from engine.experiment import Experiment, Training
from engine.frozen import Array, freeze
from engine.functions.activation import Activation
from engine.functions.loss import Loss
from engine.losses import LOSSES
from engine.network import LayerPlan, NetworkPlan, of_layers
from engine.penalty import Penalty
from tests import oracle_functions as oracle

STEP = 1e-5
FAR = 800.0, 1e4
TARGETS = {  # of three outputs
    "binary_cross_entropy": [[0.0, 0.3, 1.0], [1.0, 0.0, 0.0]],
    "cross_entropy": [[0.0, 1.0, 0.0], [0.2, 0.3, 0.5], [0.0, 0.4, 0.6], [0.5, 0.5, 1.0]],
}

each = pytest.mark.parametrize("loss", LOSSES.values(), ids=lambda loss: loss.name)
rows = st.integers(1, 5).flatmap(
    lambda size: st.tuples(
        st.lists(st.floats(-20, 20), min_size=size, max_size=size),
        st.lists(st.floats(0, 1), min_size=size, max_size=size),
    )
)


def activation_of(loss: Loss) -> Activation:
    return ACTIVATIONS[loss.activation or "identity"]


def value_at(loss: Loss, z: Array, y: Array) -> Array:
    return loss.value(z, activation_of(loss).value(z), y)


def delta_at(loss: Loss, z: Array, y: Array) -> Array:
    a = activation_of(loss).value(z)
    if loss.d_z is not None:
        return loss.d_z(z, a, y)
    return activation_of(loss).pull_back(z, a, loss.d_a(z, a, y))


def joins(loss: Loss, a: Array, y: Array) -> bool:
    """Return whether a central difference would reach over a kink, or a jump of curvature."""
    places = {"mean_absolute_error": [0.0], "huber": [-1.0, 1.0], "hinge": [1.0]}.get(loss.name, [])
    measure = y * a if loss.name == "hinge" else a - y
    return any(bool((np.abs(measure - place) < 2 * STEP).any()) for place in places)


@each
@given(rows)
def test_value_and_derivatives_agree_with_the_formula(
    loss: Loss, row: tuple[list[float], list[float]]
) -> None:
    z, y = row
    batch, targets = np.array([z]), np.array([y])
    a = activation_of(loss).value(batch)
    outputs = a[0].tolist()
    value = oracle.sample_loss(loss.name, z, outputs, y)
    assert loss.value(batch, a, targets)[0] == pytest.approx(value, rel=1e-12, abs=1e-12)
    slopes = oracle.loss_slopes(loss.name, z, outputs, y)
    assert loss.d_a(batch, a, targets)[0].tolist() == pytest.approx(slopes, rel=1e-12, abs=1e-12)
    delta = oracle.pulled_back(activation_of(loss).name, z, slopes)
    ours = delta_at(loss, batch, targets)[0].tolist()
    assert ours == pytest.approx(delta, rel=1e-12, abs=1e-12)


@each
@given(rows)
def test_delta_is_the_central_difference(loss: Loss, row: tuple[list[float], list[float]]) -> None:
    z, y = np.array([row[0]]), np.array([row[1]])
    if joins(loss, z, y):
        return
    moves = STEP * np.eye(z.shape[1])
    differences = (value_at(loss, z + moves, y) - value_at(loss, z - moves, y)) / (2 * STEP)
    np.testing.assert_allclose(delta_at(loss, z, y)[0], differences, rtol=1e-7, atol=1e-7)


@each
def test_each_sample_has_a_loss_of_its_own(loss: Loss) -> None:
    z = np.array([[0.3, -1.2, 2.0], [1.5, 0.1, -0.4]])
    y = np.array([[0.0, 1.0, 0.0], [0.2, 0.3, 0.5]])
    alone = [value_at(loss, z[[n]], y[[n]])[0] for n in (0, 1)]
    np.testing.assert_allclose(value_at(loss, z, y), alone, rtol=1e-15)


def slope_at(name: str, error: float) -> float:
    a, y = np.array([[error]]), np.zeros((1, 1))
    return float(LOSSES[name].d_a(a, a, y)[0, 0])


def test_the_slopes_at_kinks_and_joins_are_the_stated_ones() -> None:
    assert [slope_at("mean_absolute_error", e) for e in (-1e-9, 0.0, 1e-9)] == [-1, 0, 1]
    assert [slope_at("huber", e) for e in (-7, -1, -0.5, 0, 0.5, 1, 7)] == [
        -1, -1, -0.5, 0, 0.5, 1, 1,
    ]  # fmt: skip
    assert {loss.name for loss in LOSSES.values() if loss.side} == {
        "mean_absolute_error",
        "hinge",
    }


def test_huber_is_half_a_square_and_then_a_line() -> None:
    errors = np.array([[-3.0], [-1.0], [0.5], [0.0], [2.0]])
    losses = LOSSES["huber"].value(errors, errors, np.zeros_like(errors))
    assert losses.tolist() == [2.5, 0.5, 0.125, 0.0, 1.5]


@pytest.mark.parametrize("far", FAR)
@pytest.mark.parametrize("name", TARGETS)
def test_far_out_loss_and_delta_are_right_and_nothing_warns(name: str, far: float) -> None:
    loss = LOSSES[name]
    for target in TARGETS[name]:
        for signs in ([1, 0, 0], [-1, 0, 0], [1, -1, 1], [-1, -1, -1], [0, 1, -1]):
            z, y = far * np.array([signs], dtype=float), np.array([target])
            with np.errstate(over="raise", invalid="raise", divide="raise"):
                value, delta = value_at(loss, z, y)[0], delta_at(loss, z, y)[0]
            a = oracle_outputs(name, z[0].tolist())
            wanted = oracle.sample_loss(name, z[0].tolist(), a, target)
            assert value == pytest.approx(wanted, rel=1e-14, abs=1e-12)
            total = sum(target) if name == "cross_entropy" else 1.0
            share = 1.0 if name == "cross_entropy" else 1 / 3
            expected = [share * (p * total - t) for p, t in zip(a, target, strict=True)]
            assert delta.tolist() == pytest.approx(expected, abs=1e-15)


def oracle_outputs(name: str, z: list[float]) -> list[float]:
    """Return the outputs at zeros and huge numbers, without any exponential of these."""
    if name == "binary_cross_entropy":
        return [{-1.0: 0.0, 0.0: 0.5, 1.0: 1.0}[oracle.sign(number)] for number in z]
    return [float(number == max(z)) / z.count(max(z)) for number in z]


@pytest.mark.parametrize("far", FAR)
@pytest.mark.parametrize("name", TARGETS)
def test_a_right_answer_however_sure_has_finite_slopes(name: str, far: float) -> None:
    """What a target of zero or one does not need is not computed: no e^800 times zero."""
    z = np.array([[far, -far, -far]])
    y = np.array([[1.0, 0.0, 0.0]])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        slopes = LOSSES[name].d_a(z, activation_of(LOSSES[name]).value(z), y)[0]
    sure = {"binary_cross_entropy": [-1 / 3, 1 / 3, 1 / 3], "cross_entropy": [-1, 0, 0]}
    assert slopes.tolist() == pytest.approx(sure[name], abs=1e-15)


def neuron(loss: str, weight: float, target: float, penalty: Penalty) -> Experiment:
    return Experiment(
        title="one neuron",
        network=NetworkPlan(1, (LayerPlan(1, activation_of(LOSSES[loss])),)),
        loss=LOSSES[loss],
        data=Dataset(freeze([[1.0]]), freeze([[target]])),
        training=Training(0.5),
        given=of_layers([freeze([[weight]])], [freeze([3.0])]),
        penalty=penalty,
    )


def step_of(experiment: Experiment) -> StepTrace:
    return trace_step(experiment.problem, experiment.training, experiment.first_parameters())


@pytest.mark.parametrize(("weight", "pull"), [(2.0, 2.0), (-2.0, -2.0), (0.0, 0.0)])
def test_a_penalty_pulls_weights_alone_and_is_a_term_of_its_own(weight: float, pull: float) -> None:
    penalty = Penalty(l1=0.5, l2=0.75)
    trace = step_of(neuron("half_squared_error", weight, weight + 3, penalty))
    assert trace.loss == 0
    assert trace.penalty == 0.75 / 2 * weight**2 + 0.5 * abs(weight)
    assert trace.gradient.flat.tolist() == [0, 0]
    assert trace.penalty_gradient.flat.tolist() == [pull, 0]
    assert trace.after.flat.tolist() == [weight - 0.5 * pull, 3.0]


@pytest.mark.parametrize(
    ("beside", "believed"),
    [(0.0, {Verdict.AGREE}), (1e-9, {Verdict.KINK}), (1e-6, {Verdict.AGREE, Verdict.CLOSE})],
)
def test_the_gradient_check_knows_where_an_absolute_error_bends(
    beside: float, believed: set[Verdict]
) -> None:
    """At the kink itself both sides of the difference cancel to the stated slope of 0."""
    experiment = neuron("mean_absolute_error", 2.0, 5.0 - beside, Penalty())
    parameters = experiment.first_parameters()
    checks = check_gradients(experiment.problem, experiment.training, parameters)
    assert {check.verdict for check in checks} <= believed
