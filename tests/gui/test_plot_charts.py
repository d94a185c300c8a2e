"""Loss curve and slice show the engine's numbers, and only those computed already."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from engine.experiment import Experiment, Training
from engine.written.quantity import parse
from gui.history.loss_curve import loss_curve
from gui.landscape.curve.slice import slice_of, x_range
from gui.landscape.curve.slice_chart import slice_chart
from gui.look.theme import LIGHT
from gui.plots.paint import paint, plane_of
from gui.state.curve import actions as curve_actions
from gui.state.experiment import editing
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.view import actions as view_actions
from tests.networks import experiments, mazur, random_experiment


def _at(beat: int, selected: str = "w[2,0,0]", experiment: Experiment | None = None) -> State:
    state = actions.go_to(first_state(experiment or mazur()), 0, beat, 1.0)
    return view_actions.select(state, parse(selected))


def test_the_loss_curve_is_the_losses_of_the_run() -> None:
    state = actions.train(first_state(mazur()), 40)
    state = actions.go_to(state, 7, 3, 1.0)
    chart = loss_curve(state)
    assert chart.curves[0].xs.tolist() == list(range(41))
    assert chart.curves[0].ys[[0, 1]] == pytest.approx([0.2983711087600027, 0.29102777369359933])
    point = chart.points[0]
    assert (point.x, point.y) == (7.0, state.document.run.loss(7))


def test_no_loss_is_shown_before_it_is_computed() -> None:
    early, late = loss_curve(_at(4)), loss_curve(_at(5))
    assert not early.curves
    assert not early.points
    assert "–" in early.notes[0].text
    assert late.points[0].y == pytest.approx(0.298371109, abs=1e-9)


def test_the_drawn_slope_for_w5_is_the_printed_gradient() -> None:
    shown = slice_of(_at(8))
    assert f"{shown.slope:.9f}" == "0.082167041"
    tangent = slice_chart(_at(8)).curves[1]
    drawn = (tangent.ys[1] - tangent.ys[0]) / (tangent.xs[1] - tangent.xs[0])
    assert f"{drawn:.9f}" == "0.082167041"


@given(experiments(), st.data())
def test_ball_and_arrow_lie_on_the_curve_and_agree_with_the_trace(
    experiment: Experiment, data: st.DataObject
) -> None:
    sizes = experiment.network.sizes
    layer = data.draw(st.integers(1, len(sizes) - 1))
    unit = data.draw(st.integers(0, sizes[layer] - 1))
    source = data.draw(st.integers(0, sizes[layer - 1] - 1))
    state = first_state(experiment)
    last = len(derived.beats(state)) - 1
    state = actions.go_to(state, 0, last, 1.0)
    shown = slice_of(view_actions.select(state, parse(f"w[{layer},{unit},{source}]")))
    trace = derived.trace(state)
    assert shown.present == trace.before.weights(layer)[unit, source]
    assert shown.loss == trace.loss
    (at_ball,) = shown.ys[shown.xs == shown.present]
    assert at_ball == pytest.approx(shown.loss, rel=1e-12)
    assert shown.landing is not None
    assert shown.landing[0] == pytest.approx(trace.after.weights(layer)[unit, source], rel=1e-12)


def test_there_is_no_tangent_and_no_arrow_before_the_gradient_is_known() -> None:
    early, late = slice_chart(_at(7)), slice_chart(_at(8))
    assert len(early.curves) == 1
    assert early.arrows == ()
    assert "–" in early.notes[1].text
    assert len(late.curves) == 2
    assert "+0.08217" in late.notes[1].text


def test_a_bias_that_is_not_trained_has_no_arrow() -> None:
    fixed = slice_chart(_at(16, "b[2,0]"))
    trained = slice_chart(_at(16, "b[2,0]", mazur(Training(0.5))))
    assert fixed.arrows == ()
    assert [note.text for note in fixed.notes][-1] == "not trained"
    assert len(trained.arrows) == 1


def test_the_arrow_follows_the_learning_rate() -> None:
    state = _at(8)
    ends = []
    for rate in (0.1, 1.0, 10.0):
        chart = slice_chart(editing.set_learning_rate(state, rate))
        ends.append(chart.arrows[0].to_x)
    assert ends == pytest.approx([0.4 - rate * 0.082167040564 for rate in (0.1, 1.0, 10.0)])


def test_a_landing_far_outside_is_marked_at_the_edge_with_its_value() -> None:
    chart = slice_chart(editing.set_learning_rate(_at(8), 10_000.0))
    assert chart.arrows[0].to_x == chart.x_axis.low
    assert "−821.3" in chart.notes[2].text


def test_without_a_selected_weight_the_first_of_the_output_layer_is_shown() -> None:
    state = actions.go_to(first_state(random_experiment(1, sizes=(3, 4, 2))), 0, 0, 1.0)
    assert slice_chart(state).x_axis.name == "w₁₁⁽²⁾"
    assert slice_chart(view_actions.select(state, parse("a[1,0]"))).x_axis.name == "w₁₁⁽²⁾"


def test_the_range_stays_while_the_weight_moves_a_little() -> None:
    ranges = {x_range(0.4 + 0.001 * i, 0.39) for i in range(50)}
    assert len(ranges) == 1


@given(st.floats(-1e4, 1e4), st.floats(-1e3, 1e3))
def test_the_ball_is_always_inside_the_range(present: float, step: float) -> None:
    low, high = x_range(present, present + step)
    assert low < present < high


def test_where_a_formula_has_no_value_its_curve_has_a_gap(qtbot: QtBot) -> None:
    state = curve_actions.type_formula(first_state(mazur()), "ln(w) + 1/(w - 2)^2")
    chart = slice_chart(curve_actions.place_balls(state, 4.0))
    curve = chart.curves[0]
    there = np.isfinite(curve.ys)
    assert not there[curve.xs <= 0].any()
    assert there[(curve.xs > 0) & (curve.xs != 2)].all()
    image = QImage(600, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.card))
    painter = QPainter(image)
    paint(replace(chart, points=(), labels=(), curves=chart.curves[:1]), painter, LIGHT, 600, 300)
    painter.end()
    plane = plane_of(chart, 600, 300)
    ink = QColor(LIGHT.text_soft)
    columns = {
        x
        for x in range(round(plane.x(chart.x_axis.low)), round(plane.x(chart.x_axis.high)))
        for y in range(round(plane.room.top()) + 2, round(plane.room.bottom()) - 2)
        if image.pixelColor(x, y) == ink
    }
    assert columns
    assert min(columns) >= plane.x(0) - 2
