"""The gradient check believes right gradients, finds wrong ones, and knows a kink."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.checks import Check, Verdict, check_gradients, relative_error
from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.frozen import freeze
from engine.losses import LOSSES
from engine.network import LayerPlan, NetworkPlan, of_layers
from engine.text.handout.checklist import checks_to_text
from engine.text.relative_error import relative_error_text
from engine.written.quantity import ParameterPlace
from gui.words.catalog import say
from tests.networks import experiments, mazur, random_experiment
from tests.reader import claims, number


def checked(experiment: Experiment) -> tuple[Check, ...]:
    return check_gradients(experiment.problem, experiment.training, experiment.first_parameters())


def verdicts(experiment: Experiment) -> set[Verdict]:
    return {check.verdict for check in checked(experiment)}


def one_neuron(
    weight: float, bias: float, activation: str = "relu", loss: str = "half_squared_error"
) -> Experiment:
    """Return one neuron that sees 1 and should give 1."""
    return Experiment(
        title="one neuron",
        network=NetworkPlan(1, (LayerPlan(1, ACTIVATIONS[activation]),)),
        loss=LOSSES[loss],
        data=Dataset(freeze([[1.0]]), freeze([[1.0]])),
        given=of_layers([freeze([[weight]])], [freeze([bias])]),
    )


def with_slope_off(experiment: Experiment, factor: float) -> Experiment:
    """Return a network whose first layer believes in another derivative."""
    first = experiment.network.layers[0]
    right = first.activation
    wrong = replace(right, derivative=lambda z, a: factor * right.derivative(z, a))
    layers = (replace(first, activation=wrong), *experiment.network.layers[1:])
    return replace(experiment, network=replace(experiment.network, layers=layers))


@given(experiments())
def test_right_gradients_are_believed(experiment: Experiment) -> None:
    kinked = any(layer.activation.kinks for layer in experiment.network.layers)
    kinked = kinked or experiment.loss.side is not None
    believed = {Verdict.AGREE, Verdict.CLOSE} | ({Verdict.KINK} if kinked else set())
    assert verdicts(experiment) <= believed


def test_every_parameter_is_checked_in_order() -> None:
    places = [check.place for check in checked(mazur())]
    assert places == [
        ParameterPlace(layer, unit, source)
        for layer in (1, 2)
        for unit in (0, 1)
        for source in (0, 1, None)
    ]
    assert verdicts(mazur()) == {Verdict.AGREE}


@given(st.integers(0, 1_000), st.sampled_from(["tanh", "relu", "sigmoid"]))
def test_a_wrong_derivative_is_found(seed: int, hidden: str) -> None:
    wrong = with_slope_off(random_experiment(seed, hidden=hidden), 1.001)
    for check in checked(wrong):
        if check.place.layer == 2 or check.gradient == 0:
            assert check.verdict is not Verdict.WRONG
        elif abs(check.gradient) > 1e-6:
            assert check.verdict is Verdict.WRONG
            assert check.relative_error == pytest.approx(0.001, rel=0.01)


def test_a_wrong_loss_derivative_is_found() -> None:
    half = LOSSES["half_squared_error"]
    forgotten = replace(half, value=lambda z, a, y: 2 * half.value(z, a, y))
    assert verdicts(replace(mazur(), loss=forgotten)) == {Verdict.WRONG}


def test_a_parameter_on_a_kink_is_not_counted_as_wrong() -> None:
    assert verdicts(one_neuron(weight=0.0, bias=0.0)) == {Verdict.KINK}


@pytest.mark.parametrize("beside", [2e-6, -2e-6])
def test_beside_a_kink_a_smaller_step_decides(beside: float) -> None:
    experiment = one_neuron(weight=0.0, bias=beside)
    assert verdicts(experiment) <= {Verdict.AGREE, Verdict.CLOSE}
    if beside > 0:
        assert verdicts(with_slope_off(experiment, 1.5)) == {Verdict.WRONG}


def test_gradients_too_small_to_measure_agree() -> None:
    for check in checked(one_neuron(weight=-40.0, bias=0.0, activation="sigmoid")):
        assert 0 < abs(check.gradient) < 1e-15
        assert check.verdict is Verdict.AGREE


def test_large_parameters_are_moved_in_proportion() -> None:
    """With a fixed step, 1e12 + 6e-6 is 1e12 again and every difference is zero."""
    experiment = replace(
        one_neuron(weight=1e12, bias=0.5, activation="identity"),
        data=Dataset(freeze([[1e-12]]), freeze([[1.0]])),
    )
    weight = checked(experiment)[0]
    assert weight.difference == pytest.approx(0.5e-12, rel=1e-6)
    assert weight.verdict is Verdict.AGREE


def test_what_is_not_a_number_is_wrong() -> None:
    experiment = one_neuron(weight=1e200, bias=0.0, activation="identity")
    assert verdicts(experiment) == {Verdict.WRONG}


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_relative_error_is_symmetric_and_bounded(one: float, other: float) -> None:
    assert relative_error(one, other) == relative_error(other, one)
    assert 0 <= relative_error(one, other) <= 2
    assert relative_error(one, one) == 0


@pytest.mark.parametrize(
    ("one", "other"), [(np.nan, 1.0), (1.0, np.nan), (np.nan, np.nan), (np.inf, 1.0)]
)
def test_what_is_not_a_number_has_no_relative_error_at_all(one: float, other: float) -> None:
    assert np.isnan(relative_error(one, other))


def test_a_checklist_names_each_gradient_and_counts_the_verdicts() -> None:
    lines = checks_to_text("Mazur", checked(mazur()), say).splitlines()
    assert lines[0] == "Mazur"
    assert lines[3].split()[:2] == ["dw[1,0,0]", "0.000438567734474"]
    assert lines[-1] == "12 gradients: 12 agree"
    assert len({len(line) for line in lines[3:-2]}) == 1


@pytest.mark.parametrize("experiment", [mazur(), *map(random_experiment, range(3))])
def test_each_relative_error_comes_out_of_the_two_numbers_printed_beside_it(
    experiment: Experiment,
) -> None:
    checks = checked(experiment)
    lines = checks_to_text("", checks, say).splitlines()
    for line, check in zip(lines[3:], checks, strict=False):
        one, other, error = (Decimal(part) for part in line.split()[1:4])
        found = abs(one - other) / max(abs(one), abs(other))
        assert f"{found:.1e}" == f"{error:.1e}"
        text = relative_error_text(check.gradient, check.difference, check.relative_error, 4)
        (claim,) = claims(text)
        assert claim.exactly
        assert claim.holds(2)
        assert number(claim.printed) == error


def test_a_relative_error_that_is_no_quotient_stands_alone() -> None:
    assert relative_error_text(0.0, 0.0, 0.0, 4) == "0"
    assert relative_error_text(np.inf, 1.0, np.nan, 4) == "not a number"
    assert relative_error_text(-0.5, -0.25, 0.5, 4) == "|−0.5 − (−0.25)| / max(0.5, 0.25) = 0.5"


def test_parameters_are_left_as_they_are() -> None:
    experiment = random_experiment(1)
    before = experiment.first_parameters().flat.copy()
    checked(experiment)
    assert np.array_equal(experiment.first_parameters().flat, before)
