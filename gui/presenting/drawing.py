"""Paints the parts of a presentation: heading, panels, the phases below; all lengths are units."""

from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from engine.story.beats import Beat
from engine.written.quantity import Quantity
from gui.arrangements import LESSON
from gui.covered_figure import covered_figure
from gui.draw.letters import LINE_HEIGHT
from gui.draw.paragraph import fainter
from gui.draw.plates import paint_plate
from gui.draw.texts import paint_cut, whole_width
from gui.figures import LOADERS
from gui.look.fonts import sized
from gui.look.theme import Theme, blend
from gui.network.focus_ring import focus_ring
from gui.network.frame import noted
from gui.network.paint import paint_picture
from gui.network.shapes import Rect
from gui.panels.timeline import BeatSpan, moment, phase_colour, place, segments
from gui.presenting.choice import ScreenChoice, Stride
from gui.presenting.network_drawing import class_drawing
from gui.presenting.places import LEAST_TYPE, page_of
from gui.presenting.speech import draw_speech
from gui.presenting.spoken import spoken
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.views import VIEWS
from gui.words.beats import beat_title, phase_name
from gui.words.catalog import beside, say

_HEADING, _BAR_Y, _BAR, _NAME_Y = 13.0, 5.0, 6.0, 13.0
_TITLE = 17.0  # the height of the title of a panel
_BETWEEN_NAMES = 8.0
_OF_BAR = 2.0  # which the last name keeps free of the end of the phases
_RIGHT = Qt.AlignmentFlag.AlignRight


def heading(state: State) -> str:
    """Return what happens now."""
    training = state.mode is Mode.TRAINING
    return say("presenting.training") if training else beat_title(derived.beat(state))


def position(state: State, stride: Stride) -> str:
    """Return where the class is, counted in what a press leads on by."""
    beats, step = derived.beats(state), state.cursor.step + 1
    match Stride.STEPS if state.mode is Mode.TRAINING else stride:
        case Stride.BEATS:
            return say("window.beat", beat=state.cursor.beat + 1, beats=len(beats))
        case Stride.PHASES:
            phases = [key for key, _ in groupby(beats, key=lambda each: each.phase)]
            seen = beats[: state.cursor.beat + 1]
            now = len(list(groupby(seen, key=lambda each: each.phase)))
            return say("presenting.phase", phase=now, phases=len(phases))
        case Stride.STEPS:
            return say("presenting.step", step=step)


def paint_head(
    state: State, shown: ScreenChoice, theme: Theme, painter: QPainter, at: Rect
) -> None:
    """Write what happens now, and at the right where the class is: in a lesson, at which card."""
    where, said = position(state, shown.stride), heading(state)
    if LESSON in shown.panels and state.lesson is not None:
        from gui.lessons.progress import card_said, place_said  # only where a lesson is shown

        where, said = card_said(state), place_said(state)
    small = sized(LEAST_TYPE)
    room = QRectF(at.x, at.y, at.width, at.height)
    needed = whole_width(said, _HEADING, bold=True) + _BETWEEN_NAMES
    if needed + whole_width(where, LEAST_TYPE) > at.width:
        where = str(where)  # in the first language alone
    taken = whole_width(where, LEAST_TYPE) + _BETWEEN_NAMES
    paint_cut(painter, room, where, small, theme.text_faint, _RIGHT)
    left = room.adjusted(0, 0, -taken, 0)
    paint_cut(painter, left, said, sized(_HEADING, bold=True), theme.text)


def paint_panel(
    key: str,
    state: State,
    shown: ScreenChoice,
    theme: Theme,
    item: Quantity | None,
    painter: QPainter,
    at: Rect,
) -> None:
    """Paint a view into its place; item: what the keyboard is at in the network."""
    painter.save()
    painter.translate(at.x, at.y)
    if key == "network":
        _paint_network(painter, spoken(state), theme, at, item)
    elif key == "explanation":
        paint = covered_figure(key, draw_speech, LEAST_TYPE)
        paint(painter, spoken(state), theme, at.width, at.height)
    elif key == LESSON:
        paint_lesson(painter, state, shown, theme, at)
    else:
        title = QRectF(0, 0, at.width, _TITLE)
        paint_cut(painter, title, VIEWS[key].title, sized(LEAST_TYPE, bold=True), theme.text_soft)
        painter.translate(0, _TITLE)
        painter.setClipRect(QRectF(0, 0, at.width, at.height - _TITLE))
        paint = covered_figure(key, LOADERS[key](), LEAST_TYPE)
        paint(painter, state, theme, at.width, at.height - _TITLE)
    painter.restore()


