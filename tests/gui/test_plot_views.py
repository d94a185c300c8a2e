"""The plots on screen follow the state, the slider and the hand."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.written.quantity import parse
from gui.history.loss_curve_view import LossCurveView
from gui.landscape.curve.descent_view import DescentView, first_rate
from gui.look.theme import DARK, LIGHT
from gui.plots.chart_view import ChartView
from gui.plots.plot import Plot
from gui.state.experiment import editing
from gui.state.run import actions
from gui.state.state import first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.networks import mazur
from tests.passing import let_events_happen


@pytest.fixture
def store(qapp: object) -> Store:
    made = Store(first_state(mazur()))
    made.apply(actions.go_to, 0, 8, 1.0)
    made.apply(view_actions.select, parse("w[2,0,0]"))
    return made


@pytest.fixture
def view(store: Store, qtbot: QtBot) -> DescentView:
    made = DescentView(store)
    _open(made, qtbot)
    return made


def _chart(view: ChartView | DescentView) -> ChartView:
    return view.picture if isinstance(view, DescentView) else view


def _open(view: ChartView | DescentView, qtbot: QtBot) -> None:
    qtbot.addWidget(view)
    view.resize(560, 280)
    view.show()
    qtbot.waitUntil(lambda: _chart(view).plot is not None)
    let_events_happen()


def _plot(view: ChartView | DescentView) -> Plot:
    plot = _chart(view).plot
    assert plot is not None
    return plot


def _pixel(plot: Plot, x: float, y: float) -> QPoint:
    place = plot.getViewBox().mapViewToDevice(QPointF(x, y))
    return QPoint(round(place.x()), round(place.y()))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_ball_is_painted_where_the_axes_say(
    store: Store, view: DescentView, qtbot: QtBot, theme: object
) -> None:
    shown = LIGHT if theme is LIGHT else DARK
    store.apply(view_actions.set_theme, shown.name)
    store.apply(editing.set_learning_rate, 30.0)  # the landing is far from the ball
    let_events_happen()
    plot = _plot(view)
    picture = plot.grab().toImage()
    place = _pixel(plot, 0.4, 0.298371109)
    assert picture.pixelColor(place) == QColor(shown.accent)


def test_dragging_the_slider_moves_the_arrow(store: Store, view: DescentView, qtbot: QtBot) -> None:
    slider = view.slider
    share = slider.value() / slider.maximum()
    start = QPoint(round(7 + share * (slider.width() - 14)), slider.height() // 2)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(slider, start + QPoint(60, 0))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    rate = first_rate(store.state)
    assert rate > 0.5
    line = _plot(view)._arrows.items[0][0]
    assert line.xData[1] == pytest.approx(0.4 - rate * 0.08216704056423077, rel=1e-12)
    assert view.field.text() == repr(rate)


def test_a_typed_rate_moves_the_arrow(store: Store, view: DescentView, qtbot: QtBot) -> None:
    view.field.selectAll()
    qtbot.keyClicks(view.field, "2.5")
    qtbot.keyClick(view.field, Qt.Key.Key_Return)
    assert _plot(view)._arrows.items[0][0].xData[1] == pytest.approx(
        0.4 - 2.5 * 0.08216704056423077
    )


def test_a_range_chosen_by_hand_stays_until_a_double_click(
    store: Store, view: DescentView, qtbot: QtBot
) -> None:
    plot = _plot(view)
    whole = np.array(plot.getViewBox().viewRange())
    plot.getViewBox().setRange(xRange=(0.0, 1.0), padding=0)
    plot.getViewBox().sigRangeChangedManually.emit([True, True])
    store.apply(editing.set_learning_rate, 40.0)
    assert plot.getViewBox().viewRange()[0] == pytest.approx([0.0, 1.0])
    store.apply(editing.set_learning_rate, 0.5)
    qtbot.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 80))
    assert np.allclose(np.array(plot.getViewBox().viewRange()), whole)


def test_the_loss_curve_grows_with_the_run(store: Store, qtbot: QtBot) -> None:
    view = LossCurveView(store)
    _open(view, qtbot)
    store.apply(actions.train, 30)
    curve = _plot(view).curves.items[0]
    assert len(curve.xData) == 31
    assert curve.yData[-1] == store.state.document.run.loss(30)


def test_who_looks_closer_at_a_long_run_sees_every_step_of_it(store: Store, qtbot: QtBot) -> None:
    view = LossCurveView(store)
    _open(view, qtbot)
    store.apply(actions.train, 5_000)
    plot, run = _plot(view), store.state.document.run
    qtbot.waitUntil(lambda: plot.curves.items[0].xData.tolist() == list(range(0, 5_001, 8)))
    plot.getViewBox().setRange(xRange=(1_000.0, 1_300.0), padding=0)
    qtbot.waitUntil(lambda: set(range(1_000, 1_301)) <= set(plot.curves.items[0].xData))
    assert len(plot.curves.items[0].xData) < 1_000
    assert np.array_equal(
        plot.curves.items[0].yData, run.losses_at(plot.curves.items[0].xData.astype(int))
    )
    qtbot.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 80))
    qtbot.waitUntil(lambda: len(plot.curves.items[0].xData) == 626)


def test_while_training_the_curve_is_refreshed_a_moment_later(store: Store, qtbot: QtBot) -> None:
    view = LossCurveView(store)
    _open(view, qtbot)
    store.apply(actions.start_training)
    store.apply(actions.train, 30)
    qtbot.waitUntil(lambda: len(_plot(view).curves.items[0].xData) == 31)
    store.apply(actions.train, 5)
    store.apply(actions.pause)
    assert len(_plot(view).curves.items[0].xData) == 36


def test_the_update_in_numbers_follows_the_beat_and_the_slider(
    store: Store, view: DescentView
) -> None:
    assert view.update_line.text() == "w₁₁⁽²⁾ new = 0.4 − 0.5 × 0.08217 = 0.3589"
    store.apply(editing.set_learning_rate, 10.0)
    assert view.update_line.text() == "w₁₁⁽²⁾ new = 0.4 − 10 × 0.08217 = −0.4217"
    store.apply(actions.go_to, 0, 7, 1.0)
    assert view.update_line.text() == "w₁₁⁽²⁾ new = –"


def test_the_head_of_the_arrow_turns_with_the_picture(
    store: Store, view: DescentView, qtbot: QtBot
) -> None:
    store.apply(editing.set_learning_rate, 60.0)
    plot = _plot(view)
    head, box = plot._arrows.items[0][1], plot.getViewBox()
    flat = head.opts["angle"]
    box.setRange(yRange=(0.2, 0.4), padding=0)
    let_events_happen()
    steep = head.opts["angle"]
    start, end = (
        _pixel(plot, *place) for place in zip(*plot._arrows.items[0][0].getData(), strict=True)
    )
    drawn = np.degrees(np.arctan2(start.y() - end.y(), start.x() - end.x()))
    assert steep == pytest.approx(drawn % 360, abs=3)
    assert abs(steep - flat) > 5


def test_the_head_of_an_arrow_shorter_than_itself_is_not_drawn(
    store: Store, view: DescentView
) -> None:
    head = _plot(view)._arrows.items[0][1]
    assert not head.isVisible()
    store.apply(editing.set_learning_rate, 60.0)
    assert head.isVisible()


def test_a_right_click_opens_no_menu(view: DescentView, qtbot: QtBot) -> None:
    plot = _plot(view)
    assert not plot.getPlotItem().menuEnabled()
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.RightButton, pos=QPoint(200, 80))
    assert QApplication.activePopupWidget() is None
    assert not plot.getPlotItem().autoBtn.isVisible()


def test_the_grid_has_the_colour_of_the_theme_and_lies_under_the_curves(
    store: Store, view: DescentView, qtbot: QtBot
) -> None:
    store.apply(view_actions.set_theme, "dark")
    let_events_happen()
    plot = _plot(view)
    place = _pixel(plot, 4.0, 0.2)
    picture = plot.grab().toImage()
    column = {picture.pixelColor(place.x(), place.y() + dy).name() for dy in (-1, 0, 1)}
    assert DARK.grid in column
    assert plot.getAxis("left").zValue() < plot.getViewBox().zValue()


def test_numbers_of_an_axis_do_not_touch_each_other(view: DescentView) -> None:
    axis = _plot(view).getAxis("bottom")
    _plot(view).getViewBox().setRange(xRange=(0.0, 9e15), padding=0)
    axis.resize(150, 30)
    texts = axis.tickStrings([i * 1e15 for i in range(10)], 1.0, 1e15)
    assert texts[0] == "0"
    assert 1 < sum(map(bool, texts)) < 6


@pytest.mark.parametrize(("width", "is_beside"), [(480, True), (600, False), (754, True)])
def test_the_update_stands_where_there_is_room_for_it(
    view: DescentView, qtbot: QtBot, width: int, is_beside: bool
) -> None:
    view.resize(width, 265)
    let_events_happen()
    line, field = (
        QRect(each.mapTo(view, QPoint(0, 0)), each.size())
        for each in (view.update_line, view.field)
    )
    assert (line.left() > field.right()) is is_beside
    assert view.update_line.fontMetrics().horizontalAdvance(view.update_line.text()) <= line.width()
    assert view.rect().contains(line)
