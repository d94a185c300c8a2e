"""The network on screen: paints its frame, answers the pointer and the keyboard."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.fault import Fault
from engine.written.quantity import Quantity
from gui.look.fit import area, current, has_new_look
from gui.look.theme import THEMES
from gui.network.frame import concerns, frame
from gui.network.geometry import geometry
from gui.network.labelling import roomy_scale
from gui.network.layout import NetworkLayout
from gui.network.moment import Moment
from gui.network.paint import Kept, paint, paint_kept, paint_picture
from gui.network.shapes import Frame
from gui.state.choices import NeuronContent
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.turns import turns_of
from gui.words.beats import phase_title
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.network.keyboard import Keyboard
    from gui.network.pointer import Pointer

_COMES_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class NetworkView(QWidget):
    """Draws the network at the moment of the state; hover explains, a click selects.

    Tab leads the keyboard into it, Escape and a click give the keyboard back to the beats.
    """

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._frame: Frame | None = None
        self._below: Kept | None = None
        self._above: Kept | None = None
        self._keyboard: Keyboard | None = None  # while it is in the drawing
        self._pointer: Pointer | None = None  # once it has been here
        self._turns = turns_of(store)
        self._is_live = False  # whether maps in neurons are drawn coarsely for now
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
        hovered = None if self._pointer is None else self._pointer.hovered
        if hovered is None and self._keyboard is not None:
            return self._keyboard.item
        return hovered

    @property
    def pointer(self) -> "Pointer":
        """What the pointer is on and does."""
        from gui.network.pointer import Pointer

        if self._pointer is None:
            self._pointer = Pointer(self._store, self)
        return self._pointer

    def current_frame(self) -> Frame:
        """Return what is on screen."""
        if self._frame is None:
            state = self._store.state
            width, height = float(self.width()), float(self.height())
            theme = THEMES[state.view.theme]
            scale = roomy_scale(Moment(state, theme, current().unit), width, height)
            self._frame = frame(
                state, theme, width, height, scale, hovered=self.pointed_at, is_live=self._is_live
            )
        return self._frame

    def _show(self, before: State, after: State) -> None:
        if before.document is not after.document:
            if self._pointer is not None and not self._pointer.editing.is_pulling:
                self._pointer.forget()
            if self._keyboard is not None:
                self._keyboard.follow()
        if self._is_live or concerns(before, after):
            if after.view.neurons is not NeuronContent.NUMBERS:
                self._be_live(before, after)
            if self._turns.are_taken(after):
                self._turns.ask(self._draw_now)
            else:
                self.redraw()
                self._say(after)

    def _be_live(self, before: State, after: State) -> None:
        """Draw maps coarsely while they change, and finely once they rest."""
        moved = before.document is not after.document or before.cursor.step != after.cursor.step
        self._is_live = moved or after.mode is Mode.TRAINING
        if self._is_live and after.mode is not Mode.TRAINING:
            self._turns.ask(self._refine)

    def _refine(self) -> None:
        if self._is_live and not self._turns.are_taken(self._store.state):
            self._is_live = False
            self.redraw()

    def redraw(self) -> None:
        """Draw anew what has changed."""
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
        self.redraw()
        self._say(self._store.state)

    def _draw_now(self) -> None:
        self.redraw()
        self.current_frame()

    def type_over_selected(self) -> None:
        """Open a field over the number that is selected."""
        selected = self._store.state.selected
        if selected is None:
            self._store.refused.emit(Fault("refused.nothing-selected"))
        else:
            self.pointer.editing.type_over(selected, self.current_frame())

    def layout_on_screen(self) -> NetworkLayout:
        """Return where everything stands."""
        moment = self._moment(self.current_frame().scale)
        return geometry(moment, float(self.width()), float(self.height())).layout

    def _moment(self, scale: float) -> Moment:
        state = self._store.state
        return Moment(state, THEMES[state.view.theme], scale)

    def sizeHint(self) -> QSize:
        return area("network_area")

    def minimumSizeHint(self) -> QSize:
        return area("network_least")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event):
            self.redraw()

    def resizeEvent(self, event: QEvent) -> None:
        self.redraw()

    def event(self, event: QEvent) -> bool:
        # the window's shortcuts would take the keys away
        if (
            self._keyboard is not None
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (self._keyboard.has(event) or self.pointer.editing.has(event))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keyboard = self._keyboard
        if keyboard is not None and self.pointer.editing.has(event):
            self.pointer.editing.press_key(event, keyboard.item, self.current_frame())
            return
        if keyboard is None or not keyboard.has(event):
            super().keyPressEvent(event)
            return
        if keyboard.press(event):
            self.redraw()
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
        self.pointer.move(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clearFocus()
        self.pointer.press(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.pointer.double_click(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self._pointer is not None:
            self._pointer.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        drawing = self.current_frame()
        painter = QPainter(self)
        if self._turns.are_taken(self._store.state):
            paint(drawing, painter)  # everything changes with every step: nothing to keep
            return
        size, scale, ground = self.size(), drawing.scale, drawing.ground
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._below = paint_kept(painter, self._below, drawing.below, scale, size, ground)
        paint_picture(drawing.moving, painter, scale)
        self._above = paint_kept(painter, self._above, drawing.above, scale, size)
        moment = self._moment(drawing.scale)
        if self._keyboard is not None:
            from gui.network.focus_ring import focus_ring

            ring = focus_ring(drawing, moment.theme, self._keyboard.item)
            paint_picture(ring, painter, drawing.scale)
        paint_picture(drawing.front, painter, drawing.scale)
        typing = self._pointer is not None and self._pointer.editing.typing.field is not None
        if not typing and (self._pointer is not None or self._keyboard is not None):
            from gui.network.paint_pointer import paint_pointer

            item = None if self._keyboard is None else self._keyboard.item
            paint_pointer(painter, drawing, moment, self.layout_on_screen(), self._pointer, item)
