"""The error of a finite difference falls with its step, then rises again by rounding."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.backprop import cost
from engine.curves.step_sizes import StepSizes, error_against_step
from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.frozen import freeze
from engine.network import flat_index, with_value
from engine.written.quantity import ParameterPlace
from tests.networks import experiments, first_curve, mazur, random_experiment


def _errors(experiment: Experiment, layer: int, unit: int, source: int | None) -> StepSizes:
    curve = first_curve(experiment, layer, unit, source)
    return error_against_step(curve, curve.present)


def test_for_w5_the_error_falls_as_h_or_h_squared_and_rises_again() -> None:
    found = _errors(mazur(), 2, 0, 0)
    assert f"{found.slope:.9f}" == "0.082167041"
    forward, central = np.log10(found.forward_errors), np.log10(found.central_errors)
    assert forward[2] - forward[3] == pytest.approx(1, abs=0.05)
    assert central[1] - central[2] == pytest.approx(2, abs=0.05)
    assert 1e-9 <= found.best_forward <= 1e-6
    assert 1e-7 <= found.best_central <= 1e-4
    assert found.central_errors[-1] > 100 * found.central_errors.min()


def test_on_a_straight_line_the_secant_is_exact_at_once() -> None:
    line = random_experiment(
        1, sizes=(1, 1), output="identity", loss="mean_absolute_error", samples=1
    )
    found = _errors(line, 1, 0, None)
    assert found.forward_errors[3:6].max() < 1e-9


def test_on_a_parabola_every_central_difference_is_exact() -> None:
    parabola = random_experiment(2, sizes=(1, 1), output="identity", samples=5)
    found = _errors(parabola, 1, 0, 0)
    assert found.central_errors[:3].max() < 1e-12
    assert found.forward_errors[0] > 0.01


@given(experiments(), st.data())
def test_each_quotient_is_what_its_formula_says(
    experiment: Experiment, data: st.DataObject
) -> None:
    unit = data.draw(st.integers(0, experiment.network.sizes[1] - 1))
    before = experiment.first_parameters()
    source = None if before.shape.has_bias(1) else 0
    found = _errors(experiment, 1, unit, source)
    index, h = flat_index(before.shape, ParameterPlace(1, unit, source)), 0.1
    here, above, below = (
        cost(experiment.problem, moved)
        for moved in (with_value(before, index, before.flat[index] + k * h) for k in (0, 1, -1))
    )
    assert found.steps[1] == h
    assert found.forward[1] == pytest.approx((above - here) / h)
    assert found.central[1] == pytest.approx((above - below) / (2 * h))


def test_a_step_whose_cost_overflows_is_never_the_best() -> None:
    steep = random_experiment(1, sizes=(1, 1), output="identity", samples=1)
    data = Dataset(freeze([[1.0]]), freeze([[0.5]]))
    curve = first_curve(replace(steep, data=data), 1, 0, 0)
    found = error_against_step(curve, curve.present, np.array([1e300, 1e-6]))
    assert np.isnan(found.central_errors[0])
    assert found.best_central == found.best_forward == 1e-6
