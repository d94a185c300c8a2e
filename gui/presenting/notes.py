"""What the lecturer sees on a screen of their own: what to say, what comes next, the time."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.lessons.progress import card_said
from gui.look.fit import area, fit
from gui.panels.explain import explanation
from gui.panels.narrate import narrated
from gui.presenting.choice import ScreenChoice
from gui.presenting.drawing import heading, paint_whole, position
from gui.presenting.going import at_rest, next_moment
from gui.presenting.key_list import key_names, panel_names
from gui.presenting.lesson_going import at_card, leads, onward
from gui.presenting.screen import Screen, card_of
from gui.presenting.spoken import spoken
from gui.state.state import Mode, State
from gui.words.catalog import say

_SECOND_MS = 1000
_SHAPE = 16 / 9  # of the preview, as most projectors have it

Clock = Callable[[], datetime]


class _Preview(QWidget):
    """What the class will see after the next press."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen = screen
        self.setAccessibleName(say("presenting.next"))

    def sizeHint(self) -> QSize:
        return area("preview")

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        theme = self._screen.theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = min(float(self.width()), self.height() * _SHAPE)
        painter.fillRect(QRectF(0, 0, width, width / _SHAPE), QColor(theme.card))
        state, shown = self._screen.store.state, self._screen.shown
        after = None if state.mode is Mode.TRAINING else _after_press(shown, state)
        if after is not None:
            paint_whole(painter, after[1], after[0], theme, width, width / _SHAPE)


def _after_press(shown: ScreenChoice, state: State) -> tuple[ScreenChoice, State] | None:
    """Return what the class will see after the next press, None where that leads nowhere."""
    if not leads(shown, state):
        after = next_moment(state, shown.stride)
        return None if after is None else (shown, after)
    following, call = onward(shown, state)
    if call is None:
        return None if following == shown else (following, state)
    after = at_rest(call.after(state))
    is_new = card_of(after) != card_of(state)
    return (at_card(following, after) if is_new else following), after


class Notes(QWidget):
    """Follows the screen of the class; its keys are those of that screen."""

    def __init__(self, screen: Screen, clock: Clock) -> None:
        super().__init__()
        self._screen, self._clock, self._began = screen, clock, clock()
        self.setObjectName("notes")
        self.setWindowTitle(say("presenting.notes"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading, self.said, self.next = QLabel(), QLabel(), QLabel()
        self.where, self.time = QLabel(), QLabel()
        for label, size in (
            (self.heading, "speech"),
            (self.time, "speech"),
            (self.said, "formula"),
        ):
            fit(label, words=size)
        for label in (self.where, self.next):
            fit(label, words="heading")
            label.setObjectName("soft")
        for label in (self.heading, self.said, self.next):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setObjectName("heading")
        self.preview = _Preview(screen)
        self._lay_out()
        self._second = QTimer(self, interval=_SECOND_MS)
        self._second.timeout.connect(self.tell_time)
        self._second.start()
        screen.store.changed.connect(self._show)
        screen.shown_changed.connect(self._tell)
        self._tell()
        self.tell_time()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.where, 1)
        top.addWidget(self.time)
        told = QVBoxLayout()
        fit(told, spacing="apart")
        for widget in (self.heading, self.said, self.next):
            told.addWidget(widget)
        told.addWidget(self.preview, 1)
        both = QHBoxLayout()
        fit(both, spacing="far")
        both.addLayout(told, 1)
        both.addWidget(self._keys())
        whole = QVBoxLayout(self)
        fit(whole, margins="page_around", spacing="apart")
        whole.addLayout(top)
        whole.addLayout(both, 1)

    def _keys(self) -> QWidget:
        keys = QWidget()
        grid = QGridLayout(keys)
        grid.setContentsMargins(0, 0, 0, 0)
        fit(grid, across="apart", down="fine")
        for row, (pressed, does) in enumerate([*key_names(), *panel_names()]):
            key = QLabel(pressed)
            key.setObjectName("soft")
            grid.addWidget(key, row, 0)
            grid.addWidget(QLabel(does), row, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        return keys

    def _show(self, before: State, after: State) -> None:
        moved = before.cursor.part != after.cursor.part and before.cursor.beat == after.cursor.beat
        if not moved or after.cursor.part >= 1:  # not at every frame of a beat
            self._tell()

    def _tell(self) -> None:
        state, shown = self._screen.store.state, self._screen.shown
        telling = narrated(state)
        self.heading.setText(heading(state))
        sentence = explanation(spoken(state)).sentence
        self.said.setText(say("narration.both", now=telling.now, next=sentence))
        by_cards = leads(shown, state)
        self.next.setText(telling.next)
        self.next.setHidden(by_cards)  # a press leads elsewhere
        stride = say(f"stride.{shown.stride.value}")
        where = say("presenting.where", at=position(state, shown.stride), stride=stride)
        self.where.setText(card_said(state) if by_cards else where)
        self.preview.update()

    def tell_time(self) -> None:
        """Say how late it is, and how long the presentation has taken."""
        now = self._clock()
        minutes, seconds = divmod(int((now - self._began).total_seconds()), 60)
        lasted = f"{minutes}:{seconds:02}"
        self.time.setText(say("presenting.time", now=f"{now:%H:%M}", lasted=lasted))

    def focusNextPrevChild(self, onwards: bool) -> bool:
        return False  # Tab is a key of the presentation

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._screen.keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._screen.end()
        event.accept()
