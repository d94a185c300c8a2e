"""The keyboard inside the drawing: where it is, what its keys do, what is said of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from engine.shape import NetworkShape
from engine.written.quantity import Quantity
from gui.network.picking import taken
from gui.network.roving import Way, first_place, is_there, moved
from gui.state.store import Store

_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_WAYS: dict[tuple[int, Qt.KeyboardModifier], Way] = {
    (Qt.Key.Key_Left, _NONE): Way.LEFT,
    (Qt.Key.Key_Right, _NONE): Way.RIGHT,
    (Qt.Key.Key_Up, _NONE): Way.UP,
    (Qt.Key.Key_Down, _NONE): Way.DOWN,
    (Qt.Key.Key_W, _NONE): Way.NEXT_EDGE,
    (Qt.Key.Key_W, _SHIFT): Way.EDGE_BEFORE,
    (Qt.Key.Key_B, _NONE): Way.BIAS,
    (Qt.Key.Key_Escape, _NONE): Way.BACK,
}


class Keyboard:
    """Moves about the network, from what is selected."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._place = first_place(store.state.selected)

    @property
    def item(self) -> Quantity:
        """What it is at."""
        return self._place.item

    def has(self, event: QKeyEvent) -> bool:
        """Return whether a key belongs to the drawing while it has the keyboard."""
        return event.key() in _ENTER or _pressed(event) in _WAYS

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key does; return whether the keyboard is still in the drawing."""
        if event.key() in _ENTER:
            state = self._store.state
            self._store.carry_out(taken(state, self.item))
            return True
        place = moved(self._shape, self._place, _WAYS[_pressed(event)])
        self._place = self._place if place is None else place
        return place is not None

    def follow(self) -> None:
        """Go where there still is something when the network has changed."""
        if not is_there(self._shape, self._place):
            self._place = first_place(self._store.state.selected)

    @property
    def _shape(self) -> NetworkShape:
        return self._store.state.document.experiment.network.shape


def _pressed(event: QKeyEvent) -> tuple[int, Qt.KeyboardModifier]:
    return event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
