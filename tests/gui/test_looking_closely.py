"""Looking closely at a plot: values under the pointer, a range by hand and the way back."""

from collections.abc import Callable
from itertools import pairwise
from math import exp, log10

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.written.quantity import parse
from gui.history.loss_curve import loss_curve
from gui.history.loss_curve_view import LossCurveView
from gui.history.samples_view import SamplesView
from gui.landscape.curve.slice_view import SlicePlot
from gui.landscape.plane.plane_view import PlaneView
from gui.landscape.rate_slider import lefts
from gui.plots.plot import Plot
from gui.state.experiment import editing
from gui.state.run import actions
from gui.state.state import first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.networks import mazur, random_experiment

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def store() -> Store:
    state = actions.train(first_state(mazur()), 40)
    return Store(view_actions.select(actions.go_to(state, 0, 16, 1.0), parse("w[2,0,0]")))


View = LossCurveView | SlicePlot | PlaneView | SamplesView


def _opened(view: View, qtbot: QtBot) -> Plot:
    qtbot.addWidget(view)
    view.resize(640, 360)
    view.show()
    view.make_ready()
    QApplication.processEvents()
    plot = view.findChild(Plot)
    assert isinstance(plot, Plot)
    plot.destroyed.connect(lambda _, kept=view: None)  # the view lives as long as its plot
    return plot


def _at(plot: Plot, x: float, y: float) -> QPoint:
    place: QPointF = plot.getViewBox().mapViewToScene(QPointF(x, y))
    at: QPoint = plot.mapFromScene(place)
    return at


def _cost(w5: float, w6: float) -> float:
    """Return the loss of the worked 2-2-2 example with two other weights, written out."""

    def sigmoid(z: float) -> float:
        return 1 / (1 + exp(-z))

    h1, h2 = sigmoid(0.3775), sigmoid(0.3925)
    o1, o2 = sigmoid(w5 * h1 + w6 * h2 + 0.6), sigmoid(0.5 * h1 + 0.55 * h2 + 0.6)
    return ((o1 - 0.01) ** 2 + (o2 - 0.99) ** 2) / 2


def _point(plot: Plot, qtbot: QtBot, x: float, y: float) -> str:
    """Move the pointer to a place and return what is written beside it."""
    qtbot.mouseMove(plot.viewport(), QPoint(1, 1))
    qtbot.mouseMove(plot.viewport(), _at(plot, x, y))
    QApplication.processEvents()
    value = plot.overlay.value
    if not value.isVisible():
        return ""
    assert plot.rect().contains(value.geometry())
    return value.text()


def test_the_loss_of_a_step_is_read_under_the_pointer(store: Store, qtbot: QtBot) -> None:
    plot = _opened(LossCurveView(store), qtbot)
    assert _point(plot, qtbot, 1.2, 0.25) == "training step 1: C = 0.2910"  # printed: 0.291027774
    qtbot.mouseMove(plot.viewport(), QPoint(1, 1))
    assert not plot.overlay.value.isVisible()


def test_the_loss_at_a_weight_is_read_under_the_pointer(store: Store, qtbot: QtBot) -> None:
    plot = _opened(SlicePlot(store), qtbot)
    said = _point(plot, qtbot, -2.0, 0.2)
    w = float(said.split(":")[0].split()[-1].replace("−", "-"))
    assert abs(w + 2) < 0.05
    assert float(said.rsplit(" ", 1)[1]) == pytest.approx(_cost(w, 0.45), rel=1e-3)


def test_the_loss_over_two_weights_is_read_under_the_pointer(store: Store, qtbot: QtBot) -> None:
    plot = _opened(PlaneView(store), qtbot)
    said = _point(plot, qtbot, 0.4, 0.45)
    assert "w₁₁⁽²⁾" in said
    assert "w₁₂⁽²⁾" in said
    w5, w6 = (float(part.split(" = ")[1].rstrip(":,").split(":")[0]) for part in said.split(", "))
    assert float(said.rsplit(" ", 1)[1]) == pytest.approx(_cost(w5, w6), rel=1e-3)


def test_a_samples_own_gradient_is_read_under_its_dot(qtbot: QtBot) -> None:
    state = first_state(random_experiment(3))
    store = Store(actions.last_beat(state))
    plot = _opened(SamplesView(store), qtbot)
    dot = plot._marks._points[0]
    said = _point(plot, qtbot, dot.x, dot.y)
    assert said.startswith(f"sample {dot.y:.0f}: ")


def test_a_click_on_the_loss_curve_goes_to_that_step(store: Store, qtbot: QtBot) -> None:
    plot = _opened(LossCurveView(store), qtbot)
    qtbot.mouseClick(plot.viewport(), LEFT, pos=_at(plot, 17.2, 0.2))
    assert store.state.cursor.step == 17
    assert store.state.cursor.beat == 16
    qtbot.mouseClick(plot.viewport(), LEFT, pos=_at(plot, 40.9, 0.2))
    assert store.state.cursor.step == 40


