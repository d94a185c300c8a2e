"""Loss curve and slice show the engine's numbers, and only those computed already."""

from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.curves.gallery import CURVES
from engine.experiment import Experiment, Training
from engine.text.numbers import short
from engine.written.quantity import parse
from gui.history.loss_curve import loss_curve
from gui.landscape.curve.descent_history import descent_history
from gui.landscape.curve.slice import slice_of, x_range
from gui.landscape.curve.slice_chart import slice_chart
from gui.landscape.secant.secant_chart import secant_chart
from gui.look.theme import LIGHT
from gui.plots.paint import paint, plane_of
from gui.state.curve import actions as curve_actions
from gui.state.experiment import editing
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.view import actions as view_actions
from gui.words.catalog import spoken
from tests.gui.drawn_texts import drawn_texts
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


def test_the_loss_of_a_step_is_marked_at_each_of_its_beats() -> None:
    for beat in (0, 4, 5, 16):
        curve = loss_curve(_at(beat))
        assert curve.points[0].y == pytest.approx(0.298371109, abs=1e-9)
        assert "0.2984" in curve.notes[0].text


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
    assert [note.text for note in early.notes][1:] == [
        *("C = 0.2984", "slope ∂C/∂w₁₁⁽²⁾ = –"),
        *("next, if only w₁₁⁽²⁾ moves: –, C = –", "after the whole step: C = –"),
    ]
    assert len(late.curves) == 2
    assert late.notes[2].text == "slope ∂C/∂w₁₁⁽²⁾ = +0.08217"


def test_the_loss_after_one_weight_has_moved_stands_beside_that_after_the_whole_step() -> None:
    def sigmoid(z: float) -> float:
        return 1 / (1 + exp(-z))

    h1 = sigmoid(0.15 * 0.05 + 0.20 * 0.10 + 0.35)
    h2 = sigmoid(0.25 * 0.05 + 0.30 * 0.10 + 0.35)
    moved = 0.35891648  # w5 after the step, as printed
    o1 = sigmoid(moved * h1 + 0.45 * h2 + 0.60)
    o2 = sigmoid(0.50 * h1 + 0.55 * h2 + 0.60)
    cost = ((o1 - 0.01) ** 2 + (o2 - 0.99) ** 2) / 2
    alone, step = (note.text for note in slice_chart(_at(8)).notes[3:5])
    assert alone == f"next, if only w₁₁⁽²⁾ moves: 0.3589, C = {cost:.4f}"
    assert step == "after the whole step: C = 0.2910"  # printed: 0.291027924


def test_there_is_no_loss_in_the_picture_before_the_beat_of_the_loss() -> None:
    notes = [[note.text for note in slice_chart(_at(beat)).notes] for beat in (3, 5)]
    assert [each[1] for each in notes] == ["C = –", "C = 0.2984"]


@given(st.floats(0.05, 0.9), st.floats(0.01, 0.99))
def test_a_ball_on_its_tangent_does_not_call_its_height_a_loss(rate: float, part: float) -> None:
    state = curve_actions.choose_curve(first_state(mazur()), "parabola")  # (w - 3)^2, from w = 0
    state = curve_actions.step_down(curve_actions.set_ball_rate(state, 0, rate))
    flying = curve_actions.fall_to(state, 1, part)
    landed = curve_actions.fall_to(state, 1, 1.0)
    texts = [label.text for label in slice_chart(flying).labels]
    assert sum(text.startswith("on the tangent: ") for text in texts) == 1
    assert not any(text.startswith("C = ") for text in texts)
    cost = (6 * rate - 3) ** 2
    assert slice_chart(landed).notes[1].text == f"C = {short(cost)}"
    assert len(descent_history(flying).curves[0].xs) == 1
    assert len(descent_history(landed).curves[0].xs) == 2


def test_how_a_ball_moves_is_not_told_before_it_has_moved() -> None:
    def said(state: State) -> list[str]:
        return [note.text for note in slice_chart(state).notes if note.text.endswith(".")]

    state = curve_actions.choose_curve(first_state(mazur()), "parabola")
    state = curve_actions.set_ball_rate(state, 0, 0.9)  # each step times 1 - 2 x 0.9
    swings = "It swings from side to side and converges: oscillation."
    assert said(state) == []
    assert said(curve_actions.foretell(state, True)) == [swings]
    for steps in range(1, 12):
        state = curve_actions.fall_to(curve_actions.step_down(state), steps, 1.0)
        assert said(state) == ([swings] if steps >= 10 else [])
    arrived = curve_actions.fall_to(curve_actions.step_down(state), 40, 1.0)
    assert said(arrived) == [swings, "It has arrived at the lowest minimum."]


def test_on_the_networks_curve_the_sentence_says_that_only_this_weight_moves() -> None:
    state = curve_actions.foretell(_at(16, "b[2,0]", mazur(Training(0.5))), True)
    assert any(note.text.startswith("If only b₁⁽²⁾ moved, ") for note in slice_chart(state).notes)
    assert any("if only b₁⁽²⁾ moves:" in note.text for note in slice_chart(state).notes)


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
    assert "−821.3" in chart.notes[3].text


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


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [300, 340, 420, 640])
@pytest.mark.parametrize("curve", sorted(CURVES))
def test_the_formula_below_a_curve_is_whole_in_a_narrow_picture(
    qapp: QApplication, curve: str, width: int, language: str
) -> None:
    with spoken(language):
        chart = slice_chart(curve_actions.choose_curve(first_state(mazur()), curve))
        texts = drawn_texts(lambda p: paint(chart, p, LIGHT, float(width), 300.0), width, 300)
    written = "".join(each.text for each in texts).replace(" ", "")
    assert chart.x_axis.name.replace(" ", "") in written
    assert [each.text for each in texts if "…" in each.text] == []
    name = [each for each in texts if len(each.text) > 8 and each.text in chart.x_axis.name]
    assert name
    for each in name:
        assert not each.is_cut
        assert each.rect.bottom() <= 300


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [200, 230, 260, 300])
def test_no_product_over_a_narrow_picture_leaves_it(
    qapp: QApplication, width: int, language: str
) -> None:
    with spoken(language):
        chart = secant_chart(_at(0))
        texts = drawn_texts(lambda p: paint(chart, p, LIGHT, float(width), 500.0), width, 500)
    over = [each for each in texts if each.rect.bottom() < 250]
    assert len(over) > 4
    assert [each.text for each in over if each.rect.right() > width] == []
    written = "".join(each.text for each in over).replace(" ", "")
    assert all(note.text.replace(" ", "") in written for note in chart.notes)
