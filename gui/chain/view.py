"""The tree of dependence on screen: point at it, click to select in the network."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from engine.story.notation import Notation
from engine.text.covered import covered
from engine.text.names import name
from engine.text.numbers import DASH, shown_in_full
from engine.written.quantity import Kind, Quantity, owner_of
from gui.chain.apart import with_room
from gui.chain.described import described
from gui.chain.frame import tree_frame
from gui.chain.growth import tree_growth
from gui.chain.paint import paint_tree
from gui.chain.shapes import Link, TreeBox, TreeFrame
from gui.chain.subject import local_derivative
from gui.look.fit import current, fit, grow, has_new_look
from gui.look.sizes import growth
from gui.look.theme import THEMES
from gui.state.hiding import actions as hiding_actions
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say

_COVERED = 3.0  # units: the air of a line, which may lie on a box
_NEAR = 6.0  # units: so close to an arrow it is pointed at


class TreeView(QWidget):
    """The drawing, under a line that says what it comes to."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = QLabel()
        self._caption.setObjectName("soft")
        self._caption.setWordWrap(True)
        fit(self._caption, words="words")
        self.drawing = TreeDrawing(store)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="close")
        column.addWidget(self._caption)
        column.addWidget(self.drawing, 1)
        self.drawing.drawn = self._caption.setText

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        unit = current().unit
        grow(self._caption, growth(self.width() / unit, self.height() / unit))

    @property
    def caption(self) -> str:
        return self._caption.text()


class TreeDrawing(QWidget):
    """Boxes and arrows; the same picture as long as nothing it shows has changed."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._frame: TreeFrame | None = None
        self._unit = current().unit
        self._hovered: TreeBox | Link | None = None
        self.drawn: Callable[[str], None] = _ignored
        self.setMouseTracking(True)
        fit(self, least_height="tree_height")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(say("tree.name"))
        self.setToolTip(say("tree.tip"))
        store.changed.connect(self._show)

    def current_frame(self) -> TreeFrame:
        """Return what is on screen."""
        if self._frame is None:
            state = self._store.state
            usual = current().unit
            self._unit = usual * tree_growth(state, self.width() / usual, self.height() / usual)
            room = self.width() / self._unit, self.height() / self._unit
            self._frame = with_room(tree_frame(state, *room), room[0], _COVERED)
            self.drawn(self._frame.caption)
            said = described(self._frame, state.view.notation, state.view.digits)
            self.setAccessibleDescription(said)
        return self._frame

    def _show(self, before: State, after: State) -> None:
        paused = before.mode is Mode.TRAINING and after.mode is not Mode.TRAINING
        if paused or (after.mode is not Mode.TRAINING and not derived.same_numbers(before, after)):
            self._frame = self._hovered = None
            self.update()

    def _under(self, x: float, y: float) -> TreeBox | Link | None:
        """Return what lies under a place of the widget."""
        frame, unit = self.current_frame(), self._unit
        x, y, high = x / unit, y / unit, frame.box_height
        for box in frame.boxes:
            if QRectF(box.x - box.width / 2, box.y - high / 2, box.width, high).contains(x, y):
                return box
        near = min(frame.links, key=lambda link: _distance(link, x, y), default=None)
        return near if near is not None and _distance(near, x, y) <= _NEAR else None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event):
            self._frame = self._hovered = None

    def resizeEvent(self, event: QEvent) -> None:
        self._frame = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position().x(), event.position().y())
        if found is not self._hovered:
            self._hovered = found
            chosen = found is not None and selection(found) is not None
            shape = Qt.CursorShape.PointingHandCursor if chosen else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position().x(), event.position().y())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            return
        hidden, chosen = hidden_number(found), selection(found)
        if hidden is not None:
            self._store.apply(hiding_actions.reveal, hidden)
        elif chosen is not None:
            self._store.apply(view_actions.select, chosen)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._under(event.pos().x(), event.pos().y())
            said = self.toolTip() if found is None else tip(found, self._store.state.view.notation)
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        frame = self.current_frame()  # before there is a painter: it must not outlive an error
        theme, unit = THEMES[self._store.state.view.theme], self._unit
        with QPainter(self) as painter:  # ended even where painting fails
            painter.scale(unit, unit)
            paint_tree(frame, painter, theme, self._hovered)


def _ignored(caption: str) -> None:
    """Stand in until someone wants to know what was drawn."""


def _distance(link: Link, x: float, y: float) -> float:
    """Return how far a place is from an arrow, in units."""
    dx, dy = link.to_x - link.x, link.to_y - link.y
    share = ((x - link.x) * dx + (y - link.y) * dy) / max(dx * dx + dy * dy, 1e-9)
    share = min(max(share, 0.0), 1.0)
    return float(((x - link.x - share * dx) ** 2 + (y - link.y - share * dy) ** 2) ** 0.5)


def selection(found: TreeBox | Link) -> Quantity | None:
    """Return what is selected in the network for a box or an arrow, None if nothing can be."""
    if isinstance(found, TreeBox):
        return _selectable(found.quantity)
    tail, head = found.tail, found.head
    if tail is None or head is None:
        return None
    if head.kind is Kind.Z and tail.kind in (Kind.A, Kind.INPUT):
        return Quantity(Kind.WEIGHT, head.layer, head.unit, tail.unit)
    return _selectable(tail)


def hidden_number(found: TreeBox | Link) -> Quantity | None:
    """Return the number on an arrow that a click reveals, None where it is not hidden."""
    if isinstance(found, TreeBox) or not (found.is_hidden and found.known):
        return None
    return local_derivative(found.tail, found.head)


def _selectable(quantity: Quantity | None) -> Quantity | None:
    return None if quantity is None else owner_of(quantity)


def tip(found: TreeBox | Link, notation: Notation) -> str:
    """Return the numbers of a box or an arrow in full."""
    if isinstance(found, TreeBox):
        whole = DASH if found.share == DASH else shown_in_full(found.through)
        return f"{found.text}: {covered(whole) if found.is_hidden else whole}"
    if found.tail is None or found.head is None or not found.known:
        return ""
    upper, lower = name(found.head, notation), name(found.tail, notation)
    local = shown_in_full(found.derivative)
    return f"∂{upper}/∂{lower} = {covered(local) if found.is_hidden else local}"