def _drag(plot: Plot, qtbot: QtBot) -> None:
    start, by = QPoint(plot.width() // 2, plot.height() // 2), QPoint(60, 0)
    qtbot.mousePress(plot.viewport(), LEFT, pos=start)
    for share in (0.2, 0.6, 1.0):
        qtbot.mouseMove(plot.viewport(), start + by * share)
    qtbot.mouseRelease(plot.viewport(), LEFT, pos=start + by)


@pytest.mark.parametrize("made", [LossCurveView, SlicePlot], ids=lambda kind: kind.__name__)
def test_a_range_by_hand_shows_a_button_that_gives_it_up(
    store: Store, qtbot: QtBot, made: Callable[[Store], LossCurveView | SlicePlot]
) -> None:
    plot = _opened(made(store), qtbot)
    whole = np.array(plot.getViewBox().viewRange())
    assert not plot.overlay.fit.isVisible()
    _zoom(plot)
    assert not np.allclose(np.array(plot.getViewBox().viewRange()), whole)
    assert plot.overlay.fit.isVisible()
    qtbot.mouseClick(plot.overlay.fit, LEFT)
    assert np.allclose(np.array(plot.getViewBox().viewRange()), whole)
    assert not plot.overlay.fit.isVisible()


def _zoom(plot: Plot) -> None:
    box = plot.getViewBox()
    (x_low, x_high), (y_low, y_high) = box.viewRange()
    box.setRange(xRange=(x_low, x_low + (x_high - x_low) / 3), yRange=(y_low, y_high), padding=0)
    box.sigRangeChangedManually.emit([True, True])


def test_a_range_by_hand_is_given_up_for_another_experiment(store: Store, qtbot: QtBot) -> None:
    plot = _opened(LossCurveView(store), qtbot)
    _zoom(plot)
    store.apply(actions.next_step)
    assert plot.overlay.fit.isVisible()
    store.apply(editing.open_experiment, random_experiment(2), "another")
    assert not plot.overlay.fit.isVisible()
    assert plot.getViewBox().viewRange()[0] == pytest.approx([-0.5, 10.5], abs=0.6)


def test_a_range_by_hand_is_given_up_once_its_data_have_left(store: Store, qtbot: QtBot) -> None:
    plot = _opened(LossCurveView(store), qtbot)
    box = plot.getViewBox()
    box.setRange(xRange=(30.0, 40.0), yRange=(0.0, 0.4), padding=0)
    box.sigRangeChangedManually.emit([True, True])
    assert plot.overlay.fit.isVisible()
    store.apply(actions.reset)
    assert not plot.overlay.fit.isVisible()
    assert box.viewRange()[0][0] < 0


def test_the_logarithm_of_the_loss_is_drawn_and_the_loss_itself_is_read(
    store: Store, qtbot: QtBot
) -> None:
    view = LossCurveView(store)
    plot = _opened(view, qtbot)
    log, axis = view.log.geometry(), plot.getAxis("bottom")
    curve = plot.mapFromScene(plot.getViewBox().sceneBoundingRect()).boundingRect()
    name = plot.mapFromScene(axis.label.sceneBoundingRect()).boundingRect()
    assert not log.intersects(curve)
    assert not log.intersects(name)
    figures = QFontMetrics(axis.style["tickFont"]).tightBoundingRect("0").height()
    assert log.top() >= curve.bottom() + axis.style["tickTextOffset"][1] + figures
    qtbot.mouseClick(view.log, LEFT)
    chart = loss_curve(store.state)
    assert chart.y_axis.is_log
    losses = [store.state.document.run.loss(step) for step in (0, 1, 40)]
    assert chart.curves[0].ys[[0, 1, 40]] == pytest.approx([log10(loss) for loss in losses])
    assert _point(plot, qtbot, 1.0, log10(0.291)) == "training step 1: C = 0.2910"
    axis = plot.getAxis("left")
    assert any("10" in text for text in axis.tickStrings([-1.0, 0.0], 1.0, 1.0))


def test_with_equal_scales_the_gradient_stands_perpendicular_on_the_contour(
    store: Store, qtbot: QtBot
) -> None:
    view = PlaneView(store)
    plot = _opened(view, qtbot)
    across, up = (abs(each) for each in plot.getViewBox().viewPixelSize())
    assert across == pytest.approx(up, rel=1e-6)
    qtbot.mouseClick(view.equal, LEFT)
    across, up = (abs(each) for each in plot.getViewBox().viewPixelSize())
    assert across != pytest.approx(up, rel=0.05)


@given(st.lists(st.floats(-20, 320), min_size=1, max_size=2).map(sorted), st.floats(10, 300))
def test_the_names_of_the_limits_never_touch_and_are_never_cut(
    places: list[float], width: float
) -> None:
    wide = [34.0] * len(places)
    found = lefts(places, wide, width)
    assert all(left >= 0 and left + 34 <= width for left in found)
    assert all(b >= a + 34 + 8 for a, b in pairwise(found))
    assert len(found) == len(places) or width < 34 * len(places) + 10


def test_two_limits_side_by_side_have_their_names_on_either_side() -> None:
    first, second = lefts([100.0, 106.0], [34.0, 34.0], 300.0)
    assert (first + 34 + second) / 2 == pytest.approx(103.0)
