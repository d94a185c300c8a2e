"""The pointer over the drawing: what it is on, and what pressing, pulling and clicking do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent

from engine.written.quantity import Kind, Quantity
from gui.network.editing import Editing
from gui.network.fills import address
from gui.network.handles import Handle, handle_at, handles
from gui.network.hit import covered_at, hit
from gui.network.picking import taken
from gui.state.hiding.derived import hidden_of
from gui.state.state import Mode
from gui.state.store import Store

if TYPE_CHECKING:
    from gui.network.view import NetworkView

_CURSORS = Qt.CursorShape


class Pointer:
    """Explains by hovering, selects by a click, changes by a pull, a double click or a sign."""

    def __init__(self, store: Store, view: "NetworkView") -> None:
        self._store, self._view = store, view
        self.editing = Editing(store, view)
        self.place = (0.0, 0.0)
        self.hovered: Quantity | None = None
        self.handles: tuple[Handle, ...] = ()
        self.handle: Handle | None = None

    def forget(self) -> None:
        """Be on nothing, as what was there may be gone."""
        self.hovered, self.handles, self.handle = None, (), None

    def move(self, event: QMouseEvent) -> None:
        """Follow the pointer, or pull what is pressed."""
        x, y = event.position().x(), event.position().y()
        self.place = (x, y)
        if self.editing.pull(y, event.modifiers()):
            self._point_with(_CURSORS.SizeVerCursor)
            return
        self._look()

    def _look(self) -> None:
        """See what the pointer is on."""
        picks = self._store.state.is_picking
        is_still = self._store.state.mode is not Mode.TRAINING and not picks
        seen = handles(self._view.layout_on_screen(), *self.place) if is_still else ()
        on = handle_at(seen, *self.place)
        found = None if on is not None else _selected_by(self._found())
        is_new = found != self.hovered
        if is_new or found is not None or (seen, on) != (self.handles, self.handle):
            self._view.update()  # the card goes with the pointer
        self.hovered, self.handles, self.handle = found, seen, on
        self._view.setToolTip("" if on is None else on.tip)
        if is_new:
            self._view.redraw()
        is_plain = found is None and on is None
        plain = _CURSORS.CrossCursor if picks else _CURSORS.ArrowCursor
        self._point_with(plain if is_plain else _CURSORS.PointingHandCursor)

    def press(self, event: QMouseEvent) -> None:
        """Click a sign, or select what is there and be ready to pull it."""
        self.place = (event.position().x(), event.position().y())
        self._look()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.handle is not None:
            call = self.handle.call
            self.forget()
            self._store.carry_out(call)
            self._look()  # what stands under the pointer now
            return
        if not self._store.state.is_picking and self._reveals():
            return
        found, state = self._found(), self._store.state
        self._store.carry_out(taken(state, _selected_by(found)))
        if not state.is_picking:
            self.editing.press(found, self.place[1])

    def _reveals(self) -> bool:
        """Reveal what is hidden under the pointer; return whether there is such a number."""
        item = covered_at(self._view.current_frame(), *self.place)
        if item is None or not hidden_of(self._store.state, item):
            return False
        from gui.state.hiding.actions import reveal_item  # only where something is hidden

        self._store.apply(reveal_item, item)
        self._look()
        return True

    def release(self) -> None:
        """End a pull."""
        self.editing.release()
        self._look()

    def double_click(self, event: QMouseEvent) -> None:
        """Open a field over the number that is there, or press once more."""
        self.place = (event.position().x(), event.position().y())
        found = self._found()
        if self.handle is not None or found is None or self._store.state.is_picking:
            self.press(event)
        else:
            self.editing.type_over(found, self._view.current_frame())

    def leave(self) -> None:
        """Be outside the drawing."""
        if self.hovered is not None or self.handles:
            self.forget()
            self._view.redraw()

    def _found(self) -> Quantity | None:
        return hit(self._view.current_frame(), *self.place)

    def _point_with(self, shape: Qt.CursorShape) -> None:
        if self._view.cursor().shape() != shape:
            self._view.setCursor(shape)


def _selected_by(found: Quantity | None) -> Quantity | None:
    """Return what a click selects: a target stands for its output."""
    if found is not None and found.kind is Kind.TARGET:
        return address(found.layer, found.unit)
    return found
