"""The loss against one weight is true everywhere it is drawn, and drawn wherever it can be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.backprop import cost
from engine.curves.landscape import loss_along
from engine.experiment import Experiment, Training
from engine.network import flat_index, with_value
from engine.optimizers import OPTIMIZERS
from engine.shape import NetworkShape
from engine.written.quantity import ParameterPlace, parse
from gui.landscape.curve.slice import slice_of, update_text, x_range
from gui.landscape.curve.slice_chart import slice_chart
from gui.plots.chart import Chart
from gui.state.experiment import editing
from gui.state.run import actions, derived
from gui.state.state import Mode, State, first_state
from gui.state.view import actions as view_actions
from tests.networks import mazur, random_experiment


def _at(beat: int, selected: str = "w[2,0,0]", experiment: Experiment | None = None) -> State:
    state = actions.go_to(first_state(experiment or mazur()), 0, beat, 1.0)
    return view_actions.select(state, parse(selected))


def _last(experiment: Experiment, selected: str) -> State:
    return view_actions.select(actions.last_beat(first_state(experiment)), parse(selected))


def _assert_drawable(chart: Chart) -> None:
    for axis in (chart.x_axis, chart.y_axis):
        assert np.isfinite([axis.low, axis.high]).all()
        assert axis.low < axis.high
        slack = 1e-9 * (axis.high - axis.low)
        assert all(axis.low - slack <= tick <= axis.high + slack for tick in axis.ticks)
    for curve in chart.curves:
        assert np.isfinite(curve.xs).all()
        assert np.isfinite(curve.ys).all()
    for point in chart.points:
        assert chart.x_axis.low <= point.x <= chart.x_axis.high
        assert chart.y_axis.low <= point.y <= chart.y_axis.high


@pytest.mark.parametrize("seed", range(5))
def test_the_tangent_is_the_central_difference_of_the_curve(seed: int) -> None:
    state = _last(random_experiment(seed), "w[1,2,1]")
    shown, trace = slice_of(state), derived.trace(state)
    experiment, h = state.document.experiment, 1e-5
    near = np.array([shown.present - h, shown.present + h])
    problem = experiment.problem.on(trace.x, trace.targets)
    below, above = loss_along(problem, trace.before, ParameterPlace(1, 2, 1), near)
    tangent = slice_chart(state).curves[1]
    drawn = (tangent.ys[1] - tangent.ys[0]) / (tangent.xs[1] - tangent.xs[0])
    assert drawn == pytest.approx((above - below) / (2 * h), rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
@pytest.mark.parametrize("place", ["w[1,2,1]", "w[2,0,3]", "b[1,0]"])
def test_the_arrow_ends_at_the_weight_after_and_at_the_loss_there(
    optimizer: str, place: str
) -> None:
    training = Training(0.3, batch_size=None, optimizer=OPTIMIZERS[optimizer])
    state = _last(random_experiment(4, training=training), place)
    trace, experiment, at = derived.trace(state), state.document.experiment, parse(place)
    index = flat_index(experiment.network.shape, at.place)
    moved = with_value(trace.before, index, float(trace.after.flat[index]))
    (arrow,) = slice_chart(state).arrows
    assert arrow.to_x == trace.after.flat[index]
    there = cost(experiment.problem.on(trace.x, trace.targets), moved)
    assert arrow.to_y == pytest.approx(there, rel=1e-12)


def test_during_and_after_the_update_nothing_moves() -> None:
    last = len(derived.beats(_at(0))) - 1
    charts = [slice_chart(_at(beat)) for beat in range(8, last + 1)]
    assert len({(c.points, c.arrows, c.notes, c.x_axis, c.y_axis) for c in charts}) == 1


def test_the_update_is_written_in_numbers_once_the_gradient_is_known() -> None:
    assert update_text(_at(7)) == "w₁₁⁽²⁾ new = –"
    assert update_text(_at(8)) == "w₁₁⁽²⁾ new = 0.4 − 0.5 × 0.08217 = 0.3589"
    assert update_text(_at(16, "w[2,1,0]")) == "w₂₁⁽²⁾ new = 0.5 − 0.5 × (−0.02260) = 0.5113"


def test_the_update_of_a_fixed_bias_says_so() -> None:
    assert update_text(_at(16, "b[2,0]")) == "b₁⁽²⁾ new = 0.6 (not trained)"


def test_a_long_update_formula_leaves_only_its_result() -> None:
    adam = Training(0.5, optimizer=OPTIMIZERS["adam"], train_biases=False)
    text = update_text(_last(mazur(adam), "w[2,0,0]"))
    assert text.count("=") == 1
    assert len(text) < 40


def test_sliding_the_learning_rate_rarely_changes_the_range() -> None:
    axes = [
        slice_chart(editing.set_learning_rate(_at(8), float(rate))).x_axis
        for rate in np.geomspace(1e-4, 100, 60)
    ]
    assert sum(a != b for a, b in zip(axes[1:], axes, strict=False)) <= 3


def test_training_rarely_changes_the_range() -> None:
    state = actions.train(_at(8), 300)
    axes = [slice_chart(actions.go_to(state, step, 0, 1.0)).x_axis for step in range(300)]
    assert sum(a != b for a, b in zip(axes[1:], axes, strict=False)) <= 5


@pytest.mark.parametrize("rate", [5.0, 1e3, 1e150, 1e307])
@pytest.mark.parametrize("seed", range(3))
def test_a_run_that_explodes_can_still_be_drawn(seed: int, rate: float) -> None:
    training = Training(rate, batch_size=None)
    wild = random_experiment(seed, hidden="relu", output="identity", training=training)
    state = actions.train(first_state(wild), 60)
    for step in {0, max(state.trained - 1, 0), state.trained}:
        for place in ("w[1,0,0]", "w[2,0,0]", "b[2,0]"):
            selected = view_actions.select(replace(state, cursor=state.cursor), parse(place))
            _assert_drawable(slice_chart(actions.go_to(selected, step, 0, 1.0)))


def test_numbers_too_large_to_draw_are_written_instead() -> None:
    experiment = mazur()
    first = experiment.first_parameters()
    huge = with_value(first, flat_index(first.shape, ParameterPlace(2, 0, 0)), 1e290)
    chart = slice_chart(_at(0, experiment=replace(experiment, given=huge)))
    assert chart.curves == ()
    assert chart.notes[-1].text == "too large to draw"


def test_a_weight_without_influence_is_a_flat_line_and_not_its_rounding() -> None:
    experiment = mazur()
    data = replace(experiment.data, inputs=np.zeros((1, 2)))
    chart = slice_chart(_last(replace(experiment, data=data), "w[1,0,0]"))
    drawn = chart.curves[0].ys
    assert np.ptp(drawn) < 1e-6 * (chart.y_axis.high - chart.y_axis.low)
    assert len(chart.y_axis.ticks) >= 3


@given(st.floats(-10, 10), st.floats(-5, 5))
def test_the_range_has_round_ends_and_holds_a_near_landing(present: float, step: float) -> None:
    low, high = x_range(present, present + step)
    assert low <= present + step <= high
    assert (high - low) in (10.0, 20.0, 40.0)


def test_a_large_network_is_drawn_with_fewer_points_all_of_them_true() -> None:
    experiment = random_experiment(0, (20, 30, 5), samples=2000, training=Training(0.1, None))
    state = _last(experiment, "w[1,0,0]")
    shown = slice_of(state)
    assert len(shown.xs) <= 122
    small = slice_of(_at(8))
    assert len(small.xs) >= 241
    trace, index = (
        derived.trace(state),
        flat_index(NetworkShape((20, 30, 5)), ParameterPlace(1, 0, 0)),
    )
    for place in (0, 60, len(shown.xs) - 1):
        moved = with_value(trace.before, index, float(shown.xs[place]))
        true = cost(experiment.problem.on(trace.x, trace.targets), moved)
        assert shown.ys[place] == pytest.approx(true, rel=1e-12)


@pytest.mark.parametrize("place", ["w[1,2,1]", "w[2,0,3]", "b[1,0]"])
def test_while_training_the_curve_is_a_picture_but_every_number_is_the_true_one(
    place: str,
) -> None:
    state = _last(random_experiment(4, training=Training(0.3, batch_size=None)), place)
    training = replace(state, mode=Mode.TRAINING)
    shown, live = slice_of(state), slice_of(training)
    assert live.ys == pytest.approx(shown.ys, abs=1e-6 * shown.ys.max())
    assert (live.present, live.loss, live.slope, live.landing) == (
        *(shown.present, shown.loss, shown.slope),
        shown.landing,
    )
    drawn, still = slice_chart(training), slice_chart(state)
    assert {point.y for point in drawn.points} <= {point.y for point in still.points}
    assert set(drawn.notes) <= set(still.notes)
