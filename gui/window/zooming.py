"""Zooms by the wheel with Ctrl and by pinching, on a touch pad or a touch screen.

A pen needs nothing: Qt makes events of a mouse of those that nobody takes.
"""

from math import log
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from gui.state.store import Store
from gui.state.view import actions as view_actions

_NOTCH = 120  # what the wheel tells when it is turned by one


@runtime_checkable
class Zoomed(Protocol):
    """A widget that zooms itself: it does so by the wheel, and can be told to."""

    def zoom_by(self, factor: float, at: QPointF) -> None:
        """Show everything so many times larger, and what is at a place of the widget there."""


class Zooming(QObject):
    """Over a plot its range is zoomed, anywhere else everything in the window, a step at a time.

    It sees the events of the whole window first, for what scrolls would take the wheel.
    """

    def __init__(self, window: QWidget, store: Store) -> None:
        super().__init__(window)
        self._window, self._store = window, store
        self._steps = 0.0  # those asked for and not taken: the pinch goes on
        window.installEventFilter(self)
        window.windowHandle().installEventFilter(self)
        window.grabGesture(Qt.GestureType.PinchGesture)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QWheelEvent() if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return self._turn(event)
            case QNativeGestureEvent():
                return self._pinch_pad(event)
            case QGestureEvent():
                return self._pinch_screen(event)
        return False

    def _turn(self, event: QWheelEvent) -> bool:
        if self._zoomed_at(event.position()) is not None:
            return False
        self._go_on(event.angleDelta().y() / _NOTCH)
        event.accept()
        return True

    def _pinch_pad(self, event: QNativeGestureEvent) -> bool:
        kind = Qt.NativeGestureType
        if event.gestureType() == kind.BeginNativeGesture:
            self._steps = 0.0
        if event.gestureType() != kind.ZoomNativeGesture or event.value() <= -1:
            return False
        self._pinch(1 + event.value(), event.position())
        event.accept()
        return True

    def _pinch_screen(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        if pinch.state() == Qt.GestureState.GestureStarted:
            self._steps = 0.0
        if pinch.changeFlags() & QPinchGesture.ChangeFlag.ScaleFactorChanged:
            place = self._window.mapFromGlobal(pinch.centerPoint())
            self._pinch(pinch.scaleFactor(), place)
        event.accept(pinch)
        return True

    def _pinch(self, factor: float, place: QPointF) -> None:
        if (found := self._zoomed_at(place)) is not None:
            zoomed, at = found
            zoomed.zoom_by(factor, at)
            return
        scale = self._store.state.view.scale
        larger, smaller = view_actions.larger(scale), view_actions.smaller(scale)
        step = larger / scale if factor > 1 else scale / smaller
        if step > 1:
            self._go_on(log(factor) / log(step))

    def _go_on(self, steps: float) -> None:
        """Take the whole steps, and keep what is left for those that go the same way."""
        self._steps = steps + (self._steps if self._steps * steps > 0 else 0.0)
        whole = int(self._steps)
        self._steps -= whole
        scale = self._store.state.view.scale
        for _ in range(abs(whole)):
            scale = view_actions.larger(scale) if whole > 0 else view_actions.smaller(scale)
        self._store.apply(view_actions.set_scale, scale)

    def _zoomed_at(self, place: QPointF) -> tuple[Zoomed, QPointF] | None:
        """Return what zooms itself at a place of the window, and that place in it."""
        widget: QWidget | None = self._window.childAt(place.toPoint())
        while widget is not None and widget is not self._window:
            if isinstance(widget, Zoomed):
                return widget, widget.mapFrom(self._window, place)
            widget = widget.parentWidget()
        return None
