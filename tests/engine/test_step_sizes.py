"""The error of a finite difference falls with its step, then rises again by rounding."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.experiment import Experiment
from engine.landscape import derivatives_along
from engine.step_sizes import StepSizes, error_against_step
from engine.training import Run
from tests.networks import experiments, mazur, random_experiment


def _errors(experiment: Experiment, layer: int, unit: int, source: int | None) -> StepSizes:
    data = experiment.data
    first = experiment.first_parameters()
    return error_against_step(experiment, first, data.inputs, data.targets, layer, unit, source)


def test_for_w5_the_error_falls_as_h_or_h_squared_and_rises_again() -> None:
    found = _errors(mazur(), 2, 0, 0)
    assert f"{found.gradient:.9f}" == "0.082167041"
    forward, central = np.log10(found.forward_errors), np.log10(found.central_errors)
    assert forward[2] - forward[3] == pytest.approx(1, abs=0.05)
    assert central[1] - central[2] == pytest.approx(2, abs=0.05)
    assert 1e-9 <= found.best_forward <= 1e-6
    assert 1e-7 <= found.best_central <= 1e-3
    assert found.central_errors[-1] > 100 * found.central_errors.min()


def test_on_a_straight_line_the_secant_is_exact_at_once() -> None:
    line = random_experiment(
        1, sizes=(1, 1), output="identity", loss="mean_absolute_error", samples=1
    )
    found = _errors(line, 1, 0, None)
    assert found.forward_errors[3:6].max() < 1e-9


@given(experiments(), st.data())
def test_first_and_second_derivative_agree_with_the_curve(
    experiment: Experiment, data: st.DataObject
) -> None:
    assume(not any(layer.activation.kinks for layer in experiment.network.layers))
    assume(experiment.loss.name not in ("mean_absolute_error", "huber"))
    sizes = experiment.network.sizes
    layer = data.draw(st.integers(1, len(sizes) - 1))
    unit = data.draw(st.integers(0, sizes[layer] - 1))
    trace = Run(experiment).trace(0)
    first, second = derivatives_along(
        experiment.network, experiment.loss, trace.before, trace.x, trace.targets, layer, unit, 0
    )
    assert first == trace.layers[layer - 1].d_weights[unit, 0]
    assert np.isfinite(second)


def test_the_second_derivative_of_a_parabola_is_its_curvature() -> None:
    line = random_experiment(2, sizes=(1, 1), output="identity", samples=5)
    data = line.data
    _, second = derivatives_along(
        line.network, line.loss, line.first_parameters(), data.inputs, data.targets, 1, 0, 0
    )
    # C = mean of 1/2 (w x + b - y)^2 has C'' = mean of x^2
    assert second == pytest.approx(float(np.mean(data.inputs**2)), rel=1e-8)


def test_the_second_derivative_for_w5_is_that_of_a_printed_step_by_hand() -> None:
    experiment = mazur()
    trace = Run(experiment).trace(0)
    _, second = derivatives_along(
        experiment.network, experiment.loss, trace.before, trace.x, trace.targets, 2, 0, 0
    )
    a, sent, error = 0.7513650695523157, 0.5932699921071872, 0.7413650695523157
    slope = a * (1 - a)
    by_hand = sent**2 * (slope**2 + error * slope * (1 - 2 * a))  # d/dz of error x slope
    assert second == pytest.approx(by_hand, rel=1e-8)
