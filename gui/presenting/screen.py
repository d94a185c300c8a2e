"""The screen of the class: paints the moment of the state, is driven by keys and by clicks."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine.written.quantity import Quantity
from gui.arrangements import LESSON
from gui.look.projector import projected
from gui.look.theme import THEMES, Theme
from gui.network.hit import hit
from gui.network.shapes import Frame
from gui.presenting.choice import ScreenChoice
from gui.presenting.commands import Commands
from gui.presenting.drawing import heading, moment_at, paint_foot, paint_head, paint_panel
from gui.presenting.kept_parts import KeptParts, ScreenPart
from gui.presenting.key_list import paint_keys
from gui.presenting.lesson_going import at_card
from gui.presenting.network_drawing import class_drawing
from gui.presenting.overlay import paint_over
from gui.presenting.places import ScreenPage, page_of
from gui.presenting.spoken import spoken
from gui.presenting.trail import PointerTrail
from gui.presenting.voice import Voice
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.turns import turns_of
from gui.words.catalog import say

Find = Callable[[Frame, float, float], Quantity | None]
"""Finds what is at a place of the drawing of the network."""
Leave = Callable[[Callable[[], object]], object]
"""Does what replaces the experiment on screen, perhaps after what is unsaved was saved."""

RESTS_AFTER_MS = 3000
_FRAME_MS = 33


def at_once(go_on: Callable[[], object]) -> None:
    """Replace the experiment on screen without a question."""
    go_on()


class Screen(QWidget):
    """What the class sees; nothing in it opens, and it has no cursor while the mouse rests."""

    ended = Signal()
    """Emitted once, when the presentation is to end."""

    shown_changed = Signal()
    """Emitted when something else is shown, or shown otherwise."""

    def __init__(self, store: Store, shown: ScreenChoice, leave: Leave = at_once) -> None:
        super().__init__()
        self.store, self.shown, self.leave = store, shown, leave
        self.item: Quantity | None = None  # what Tab has led to
        self._commands = Commands(self)
        self._kept, self._trail = KeptParts(), PointerTrail()
        self.voice = Voice()
        self.voice.speak(in_both=shown.in_both)
        self._pointer: QPointF | None = None
        self._has_ended = False
        self._turns = turns_of(store)
        self.resting = QTimer(self, singleShot=True, interval=RESTS_AFTER_MS)
        self.resting.timeout.connect(self._rest)
        self.fading = QTimer(self, interval=_FRAME_MS)
        self.fading.timeout.connect(self._fade)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle(say("presenting.title"))
        self.setAccessibleName(say("presenting.title"))
        self.setAccessibleDescription(heading(store.state))
        self.setCursor(Qt.CursorShape.BlankCursor)
        store.changed.connect(self._follow)

    def theme(self) -> Theme:
        """Return the colours in use: those of the window, perhaps as projectors show them."""
        name = self.store.state.view.theme
        return projected(name) if self.shown.is_strong else THEMES[name]

    def page(self) -> ScreenPage:
        """Return where everything stands."""
        return page_of(float(self.width()), float(self.height()), len(self.shown.panels))

    def show_as(self, shown: ScreenChoice) -> None:
        """Show something else, or show it otherwise."""
        if shown != self.shown:
            if shown.in_both != self.shown.in_both:
                self.voice.speak(in_both=shown.in_both)
            self.shown = shown
            self.show_cursor(self._pointer is not None)
            self.update()
            self.shown_changed.emit()

    def show_item(self, item: Quantity | None) -> None:
        """Mark what Tab has led to."""
        self.item = item
        self.update()

    def end(self) -> None:
        """End the presentation."""
        if not self._has_ended:
            self._has_ended = True
            self.voice.give_back()
            self.ended.emit()

    def item_at(self, place: QPointF, find: Find = hit) -> Quantity | None:
        """Return what of the network is at a place in pixels."""
        page = self.page()
        x, y = place.x() / page.unit, place.y() / page.unit
        for key, at in zip(self.shown.panels, page.panels, strict=True):
            if key == "network" and at.contains(x, y):
                state = spoken(self.store.state)
                drawn = class_drawing(state, self.theme(), at.width, at.height)
                return find(drawn.frame, x - at.x, y - at.y - drawn.top)
        return None

    def beat_at(self, place: QPointF) -> int | None:
        """Return which beat is at a place in pixels, None where the phases are not."""
        page = self.page()
        x, y = place.x() / page.unit, place.y() / page.unit
        is_there = page.foot.contains(x, y)
        return moment_at(self.store.state, page.foot, x)[0] if is_there else None

    def show_cursor(self, is_seen: bool) -> None:
        """Show the arrow, unless the dot stands for it or nothing is to be seen."""
        is_arrow = is_seen and not self.shown.is_pointing and not self.shown.is_spotlit
        shape = Qt.CursorShape.ArrowCursor if is_arrow else Qt.CursorShape.BlankCursor
        self.setCursor(shape)

    def _follow(self, before: State, after: State) -> None:
        if card_of(before) != card_of(after):
            self.show_as(at_card(self.shown, after))
        if self._turns.are_taken(after):
            self._turns.ask(self._redraw)
        else:
            self._redraw()
        if (said := heading(after)) != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def _redraw(self) -> None:
        self.update()

    def _rest(self) -> None:
        self._pointer = None
        self.show_cursor(False)
        self.update()

    def _fade(self) -> None:
        self._trail = self._trail.after(_FRAME_MS / 1000)
        if not self._trail.places:
            self.fading.stop()
        self.update()

    def _all_parts(self) -> list[ScreenPart]:
        state, shown, theme, page = self.store.state, self.shown, self.theme(), self.page()
        now, looks = _numbers(state), (shown.stride, theme, shown.in_both)
        parts = [
            ScreenPart(
                "head",
                page.head,
                (now, state.mode, card_of(state), looks),
                partial(paint_head, state, shown, theme),
            ),
            ScreenPart(
                "foot", page.foot, (now, state.cursor, looks), partial(paint_foot, state, theme)
            ),
        ]
        for key, at in zip(shown.panels, page.panels, strict=True):
            moves: tuple[object, ...] = ()
            if key == "network":
                moves = (state.cursor.part, self.item)
            elif key == LESSON:
                moves = (shown.asks, shown.votes)
            draw = partial(paint_panel, key, state, shown, theme, self.item)
            parts.append(ScreenPart(key, at, (now, _choices(state), moves, looks), draw))
        return parts

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            return True  # nothing opens in front of a class
        return super().event(event)

    def focusNextPrevChild(self, onwards: bool) -> bool:
        return False  # Tab is a key of the presentation

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._commands.press(event):
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        self.resting.start()
        if self.shown.is_pointing:
            self._trail = self._trail.moved(self._pointer.x(), self._pointer.y())
            self.fading.start()
        self.show_cursor(True)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._commands.click(event, is_aimed=self._pointer is not None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # the second of two quick clicks

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.update()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.end()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, room = self.theme(), QRectF(self.rect())
        with QPainter(self) as painter:
            painter.fillRect(room, QColor(theme.card))
            if self.shown.has_keys:
                painter.save()
                paint_keys(painter, theme, self.page())
                painter.restore()
            else:
                for part in self._all_parts():
                    self._kept.paint(painter, part, self.page().unit)
            paint_over(painter, self.shown, self._trail, self._pointer, room)


def card_of(state: State) -> object:
    """Return which card of which lesson is open, None for none."""
    return None if state.lesson is None else (state.lesson.lesson.name, state.lesson.at)


def _numbers(state: State) -> tuple[object, ...]:
    """Return what numbers on screen depend on: within a beat, on whether they are known."""
    cursor = state.cursor
    known = derived.last_revealed(state), cursor.part >= 1
    return state.document, cursor.step, cursor.beat, known, state.trained, state.view


def _choices(state: State) -> tuple[object, ...]:
    """Return what else the views are drawn from."""
    own = state.selected, state.lit, state.curve, state.plane, state.neuron, state.inputs
    return (*own, state.regions, state.results, state.kept, state.mode, state.lesson)
