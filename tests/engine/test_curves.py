"""The gallery shows the difficulties it promises, and a network's curve is the network's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backprop import cost
from engine.curves.curve import FormulaCurve
from engine.curves.gallery import CURVES, SURFACES
from engine.curves.jets import Jet
from engine.curves.minima import lowest, minima
from engine.curves.parsing import parse
from engine.network import flat_index, with_value
from engine.written.quantity import ParameterPlace
from tests.networks import first_curve, mazur, random_experiment


@pytest.mark.parametrize("name", CURVES)
@given(w=st.floats(-2, 8))
def test_the_derivative_written_beside_a_curve_is_its_derivative(name: str, w: float) -> None:
    written = FormulaCurve(parse(CURVES[name].slope)).at(w).value
    assert CURVES[name].curve.slope(w) == pytest.approx(written, rel=1e-9, abs=1e-9)


def _minima(name: str) -> list[float]:
    each = CURVES[name]
    xs = np.linspace(each.low, each.high, 241)
    return [found.w for found in minima(each.curve, xs, each.curve.costs(xs))]


def test_the_curve_with_dips_starts_near_4_and_is_lowest_near_3() -> None:
    dips = CURVES["dips"]
    assert dips.curve.at(0.0).value == pytest.approx(4, abs=0.1)
    xs = np.linspace(dips.low, dips.high, 241)
    found = minima(dips.curve, xs, dips.curve.costs(xs))
    best = lowest(found)
    assert len(found) >= 3
    assert best is not None
    assert best.w == pytest.approx(3)
    assert all(abs(dips.curve.slope(each.w)) < 1e-9 for each in found)


def test_the_parabola_has_the_curvature_2_that_its_limits_follow_from() -> None:
    assert CURVES["parabola"].curve.at(-1.7).bend == 2
    assert _minima("parabola") == [pytest.approx(3)]


def test_a_straight_line_has_one_slope_and_no_minimum() -> None:
    assert {CURVES["line"].curve.at(w)[1:] for w in (-2.0, 0.3, 7.0)} == {(0.5, 0.0)}
    assert _minima("line") == []


def test_the_plateau_is_flat_where_the_ball_may_start_and_the_cliff_is_not() -> None:
    plateau, cliff = CURVES["plateau"].curve, CURVES["cliff"].curve
    assert abs(plateau.slope(-1.0)) < 1e-4
    assert abs(cliff.slope(1.0)) > 5 * abs(cliff.slope(CURVES["cliff"].start))


def test_the_saddle_is_level_without_being_a_minimum() -> None:
    at = CURVES["saddle"].curve.at(0.0)
    assert (at.slope, at.bend) == (0, 0)
    assert _minima("saddle") == [pytest.approx(3)]


def test_minima_are_found_between_the_sampled_values() -> None:
    curve = FormulaCurve(parse("(w^2 - 1)^2"))
    xs = np.linspace(-2.3, 2.1, 57)
    found = minima(curve, xs, curve.costs(xs))
    assert [each.w for each in found] == [pytest.approx(-1, abs=1e-9), pytest.approx(1, abs=1e-9)]
    assert all(each.cost == pytest.approx(0, abs=1e-15) for each in found)


@pytest.mark.parametrize("name", SURFACES)
@given(x=st.floats(-3, 3), y=st.floats(-3, 3))
def test_the_gradient_of_a_surface_agrees_with_differences(name: str, x: float, y: float) -> None:
    surface, h = SURFACES[name].surface, 1e-4
    xs, ys = np.array([x + h, x - h, x, x]), np.array([y, y, y + h, y - h])
    right, left, up, down = surface.costs(xs, ys)
    first, second = surface.gradient(x, y)
    assert first == pytest.approx((right - left) / (2 * h), rel=1e-4, abs=1e-4)
    assert second == pytest.approx((up - down) / (2 * h), rel=1e-4, abs=1e-4)


def test_the_slope_of_mazurs_network_for_w5_is_the_printed_one() -> None:
    curve = first_curve(mazur(), 2, 0, 0)
    assert f"{curve.slope(curve.present):.9f}" == "0.082167041"
    assert curve.trained_slope(curve.present) == pytest.approx(curve.slope(curve.present))


@given(seed=st.integers(0, 30), w=st.floats(-2, 2), source=st.sampled_from([0, 2, None]))
def test_a_networks_curve_is_its_cost_and_its_derivatives(
    seed: int, w: float, source: int | None
) -> None:
    experiment, h = random_experiment(seed), 1e-4
    curve, first = first_curve(experiment, 1, 1, source), experiment.first_parameters()
    index = flat_index(first.shape, ParameterPlace(1, 1, source))
    above, here, below = (
        cost(experiment.problem, with_value(first, index, at)) for at in (w + h, w, w - h)
    )
    found: Jet = curve.at(w)
    assert found.value == pytest.approx(here, rel=1e-12)
    assert found.slope == pytest.approx((above - below) / (2 * h), rel=1e-5, abs=1e-8)
    assert found.bend == pytest.approx((above - 2 * here + below) / h**2, rel=1e-3, abs=1e-6)
    assert curve.slope(w) == pytest.approx(found.slope, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("text", ["relu(w - 1) - relu(-w - 1)", "relu(w)", "-relu(-w)"])
def test_ground_that_never_falls_and_rises_again_has_no_minimum(text: str) -> None:
    curve = FormulaCurve(parse(text))
    xs = np.linspace(-3, 3.01, 241)
    assert minima(curve, xs, curve.costs(xs)) == ()


def test_the_bottom_of_a_flat_valley_is_found_once() -> None:
    curve = FormulaCurve(parse("relu(w - 1) + relu(-w - 1)"))
    xs = np.linspace(-3, 3.01, 241)
    (found,) = minima(curve, xs, curve.costs(xs))
    assert -1 <= found.w <= 1
    assert found.cost == 0


@pytest.mark.parametrize("text", ["ln(-1 - w^2)", "sqrt(w - 100)"])
def test_a_range_without_any_value_has_no_minimum(text: str) -> None:
    curve = FormulaCurve(parse(text))
    xs = np.linspace(-2, 8, 241)
    assert minima(curve, xs, curve.costs(xs)) == ()


class _Counting(FormulaCurve):
    """Counts how often it is asked for a slope."""

    asked = 0

    def slope(self, w: float) -> float:
        self.asked += 1
        return super().slope(w)


@pytest.mark.parametrize(
    ("text", "place", "most"),
    [
        ("(w - 0.3)^2", 0.3, 10),
        ("exp(w) - w", 0.0, 12),
        ("(w - 0.3)^4", 0.3, 60),
        ("abs(w - 0.3)", 0.3, 60),
        ("w^2 + abs(w - 0.1)", 0.1, 60),
    ],
)
def test_a_minimum_is_found_with_few_slopes_and_at_a_kink_too(
    text: str, place: float, most: int
) -> None:
    curve = _Counting(parse(text))
    xs = np.linspace(-4, 4.1, 241)
    (found,) = minima(curve, xs, curve.costs(xs))
    assert found.w == pytest.approx(place, abs=1e-9)
    assert curve.asked <= most
