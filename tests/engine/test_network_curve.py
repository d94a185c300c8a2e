"""What a curve says of itself holds for any network, and minima are where the loss turns."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.backprop import cost
from engine.curves.curve import FormulaCurve
from engine.curves.gallery import CURVES, SURFACES
from engine.curves.minima import lowest, minima
from engine.curves.of_network import NetworkCurve
from engine.curves.parsing import parse
from engine.experiment import Experiment
from engine.losses import LOSSES
from engine.network import flat_index, with_value
from engine.penalty import Penalty
from engine.written.quantity import ParameterPlace
from tests.networks import first_curve, mazur, random_experiment

SMOOTH = ["gelu", "identity", "sigmoid", "silu", "softplus", "tanh"]
SMOOTH_LOSSES = sorted({*LOSSES} - {"huber", "mean_absolute_error"})


@st.composite
def smooth_experiments(draw: st.DrawFn) -> Experiment:
    """Draw a network whose cost has all derivatives everywhere."""
    loss = draw(st.sampled_from(SMOOTH_LOSSES))
    return random_experiment(
        seed=draw(st.integers(0, 2**32 - 1)),
        sizes=draw(st.lists(st.integers(1, 4), min_size=2, max_size=4)),
        hidden=draw(st.sampled_from(SMOOTH)),
        output=LOSSES[loss].activation or draw(st.sampled_from([*SMOOTH, "softmax"])),
        loss=loss,
        samples=draw(st.integers(1, 5)),
    )


def _parameter(experiment: Experiment, data: st.DataObject) -> tuple[int, int, int | None]:
    sizes = experiment.network.sizes
    layer = data.draw(st.integers(1, len(sizes) - 1))
    source = data.draw(st.none() | st.integers(0, sizes[layer - 1] - 1))
    return layer, data.draw(st.integers(0, sizes[layer] - 1)), source


def _costs(experiment: Experiment, at: tuple[int, int, int | None], ws: list[float]) -> list[float]:
    first = experiment.first_parameters()
    index = flat_index(first.shape, ParameterPlace(*at))
    return [cost(experiment.problem, with_value(first, index, w)) for w in ws]


@given(smooth_experiments(), st.floats(-2, 2), st.data())
def test_any_smooth_network_has_the_cost_slope_and_bend_of_its_costs(
    experiment: Experiment, w: float, data: st.DataObject
) -> None:
    at, h = _parameter(experiment, data), 1e-3
    curve = first_curve(experiment, *at)
    far_below, below, here, above, far_above = _costs(
        experiment, at, [w - 2 * h, w - h, w, w + h, w + 2 * h]
    )
    found = curve.at(w)
    # differences of fourth order (Fornberg 1988)
    slope = (far_below - 8 * below + 8 * above - far_above) / (12 * h)
    bend = (-far_below + 16 * below - 30 * here + 16 * above - far_above) / (12 * h * h)
    assert found.value == pytest.approx(here, rel=1e-12)
    assert found.slope == pytest.approx(slope, rel=1e-5, abs=1e-7)
    assert found.bend == pytest.approx(bend, rel=1e-3, abs=1e-5)
    assert curve.slope(w) == pytest.approx(found.slope, rel=1e-12, abs=1e-15)
    assert curve.costs(np.array([w, w + h])) == pytest.approx([here, above], rel=1e-12)


@given(smooth_experiments(), st.floats(0.05, 2), st.sampled_from([-1.0, 1.0]), st.data())
def test_training_adds_the_slope_of_the_penalty_to_that_of_the_cost(
    experiment: Experiment, size: float, sign: float, data: st.DataObject
) -> None:
    layer, unit, source = _parameter(experiment, data)
    penalized = replace(experiment, penalty=Penalty(0.03, 0.2))
    curve, w = first_curve(penalized, layer, unit, source), sign * size
    by_hand = 0.0 if source is None else 0.2 * w + 0.03 * sign
    assert curve.trained_slope(w) == pytest.approx(curve.slope(w) + by_hand, rel=1e-9, abs=1e-12)


def test_a_linear_neuron_has_the_parabola_of_least_squares() -> None:
    experiment = random_experiment(3, sizes=(1, 1), output="identity", samples=7)
    curve = first_curve(experiment, 1, 0, 0)
    x, y = experiment.data.inputs[:, 0], experiment.data.targets[:, 0]
    bias = float(experiment.first_parameters().flat[1])
    best = float(x @ (y - bias) / (x @ x))
    assert curve.at(0.7).bend == pytest.approx(np.mean(x * x))
    ws = np.linspace(best - 1, best + 1.3, 40)
    (found,) = minima(curve, ws, curve.costs(ws))
    assert found.w == pytest.approx(best, abs=1e-9)


def test_the_present_value_of_a_network_curve_is_its_parameter() -> None:
    experiment = mazur()
    given_weights = [first_curve(experiment, 2, 0, source).present for source in (0, 1, None)]
    assert given_weights == [0.40, 0.45, 0.60]
    assert isinstance(first_curve(experiment, 1, 1, 0), NetworkCurve)


def test_the_valley_is_twenty_times_as_steep_across_as_along() -> None:
    along, across = SURFACES["valley"].surface.gradient(1.0, 1.0)
    assert across == pytest.approx(20 * along)


@pytest.mark.parametrize(
    ("name", "level"),
    [("valley", (0, 0)), ("saddle", (0, 0)), ("saddle", (0, 5**0.5)), ("banana", (1, 1))],
)
def test_a_surface_is_level_where_it_should_be(name: str, level: tuple[float, float]) -> None:
    assert SURFACES[name].surface.gradient(*level) == pytest.approx((0, 0), abs=1e-12)


def test_the_middle_of_the_saddle_is_the_top_one_way_and_the_bottom_the_other() -> None:
    xs, ys = np.array([0, 0.1, -0.1, 0, 0]), np.array([0, 0, 0, 0.1, -0.1])
    middle, right, left, up, down = SURFACES["saddle"].surface.costs(xs, ys)
    assert min(right, left) > middle > max(up, down)


@pytest.mark.parametrize("name", CURVES)
def test_on_every_curve_a_ball_starts_within_the_picture_and_on_a_slope(name: str) -> None:
    each = CURVES[name]
    assert each.low < each.start < each.high
    assert each.curve.slope(each.start) != 0


@pytest.mark.parametrize("name", SURFACES)
def test_on_every_surface_a_ball_starts_within_the_picture_and_on_a_slope(name: str) -> None:
    each = SURFACES[name]
    assert all(each.low < w < each.high for w in each.start)
    assert all(each.surface.gradient(*each.start))


@given(st.floats(-3, -0.3), st.floats(0.3, 3), st.floats(0.1, 5), st.integers(60, 300))
def test_a_double_well_has_its_minima_at_its_roots(
    left: float, right: float, height: float, count: int
) -> None:
    curve = FormulaCurve(parse(f"{height!r}(w + {-left!r})^2 (w - {right!r})^2"))
    ws = np.linspace(-3.5, 3.7, count)
    found = minima(curve, ws, curve.costs(ws))
    assert [each.w for each in found] == pytest.approx([left, right], abs=1e-9)
    assert [each.cost for each in found] == pytest.approx([0, 0], abs=1e-15)


def test_a_minimum_between_two_equal_values_is_found_once() -> None:
    curve = FormulaCurve(parse("w^2"))
    ws = np.array([-1.5, -0.5, 0.5, 1.5])
    assert [each.w for each in minima(curve, ws, curve.costs(ws))] == [pytest.approx(0, abs=1e-12)]


def test_where_there_is_no_value_there_is_no_minimum_and_elsewhere_there_is() -> None:
    curve = FormulaCurve(parse("w ln(w)"))  # its minimum is at 1/e
    ws = np.linspace(-1, 2, 100)
    (found,) = minima(curve, ws, curve.costs(ws))
    assert found.w == pytest.approx(np.exp(-1))
    assert found.cost == pytest.approx(-np.exp(-1))


def test_the_lowest_of_no_minima_is_none() -> None:
    assert lowest(()) is None


@pytest.mark.parametrize("formula", ["w", "-w", "w^3", "2", "exp(w)"])
def test_a_curve_that_never_turns_has_no_minimum_but_perhaps_an_end(formula: str) -> None:
    curve = FormulaCurve(parse(formula))
    ws = np.linspace(-2, 2, 81)
    assert minima(curve, ws, curve.costs(ws)) == ()


def test_a_picture_of_losses_too_large_for_float32_shows_their_true_values() -> None:
    line = random_experiment(3, (1, 2, 1), "identity", "identity", samples=3)
    curve, ws = first_curve(line, 1, 0, 0), np.array([-1e30, 0.0, 1e30])
    assert np.isfinite(curve.costs(ws)).all()
    assert np.array_equal(curve.picture(ws), curve.costs(ws))
