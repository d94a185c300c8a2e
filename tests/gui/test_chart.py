"""A chart's axes have round numbers and its marks are painted where the data are."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gui.look.fonts import sized
from gui.look.sizes import Sizes
from gui.look.theme import DARK, LIGHT, Theme
from gui.plots.chart import (
    Axis,
    Chart,
    Note,
    Point,
    Series,
    VectorMark,
    nice_ticks,
    nice_up,
    tick_text,
)
from gui.plots.notes_view import NotesView
from gui.plots.paint import paint, plane_of, spread
from gui.plots.paint_notes import note_rows
from gui.plots.reading import is_in_view

WIDTH, HEIGHT = 460, 265
CHART = Chart(
    Axis("w₁₁⁽²⁾", -2.0, 7.0),
    Axis("loss C", 0.0, 5.0),
    curves=(Series(np.array([-2.0, 7.0]), np.array([1.0, 1.0]), "text_soft"),),
    points=(Point(4.0, 3.0, "accent", 6.5),),
    arrows=(VectorMark(0.0, 4.0, 2.0, 4.0, "loss"),),
    notes=(Note("slope = +0.08217", "gradient_positive"),),
)


def _painted(chart: Chart, theme: Theme) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.card))
    painter = QPainter(image)
    paint(chart, painter, theme, WIDTH, HEIGHT)
    painter.end()
    return image


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6))
def test_ticks_are_few_round_and_inside(low: float, length: float) -> None:
    high = low + length
    ticks = nice_ticks(low, high)
    slack = 1e-6 * length + 1e-9 * abs(low)
    assert all(low - slack <= tick <= high + slack for tick in ticks)
    assert len(ticks) <= 8
    steps = np.diff(ticks)
    assert np.allclose(steps, steps[0] if len(steps) else 0, rtol=1e-6, atol=1e-9 * abs(low))


@given(st.floats(1e-9, 1e9))
def test_a_nice_number_is_at_most_two_and_a_half_times_too_large(value: float) -> None:
    nice = nice_up(value)
    assert value * (1 - 1e-6) <= nice <= 2.5 * value * (1 + 1e-6)
    assert f"{nice:.0e}"[0] in "125"


def test_ticks_are_written_without_noise() -> None:
    texts = [tick_text(tick, 0.05) for tick in nice_ticks(0.0, 0.3, 6)]
    assert texts == ["0", "0.05", "0.1", "0.15", "0.2", "0.25", "0.3"]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_marks_are_painted_where_the_axes_say(qapp: QApplication, theme: Theme) -> None:
    image = _painted(CHART, theme)
    plane = plane_of(CHART, WIDTH, HEIGHT)
    ball = plane.place(4.0, 3.0)
    assert image.pixelColor(round(ball.x()), round(ball.y())) == QColor(theme.accent)
    on_curve = plane.place(-1.0, 1.0)
    assert any(
        image.pixelColor(round(on_curve.x()), round(on_curve.y()) + dy) == QColor(theme.text_soft)
        for dy in (-1, 0, 1)
    )
    in_head = plane.place(2.0, 4.0)
    assert image.pixelColor(round(in_head.x()) - 4, round(in_head.y())) == QColor(theme.loss)


def test_nothing_is_painted_outside_the_picture_or_over_the_numbers(qapp: QApplication) -> None:
    wild = Chart(
        CHART.x_axis,
        CHART.y_axis,
        curves=(Series(np.array([-2.0, 0.0, 7.0]), np.array([2.0, 1e6, -1e6]), "loss"),),
    )
    image = _painted(wild, LIGHT)
    plane = plane_of(wild, WIDTH, HEIGHT)
    inside = plane.room.toAlignedRect().adjusted(-2, -2, 2, 2)
    red = QColor(LIGHT.loss)
    outside = [
        (x, y)
        for x in range(WIDTH)
        for y in range(HEIGHT)
        if not inside.contains(x, y) and image.pixelColor(x, y) == red
    ]
    assert outside == []


def test_the_same_chart_is_the_same_picture_at_twice_the_size(qapp: QApplication) -> None:
    plane, larger = plane_of(CHART, WIDTH, HEIGHT), plane_of(CHART, 2 * WIDTH, 2 * HEIGHT)
    for place in (plane, larger):
        assert place.x(CHART.x_axis.low) == pytest.approx(place.room.left())
        assert place.x(CHART.x_axis.high) == pytest.approx(place.room.right())
        assert place.y(CHART.y_axis.low) == pytest.approx(place.room.bottom())


@given(st.floats(-1e12, 1e12), st.floats(1e-9, 1e9))
def test_no_two_ticks_are_written_alike(low: float, length: float) -> None:
    if length < 1e-6 * abs(low):
        return  # flatter than any plot is drawn
    ticks = nice_ticks(low, low + length)
    texts = [tick_text(tick, nice_up(length / 5)) for tick in ticks]
    assert len(set(texts)) == len(texts)


def test_large_ticks_are_written_without_noise() -> None:
    texts = [tick_text(tick, 1e59) for tick in nice_ticks(7e59, 1e60, 3)]
    assert texts == ["7×10⁵⁹", "8×10⁵⁹", "9×10⁵⁹", "1×10⁶⁰"]


@pytest.mark.parametrize(
    "said",
    [
        "next, if only one weight moves: w = 0.1498, C = 0.2984",
        "箭头指向下降最快的方向，长度是梯度的五十倍（w = 0.1498）",
    ],
)
def test_a_long_note_is_broken_where_its_language_may_be(said: str, qapp: QApplication) -> None:
    rows = note_rows([Note(said, "text")], 170.0)
    lines = [row[0].text for row in rows]
    assert len(lines) > 1
    assert "".join(lines).replace(" ", "") == said.replace(" ", "")
    assert any("w = 0.1498" in line for line in lines)  # no product is taken apart
    metrics = QFontMetricsF(sized(Sizes().length("tiny"), bold=True))
    assert all(metrics.horizontalAdvance(line) <= 170 for line in lines)


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("next, if only one weight moves: 0.1498, C = 0.2984", "C&nbsp;=&nbsp;0.2984"),
        ("相对误差：|3.12 − 6.25| / max(3.12, 6.25) = 0.5008", "6.25|&nbsp;/&nbsp;max"),
        ("相对误差：|3.12 − 6.25| / max(3.12, 6.25) = 0.5008", "对\u2060误\u2060差"),
        ("C：10 个样本的平均", "：\u206010"),
    ],
)
def test_over_a_picture_no_product_and_no_name_is_taken_apart(
    said: str, whole: str, qtbot: QtBot
) -> None:
    view = NotesView()
    qtbot.addWidget(view)
    view.show_notes([Note(said, "text")], LIGHT, 12, 4)
    assert whole in view.text()


def test_notes_over_a_picture_keep_the_room_of_the_numbers_to_come(qtbot: QtBot) -> None:
    view = NotesView()
    qtbot.addWidget(view)
    view.resize(260, 100)
    view.show()
    needed, kept = [], []
    for number in ("–", "−0.08216704"):
        view.show_notes([Note(f"slope ∂C/∂w = {number}", "loss")] * 2, LIGHT, 12, 8)
        plain = QLabel(view.text(), wordWrap=True)
        qtbot.addWidget(plain)
        needed.append(plain.heightForWidth(view.width()))
        kept.append(view.minimumHeight())
    assert needed[0] < needed[1] <= kept[0]
    assert kept[0] == kept[1]


def test_notes_that_do_not_fit_begin_a_new_line_and_push_the_plot_down(qapp: QApplication) -> None:
    notes = tuple(Note(f"slope ∂C/∂w = +0.0821{i}", "loss") for i in range(3))
    chart = Chart(CHART.x_axis, CHART.y_axis, notes=notes)
    assert [len(row) for row in note_rows(notes, 1000)] == [3]
    assert [len(row) for row in note_rows(notes, 180)] == [1, 1, 1]
    assert plane_of(chart, 230, HEIGHT).room.top() > plane_of(chart, 1000, HEIGHT).room.top() + 20


@pytest.mark.parametrize("width", [230, 340, 460])
def test_no_text_touches_the_edge_of_the_picture(qapp: QApplication, width: int) -> None:
    notes = tuple(Note(f"slope ∂C/∂w₁₁⁽²⁾ = −1.047×10⁴{i}", "loss") for i in range(3))
    chart = Chart(Axis("w", -6e15, 2e15), Axis("loss C", 0.0, 2e60), notes=notes)
    image = QImage(width, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.card))
    painter = QPainter(image)
    paint(chart, painter, LIGHT, width, HEIGHT)
    painter.end()
    ground = QColor(LIGHT.card)
    assert all(image.pixelColor(x, y) == ground for x in (0, width - 1) for y in range(HEIGHT))
    assert all(image.pixelColor(x, y) == ground for y in (0, HEIGHT - 1) for x in range(width))


@given(st.lists(st.floats(1, 90), min_size=1, max_size=9), st.floats(5, 60))
def test_labels_that_are_written_do_not_touch(lengths: list[float], apart: float) -> None:
    centres = [apart * i for i in range(len(lengths))]
    kept = spread(centres, lengths)
    assert kept[0] == 0
    for before, after in pairwise(kept):
        assert centres[after] - centres[before] > (lengths[before] + lengths[after]) / 2


def test_a_curve_over_whole_steps_is_in_view_between_two_of_them() -> None:
    steps = np.array([0, 1000])  # whole numbers, as the steps of a run are
    chart = Chart(
        Axis("step", 0.0, 1000.0),
        Axis("C", 0.0, 2.0),
        curves=(Series(steps, np.array([2.0, 0.0]), "loss"),),
    )
    assert is_in_view(chart, (400.0, 600.0), (0.0, 2.0))
    assert not is_in_view(chart, (1400.0, 1600.0), (0.0, 2.0))
