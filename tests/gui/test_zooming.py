"""Ctrl with the wheel, a pinch and a pen do what people expect of them, everywhere."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QInputDevice,
    QNativeGestureEvent,
    QPointingDevice,
    QPointingDeviceUniqueId,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.look.fit import current, enlarge
from gui.plots.plot import Plot
from gui.state.view import actions as view_actions
from gui.window.window import Window
from tests.passing import let_events_happen
from tests.windows import on_screen

_CTRL, _NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
_Gesture = Qt.NativeGestureType


@pytest.fixture(scope="module")
def _lent(qapp: QApplication) -> Iterator[Window]:
    made = on_screen(1280, 720)
    made.room.bring("secant")
    made.make_ready_for_picture()
    let_events_happen()
    yield made
    made.close()
    made.deleteLater()
    enlarge(QWidget(), 1.0)


@pytest.fixture
def window(_lent: Window) -> Window:
    _lent.store.apply(view_actions.set_scale, 1.0)
    let_events_happen()
    return _lent


@pytest.fixture
def plot(window: Window) -> Plot:
    found = window.desk.view("secant").findChild(Plot)
    assert found is not None
    found.show_all()
    return found


def _middle(widget: QWidget, window: Window) -> QPointF:
    return QPointF(widget.mapTo(window, widget.rect().center()))


def _send(window: Window, event: QEvent) -> None:
    """Give the window an event where those of the system arrive."""
    QCoreApplication.sendEvent(window.windowHandle(), event)
    let_events_happen()


def _turn(window: Window, at: QPointF, delta: int, keys: Qt.KeyboardModifier = _CTRL) -> None:
    place, button = window.mapToGlobal(at), Qt.MouseButton.NoButton
    phase = Qt.ScrollPhase.NoScrollPhase
    _send(window, QWheelEvent(at, place, QPoint(), QPoint(0, delta), button, keys, phase, False))


def _pinch(window: Window, at: QPointF, *factors: float) -> None:
    pad = QPointingDevice.primaryPointingDevice()
    for kind, factor in (
        (_Gesture.BeginNativeGesture, 1.0),
        *[(_Gesture.ZoomNativeGesture, factor) for factor in factors],
        (_Gesture.EndNativeGesture, 1.0),
    ):
        places = at, at, window.mapToGlobal(at)
        _send(window, QNativeGestureEvent(kind, pad, 2, *places, factor - 1, QPointF()))


@pytest.mark.parametrize("key", ["numbers", "experiment"])
def test_ctrl_and_the_wheel_enlarge_everything_a_step_a_notch(window: Window, key: str) -> None:
    view = window.desk.view(key)
    if not view.isVisible():
        window.room.bring(key)
        let_events_happen()
    _turn(window, _middle(view, window), 120)
    assert (window.store.state.view.scale, current().unit) == (1.1, 1.1)
    _turn(window, _middle(view, window), -120)
    assert window.store.state.view.scale == 1.0
    _turn(window, _middle(view, window), 120, _NONE)
    assert window.store.state.view.scale == 1.0
    window.room.bring("secant")


def test_a_fine_wheel_gathers_what_makes_a_step_and_forgets_it_the_other_way(
    window: Window,
) -> None:
    at = _middle(window.desk.network, window)
    scales = []
    for delta in (50, 50, 50, -60, -60, 50):
        _turn(window, at, delta)
        scales.append(window.store.state.view.scale)
    assert scales == [1.0, 1.0, 1.1, 1.1, 1.0, 1.0]


def test_a_pinch_takes_the_step_that_it_has_reached(window: Window) -> None:
    at = _middle(window.desk.network, window)
    _pinch(window, at, 1.05, 1.04)  # 1.092 times
    assert window.store.state.view.scale == 1.0
    _pinch(window, at, 1.05, 1.06)  # 1.113 times
    assert window.store.state.view.scale == 1.1
    _pinch(window, at, 0.9)
    assert window.store.state.view.scale == 1.0
    for _ in range(9):
        _pinch(window, at, 0.5)
    assert window.store.state.view.scale == 0.8


def _seen(plot: Plot) -> tuple[float, float, float, float]:
    seen = plot.getViewBox().viewRect()
    return seen.x(), seen.y(), seen.width(), seen.height()


def test_over_a_plot_a_pinch_and_the_wheel_zoom_its_range(window: Window, plot: Plot) -> None:
    at = _middle(plot, window)
    x, _, width, _ = _seen(plot)
    place = plot.value_at(QPointF(plot.rect().center())).x()
    _pinch(window, at, 1.25, 1.6)
    now_x, _, now_width, _ = _seen(plot)
    assert now_width == pytest.approx(width / 2, rel=1e-3)
    assert (place - now_x) / now_width == pytest.approx((place - x) / width, abs=0.01)
    plot.show_all()
    assert _seen(plot)[2] == pytest.approx(width)
    _turn(window, at, 120)
    assert _seen(plot)[2] < width
    assert window.store.state.view.scale == 1.0


def _fingers(window: Window, screen: QPointingDevice, middle: QPoint, *apart: int) -> None:
    """Put two fingers on the screen, move them to these distances, and lift them."""
    for index, distance in enumerate(apart):
        touch = QTest.touchEvent(window.windowHandle(), screen)
        for finger, side in ((0, -1), (1, 1)):
            place = middle + QPoint(side * distance // 2, 0)
            move = touch.press if index == 0 else touch.move
            move(finger, place, window.windowHandle())
        touch.commit()
        let_events_happen()
    touch = QTest.touchEvent(window.windowHandle(), screen)
    for finger, side in ((0, -1), (1, 1)):
        touch.release(finger, middle + QPoint(side * apart[-1] // 2, 0), window.windowHandle())
    touch.commit()
    let_events_happen()


def test_two_fingers_on_a_screen_pinch_too(window: Window, plot: Plot) -> None:
    screen = QTest.createTouchDevice()
    width, at = _seen(plot)[2], _middle(plot, window).toPoint()
    window.move(window.screen().geometry().center() - at)  # fingers are on the screen only
    _fingers(window, screen, at, 60, 80, 100, 120)
    window.move(0, 0)
    assert _seen(plot)[2] < 0.8 * width
    assert window.store.state.view.scale == 1.0
    at = _middle(window.desk.network, window).toPoint()
    _fingers(window, screen, at, 100, 110, 120, 135)
    assert window.store.state.view.scale > 1.0


def test_a_pen_is_left_to_qt_which_makes_a_mouse_of_it(window: Window, plot: Plot) -> None:
    """Qt does so for events of a pen that no widget takes."""
    attribute = Qt.ApplicationAttribute.AA_SynthesizeMouseForUnhandledTabletEvents
    assert QCoreApplication.testAttribute(attribute)
    kinds = QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen
    able = QInputDevice.Capability.Position | QInputDevice.Capability.Hover
    pen = QPointingDevice("pen", 7, *kinds, able, 1, 1, "", QPointingDeviceUniqueId())
    button = Qt.MouseButton.LeftButton
    for widget in (window.desk.network, plot.viewport(), window.desk.view("explanation")):
        at = QPointF(widget.rect().center())
        for kind in (QEvent.Type.TabletMove, QEvent.Type.TabletPress, QEvent.Type.TabletRelease):
            places = at, widget.mapToGlobal(at)
            pressed = *places, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, _NONE, button, button
            event = QTabletEvent(kind, pen, *pressed)
            event.ignore()
            QCoreApplication.sendEvent(widget, event)
            assert not event.isAccepted()
