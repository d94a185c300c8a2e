"""The timeline: the phases of a step, dragged to any moment of it."""

from itertools import groupby, pairwise
from math import floor

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.story.beats import Beat, Phase
from gui.draw.plates import paint_plate
from gui.look.fit import area, current
from gui.look.fonts import sized
from gui.look.sizes import Sizes
from gui.look.theme import THEMES, Theme, blend
from gui.state.run import actions, derived
from gui.state.state import Cursor, State
from gui.state.store import Store
from gui.words.beats import phase_name
from gui.words.catalog import say

_MARGIN, _BAR_Y, _BAR_HEIGHT, _PHASE_GAP, _HANDLE = 10.0, 8.0, 8.0, 4.0, 7.0  # units
_NAME_GAP = 6.0
_TEXT = Sizes().length("small")


class BeatSpan(Struct, frozen=True):
    """Where a beat stands on the bar, in units."""

    beat: int
    phase: Phase
    left: float
    right: float


def segments(beats: tuple[Beat, ...], width: float) -> tuple[BeatSpan, ...]:
    """Return one segment a beat, all of one width, with a gap between phases."""
    changes = sum(one.phase is not other.phase for one, other in pairwise(beats))
    each = (width - 2 * _MARGIN - changes * _PHASE_GAP) / len(beats)
    made: list[BeatSpan] = []
    left = _MARGIN
    for index, beat in enumerate(beats):
        if index and beat.phase is not beats[index - 1].phase:
            left += _PHASE_GAP
        made.append(BeatSpan(index, beat.phase, left, left + each))
        left += each
    return tuple(made)


def place(parts: tuple[BeatSpan, ...], cursor: Cursor) -> float:
    """Return where the cursor stands on the bar."""
    segment = parts[cursor.beat]
    return segment.left + cursor.part * (segment.right - segment.left)


def moment(parts: tuple[BeatSpan, ...], x: float) -> tuple[int, float]:
    """Return the beat and the part of it at a place on the bar, the nearest one outside."""
    for segment in parts:
        if x < segment.right:
            inside = (x - segment.left) / (segment.right - segment.left)
            return segment.beat, min(max(inside, 0.0), 1.0)
    return parts[-1].beat, 1.0


def phase_colour(phase: Phase, theme: Theme) -> str:
    """Return the colour of a phase on the timeline."""
    return {
        Phase.FORWARD: theme.positive,
        Phase.LOSS: theme.loss,
        Phase.BACKWARD: theme.gradient_positive,
        Phase.UPDATE: theme.text_soft,
    }[phase]


class Timeline(QWidget):
    """A bar with one segment a beat; a click shows a beat's end, a drag any moment."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._pressed_at: float | None = None
        self._dragged = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(say("timeline.name"))
        store.changed.connect(self._show)

    def _show(self, before: State, after: State) -> None:
        looks = [
            (state.cursor.beat, state.cursor.part, state.view, state.document)
            for state in (before, after)
        ]
        if looks[0] != looks[1]:
            self.update()

    def _segments(self) -> tuple[BeatSpan, ...]:
        state = self._store.state
        return segments(derived.beats(state), self.width() / current().unit)

    def _scrub(self, x: float, to_end: bool) -> None:
        state = self._store.state
        beat, part = moment(self._segments(), x / current().unit)
        step = state.cursor.step
        self._store.apply(actions.go_to, step, beat, 1.0 if to_end else part)

    def sizeHint(self) -> QSize:
        return area("timeline_area")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at, self._dragged = event.position().x(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        x = event.position().x()
        self._dragged = self._dragged or abs(x - self._pressed_at) > 3
        if self._dragged:
            self._scrub(x, to_end=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is not None and not self._dragged:
            self._scrub(event.position().x(), to_end=True)
        self._pressed_at = None

    def paintEvent(self, event: QPaintEvent) -> None:
        state = self._store.state
        theme = THEMES[state.view.theme]
        parts = self._segments()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = current().unit
        painter.scale(unit, unit)
        head = place(parts, state.cursor)
        first_of = {part.phase: part.beat for part in reversed(parts)}
        free = 0.0  # from where on nothing is written yet
        for phase, group in groupby(parts, key=lambda part: part.phase):
            own = list(group)
            self._paint_phase(painter, own, head, theme)
            if own[0].beat == first_of[phase]:  # updates in place come back to a phase
                active = phase is parts[state.cursor.beat].phase
                free = self._paint_name(painter, phase, max(own[0].left, free), active, theme)
        painter.setPen(QPen(QColor(theme.card), 2))
        painter.setBrush(QColor(phase_colour(parts[state.cursor.beat].phase, theme)))
        painter.drawEllipse(QPointF(head, _BAR_Y + _BAR_HEIGHT / 2), _HANDLE, _HANDLE)

    def _paint_phase(
        self, painter: QPainter, own: list[BeatSpan], head: float, theme: Theme
    ) -> None:
        colour = phase_colour(own[0].phase, theme)
        whole = QRectF(own[0].left, _BAR_Y, own[-1].right - own[0].left, _BAR_HEIGHT)
        paint_plate(painter, whole, blend(colour, theme.card, 0.22), 3)
        done = min(head, whole.right()) - whole.left()
        if done > 0:
            painter.save()
            painter.setClipRect(QRectF(whole.left(), _BAR_Y, done, _BAR_HEIGHT))
            paint_plate(painter, whole, colour, 3)
            painter.restore()
        painter.setPen(QPen(QColor(theme.card), 1))
        for segment in own[1:]:
            x = floor(segment.left) + 0.5
            painter.drawLine(QPointF(x, _BAR_Y), QPointF(x, _BAR_Y + _BAR_HEIGHT))

    def _paint_name(
        self, painter: QPainter, phase: Phase, left: float, active: bool, theme: Theme
    ) -> float:
        """Write the name of a phase, and return from where on the next one may stand."""
        painter.setFont(sized(_TEXT, active))
        painter.setPen(QColor(phase_colour(phase, theme) if active else theme.text_faint))
        top, name = _BAR_Y + _BAR_HEIGHT + 7, phase_name(phase)
        painter.drawText(QPointF(left, top + 12), name)
        return left + QFontMetricsF(sized(_TEXT, bold=True)).horizontalAdvance(name) + _NAME_GAP
