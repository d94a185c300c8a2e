"""The network on screen: paints its frame, answers the pointer and the keyboard."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.written.quantity import Quantity
from gui.look.fit import area, current, has_new_look
from gui.look.theme import THEMES
from gui.network.frame import frame
from gui.network.labelling import roomy_scale
from gui.network.moment import Moment
from gui.network.paint import Kept, kept, paint, paint_picture
from gui.network.shapes import Frame, Rect
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.turns import turns_of
from gui.words.beats import phase_title
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.network.keyboard import Keyboard

_COMES_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class NetworkView(QWidget):
    """Draws the network at the moment of the state; hover explains, a click selects.

    Tab leads the keyboard into it, Escape and a click give the keyboard back to the beats.
    """

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._frame: Frame | None = None
        self._hovered: Quantity | None = None
        self._pointer = (0.0, 0.0)
        self._below: Kept | None = None
        self._above: Kept | None = None
        self._keyboard: Keyboard | None = None  # while it is in the drawing
        self._turns = turns_of(store)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(say("view.network"))
        self._say(store.state)
        store.changed.connect(self._show)

    @property
    def pointed_at(self) -> Quantity | None:
        """What the pointer is on, else what the keyboard is at."""
        if self._hovered is None and self._keyboard is not None:
            return self._keyboard.item
        return self._hovered

    def current_frame(self) -> Frame:
        """Return what is on screen."""
        if self._frame is None:
            state = self._store.state
            width, height = float(self.width()), float(self.height())
            theme = THEMES[state.view.theme]
            scale = roomy_scale(Moment(state, theme, current().unit), width, height)
            self._frame = frame(state, theme, width, height, scale, hovered=self.pointed_at)
        return self._frame

    def _show(self, before: State, after: State) -> None:
        if before.document is not after.document:
            self._hovered = None  # what was there may be gone
            if self._keyboard is not None:
                self._keyboard.follow()
        if (
            before.document is not after.document
            or before.cursor != after.cursor
            or before.selected != after.selected
            or before.lit != after.lit
            or before.view != after.view
            or before.trained != after.trained
        ):
            if after.mode is Mode.TRAINING:
                self._turns.ask(self._draw_now)
            else:
                self._redraw()
                self._say(after)

    def _redraw(self) -> None:
        self._frame = None
        self.update()

    def _say(self, state: State) -> None:
        """Describe what the keyboard is at, else the whole."""
        sizes = " – ".join(map(str, state.document.experiment.network.sizes))
        said = say("network.described", sizes=sizes, phase=phase_title(derived.beat(state)))
        if self._keyboard is not None:
            from gui.network.spoken import spoken  # only where somebody uses the keyboard

            said = spoken(state, self._keyboard.item)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def _give(self, keyboard: "Keyboard | None") -> None:
        self._keyboard = keyboard
        self._redraw()
        self._say(self._store.state)

    def _draw_now(self) -> None:
        self._redraw()
        self.current_frame()

    def _at(self, x: float, y: float) -> Quantity | None:
        """Return what is drawn at a place."""
        from gui.network.hit import hit  # once there is a pointer

        return hit(self.current_frame(), x, y)

    def _point_at(self, x: float, y: float) -> None:
        self._pointer = (x, y)
        found = self._at(x, y)
        if found != self._hovered:
            self._hovered = found
            self.setCursor(
                Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor
            )
            self._redraw()
        elif found is not None:
            self.update()

    def sizeHint(self) -> QSize:
        return area("network_area")

    def minimumSizeHint(self) -> QSize:
        return area("network_least")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event):
            self._redraw()

    def resizeEvent(self, event: QEvent) -> None:
        self._redraw()

    def event(self, event: QEvent) -> bool:
        # the window's shortcuts would take the keys away
        if (
            self._keyboard is not None
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._keyboard.has(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keyboard is None or not self._keyboard.has(event):
            super().keyPressEvent(event)
            return
        if self._keyboard.press(event):
            self._redraw()
            self._say(self._store.state)
        else:
            self.clearFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        from gui.network.keyboard import Keyboard

        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._give(Keyboard(self._store))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in _COMES_BACK:
            self._give(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(event.position().x(), event.position().y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clearFocus()
        if event.button() == Qt.MouseButton.LeftButton:
            found = self._at(event.position().x(), event.position().y())
            self._store.apply(view_actions.select, found)

    def leaveEvent(self, event: QEvent) -> None:
        if self._hovered is not None:
            self._hovered = None
            self._redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        drawing = self.current_frame()
        painter = QPainter(self)
        if self._store.state.mode is Mode.TRAINING:
            paint(drawing, painter)  # everything changes with every step: nothing to keep
            return
        # not the widget's ratio: a picture of the window has another one than the screen
        ratio = painter.deviceTransform().m11()
        size, scale, ground = self.size(), drawing.scale, drawing.ground
        self._below = kept(self._below, drawing.below, scale, size, ratio, ground)
        self._above = kept(self._above, drawing.above, scale, size, ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._below.pixmap)
        paint_picture(drawing.moving, painter, scale)
        painter.drawPixmap(0, 0, self._above.pixmap)
        self._paint_in_front(drawing, painter)

    def _paint_in_front(self, drawing: Frame, painter: QPainter) -> None:
        """Paint the ring of the keyboard, labels, and the card of what the pointer is on."""
        state, scale = self._store.state, drawing.scale
        theme = THEMES[state.view.theme]
        if self._keyboard is not None:
            from gui.network.focus_ring import focus_ring

            paint_picture(focus_ring(drawing, theme, self._keyboard.item), painter, scale)
        paint_picture(drawing.front, painter, scale)
        if self._hovered is not None:
            from gui.network.card import card  # once something is pointed at

            bounds = Rect(4, 4, drawing.width - 8, drawing.height - 8)
            moment = Moment(state, theme, scale)
            paint_picture(card(moment, self._hovered, *self._pointer, bounds), painter)