def paint_lesson(
    painter: QPainter, state: State, shown: ScreenChoice, theme: Theme, at: Rect
) -> None:
    """Paint the card of a lesson, or its question alone once that is asked."""
    from gui.lessons.class_question import draw_class_question  # only where a lesson is shown
    from gui.lessons.figure import paint_card

    if shown.asks and state.lesson is not None:
        draw_class_question(painter, state, shown.votes, theme, at.width, at.height)
    else:
        paint_card(painter, state, theme, at.width, at.height)


def _paint_network(
    painter: QPainter, state: State, theme: Theme, at: Rect, item: Quantity | None
) -> None:
    drawn = class_drawing(state, theme, at.width, at.height, item)
    paint_picture(noted(drawn.numbers, state.view.notation), painter)
    painter.translate(0, drawn.top)
    pictures = [drawn.frame.below, drawn.frame.moving, drawn.frame.above, drawn.frame.front]
    if item is not None:
        pictures.append(focus_ring(drawn.frame, theme, item))
    for picture in pictures:
        paint_picture(picture, painter)


def paint_foot(state: State, theme: Theme, painter: QPainter, at: Rect) -> None:
    """Paint the phases of a step, as far as they are done, with their names."""
    beats = derived.beats(state)
    parts = segments(beats, at.width)
    head, free = place(parts, state.cursor), 0.0
    painter.save()
    painter.translate(at.x, at.y)
    named: set[object] = set()
    for phase, group in groupby(parts, key=lambda part: part.phase):
        own = list(group)
        _paint_phase(painter, own, head, theme)
        if phase not in named:  # updates in place come back to a phase
            named.add(phase)
            bounds = free, at.width - _OF_BAR
            free = _paint_name(painter, own, beats[state.cursor.beat], bounds, theme)
    painter.restore()


def moment_at(state: State, at: Rect, x: float) -> tuple[int, float]:
    """Return the beat and the part of it that a click on the phases means, x in units."""
    return moment(segments(derived.beats(state), at.width), x - at.x)


def _paint_phase(painter: QPainter, own: list[BeatSpan], head: float, theme: Theme) -> None:
    colour = phase_colour(own[0].phase, theme)
    whole = QRectF(own[0].left, _BAR_Y, own[-1].right - own[0].left, _BAR)
    paint_plate(painter, whole, blend(colour, theme.card, 0.25), _BAR / 2)
    done = QRectF(whole)
    done.setRight(min(max(head, whole.left()), whole.right()))
    if done.width() > 0:
        painter.save()
        painter.setClipRect(done)
        paint_plate(painter, whole, colour, _BAR / 2)
        painter.restore()
    painter.setPen(QPen(QColor(theme.card), 0.8))
    for segment in own[1:]:
        top, bottom = QPointF(segment.left, _BAR_Y), QPointF(segment.left, _BAR_Y + _BAR)
        painter.drawLine(top, bottom)


def _paint_name(
    painter: QPainter, own: list[BeatSpan], now: Beat, bounds: tuple[float, float], theme: Theme
) -> float:
    """Write the name of a phase, and return from where on the next one may stand.

    bounds: from where and up to where it may stand itself, in another language too.
    """
    is_now, said = own[0].phase is now.phase, phase_name(own[0].phase)
    painter.setFont(sized(LEAST_TYPE, bold=is_now))
    painter.setPen(QColor(phase_colour(own[0].phase, theme) if is_now else theme.text_faint))
    width, other = painter.fontMetrics().horizontalAdvance(said) + 2.0, beside(said)
    behind = QFontMetricsF(sized(LEAST_TYPE)).horizontalAdvance(other) + 2.0 if other else 0.0
    free, end = bounds
    left = max(min(own[0].left, end - width - behind), free)
    room = QRectF(left, _NAME_Y, width, LINE_HEIGHT * LEAST_TYPE + 2)
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft, said)
    if behind and left + width + behind <= end:
        line = _NAME_Y + QFontMetricsF(painter.font()).ascent()
        painter.setFont(sized(LEAST_TYPE))
        painter.setPen(fainter(painter.pen().color()))
        painter.drawText(QPointF(left + width, line), other)
        width += behind
    return left + width + _BETWEEN_NAMES


def paint_whole(
    painter: QPainter, state: State, shown: ScreenChoice, theme: Theme, width: float, height: float
) -> None:
    """Paint all that a class sees into a width and a height in pixels."""
    page = page_of(width, height, len(shown.panels))
    painter.save()
    painter.scale(page.unit, page.unit)
    paint_head(state, shown, theme, painter, page.head)
    for key, at in zip(shown.panels, page.panels, strict=True):
        paint_panel(key, state, shown, theme, None, painter, at)
    paint_foot(state, theme, painter, page.foot)
    painter.restore()
