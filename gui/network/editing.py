"""Changing the network where it is drawn: typing over a number, pulling it, adding, removing."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from engine.fault import Fault
from engine.written.quantity import Kind, Quantity
from gui.bind import new_gesture
from gui.in_place_field import FieldPlace
from gui.network.shapes import Frame, Plate, Rect, Text
from gui.state.action import Call
from gui.state.experiment import given, layers
from gui.state.run import actions
from gui.state.store import Store

_BRIEFLY = Qt.FocusReason.PopupFocusReason  # after which the keyboard comes back
_BEGINS = 4.0  # pixels up or down, from which a press is a pull
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CONTROL, _KEYPAD = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.KeypadModifier


class Editing:
    """Answers the pointer and the keys where they change something."""

    def __init__(self, store: Store, view: QWidget) -> None:
        self._store, self._view = store, view
        self.typing = FieldPlace(store, view, self._closed)
        self._pressed: Quantity | None = None
        self._start, self._from = 0.0, 0.0
        self._gesture: int | None = None
        self._by_keys = False

    @property
    def is_pulling(self) -> bool:
        """Whether a number is being pulled."""
        return self._gesture is not None

    def press(self, item: Quantity | None, y: float) -> None:
        """Remember where a pull may begin; what is typed elsewhere is taken."""
        self.typing.leave()
        self._gesture, self._pressed = None, None
        if item is not None and item.kind is not Kind.A and self._may_be_given(item):
            self._pressed, self._start = item, y

    def pull(self, y: float, modifiers: Qt.KeyboardModifier) -> bool:
        """Give the number pressed the value that the pointer has pulled it to; say if it is one."""
        if self._pressed is None:
            return False
        if self._gesture is None:
            if abs(y - self._start) < _BEGINS:
                return False
            self._store.apply(actions.pause)
            self._gesture, self._start = new_gesture(), y
            self._from = given.value(self._store.state, self._pressed)
        fine, coarse = bool(modifiers & _SHIFT), bool(modifiers & _CONTROL)
        wanted = given.pulled(self._from, self._start - y, fine=fine, coarse=coarse)
        call = given.call(self._store.state, self._pressed, wanted)
        self._store.carry_out(call, self._gesture)
        return True

    def release(self) -> None:
        """End a pull."""
        self._pressed, self._gesture = None, None

    def has(self, event: QKeyEvent) -> bool:
        """Return whether a key changes what the keyboard is at."""
        return event.key() == Qt.Key.Key_F2 or _key(event) in _CHANGES or _is_target_key(event)

    def press_key(self, event: QKeyEvent, item: Quantity, frame: Frame) -> bool:
        """Do what a key does to what the keyboard is at; return whether it does something."""
        depth = self._store.state.document.experiment.network.depth
        if event.key() == Qt.Key.Key_F2:
            self.type_over(item, frame, by_keys=True)
        elif _is_target_key(event) and (item.kind, item.layer) == (Kind.A, depth):
            self.type_over(Quantity(Kind.TARGET, item.layer, item.unit), frame, by_keys=True)
        elif _key(event) in _CHANGES:
            self._store.carry_out(_CHANGES[_key(event)](item))
        else:
            return False
        return True

    def type_over(self, item: Quantity, frame: Frame, *, by_keys: bool = False) -> None:
        """Open a field over a number; a computed neuron has its bias typed.

        by_keys: the keyboard is in the drawing, and comes back to it.
        """
        which = given.of_item(item)
        if not self._may_be_given(which):
            if which.kind in given.OF_SAMPLE:
                self._store.refused.emit(Fault("refused.many-samples"))
            return
        room = place_of(frame, which) or place_of(frame, item)
        if room is not None:
            middle = QPointF(room.x + room.width / 2, room.y + room.height / 2)
            self._by_keys = by_keys
            reason = _BRIEFLY if by_keys else Qt.FocusReason.OtherFocusReason
            self.typing.open(which, middle, reason)
            self._view.update()  # no card stands before what is typed

    def _closed(self) -> None:
        self._view.update()
        if self._by_keys:
            self._view.setFocus(_BRIEFLY)

    def _may_be_given(self, which: Quantity) -> bool:
        return given.can_be_given(self._store.state, which)


def place_of(frame: Frame, item: Quantity) -> Rect | None:
    """Return where a number is drawn: its label, else its neuron, else the middle of its edge."""
    for picture in (frame.front, frame.above):
        labels: tuple[Plate | Text, ...] = (*picture.boxes, *picture.texts)
        for shape in labels:
            if shape.quantity == item:
                return shape.rect
        for disc in picture.discs:
            if disc.quantity == item:
                return Rect(disc.x, disc.y, 0.0, 0.0)
    for line in (*frame.below.lines, *frame.moving.lines):
        if line.quantity == item:
            return Rect((line.x1 + line.x2) / 2, (line.y1 + line.y2) / 2, 0.0, 0.0)
    return None


def _key(event: QKeyEvent) -> tuple[int, Qt.KeyboardModifier]:
    plain = event.modifiers() & ~_KEYPAD
    if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        plain &= ~_SHIFT  # which some keyboards need for a plus
    return event.key(), plain


def _is_target_key(event: QKeyEvent) -> bool:
    return _key(event) == (Qt.Key.Key_Y, _NONE)


def _one_more(item: Quantity) -> Call:
    return layers.add_neuron.call(item.layer)


def _away(item: Quantity) -> Call:
    return layers.remove_neuron.call(item.layer, item.unit)


def _new_layer(item: Quantity) -> Call:
    return layers.add_layer.call(item.layer)


def _layer_away(item: Quantity) -> Call:
    return layers.remove_layer.call(item.layer)


_CHANGES: dict[tuple[int, Qt.KeyboardModifier], Callable[[Quantity], Call]] = {
    (Qt.Key.Key_Plus, _NONE): _one_more,
    (Qt.Key.Key_Minus, _NONE): _away,
    (Qt.Key.Key_Delete, _NONE): _away,
    (Qt.Key.Key_Insert, _NONE): _new_layer,
    (Qt.Key.Key_Delete, _SHIFT): _layer_away,
}
