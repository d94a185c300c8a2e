"""The slider of all training steps done so far."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

from gui.seeking import Seeking

_Key = Qt.Key
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_STEPS = {_Key.Key_Left: -1, _Key.Key_Down: -1, _Key.Key_Right: 1, _Key.Key_Up: 1}
_TENTHS = {_Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
_ENDS = (_Key.Key_Home, _Key.Key_End)
_NOTCH, _NOTCHES = 120, 50  # what Qt counts for one of the wheel, and how many lead through all


class StepSlider(QSlider):
    """Goes to where it is pressed and dragged; by keys a step, a tenth, or to an end.

    The wheel turns a fiftieth of the run at a time.
    """

    def __init__(self, seeking: Seeking, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._seeking = seeking
        self._turned = 0  # of the wheel, less than a notch
        self.sliderPressed.connect(seeking.begin_drag)
        self.sliderReleased.connect(seeking.end_drag)
        self.sliderMoved.connect(seeking.seek)

    def show_steps(self, step: int, newest: int) -> None:
        """Stand at a step of so many, unless somebody holds the handle."""
        if self.maximum() != newest:
            self.setRange(0, newest)
        if not self.isSliderDown():
            self.setValue(step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        place = event.position().toPoint().x()
        if not self._is_on_handle(place):
            self.setValue(self._step_at(place))  # there is the handle now, to be dragged on
            self._seeking.seek(self.value())
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._turned += event.angleDelta().y()
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        if notches:
            self._seeking.seek_by(notches * max(self.maximum() // _NOTCHES, 1))
        event.accept()

    def event(self, event: QEvent) -> bool:
        # the window's shortcuts would take the keys from a slider that has the focus
        if event.type() == QEvent.Type.ShortcutOverride and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, tenth = event.key(), max(self.maximum() // 10, 1)
        if key in _STEPS:
            self._seeking.seek_by(_STEPS[_Key(key)])
        elif key in _TENTHS:
            self._seeking.seek_by(_TENTHS[_Key(key)] * tenth)
        elif key in _ENDS:
            self._seeking.seek(0 if key == _Key.Key_Home else self.maximum())
        else:
            super().keyPressEvent(event)

    def _option(self) -> QStyleOptionSlider:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        return option

    def _is_on_handle(self, place: int) -> bool:
        part, whole = QStyle.SubControl, QStyle.ComplexControl.CC_Slider
        handle = self.style().subControlRect(whole, self._option(), part.SC_SliderHandle, self)
        return handle.left() <= place <= handle.right()

    def _step_at(self, place: int) -> int:
        style, whole, part = self.style(), QStyle.ComplexControl.CC_Slider, QStyle.SubControl
        groove = style.subControlRect(whole, self._option(), part.SC_SliderGroove, self)
        handle = style.subControlRect(whole, self._option(), part.SC_SliderHandle, self)
        inside, room = place - groove.left() - handle.width() // 2, groove.width() - handle.width()
        return QStyle.sliderValueFromPosition(0, self.maximum(), inside, room)


def _is_own(event: QEvent) -> bool:
    """Return whether a key moves the handle."""
    if not isinstance(event, QKeyEvent) or event.modifiers() not in _PLAIN:
        return False
    return event.key() in (*_STEPS, *_TENTHS, *_ENDS)
