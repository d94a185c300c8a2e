"""A question as a class sees it: large, its options with the votes, the answer, what to try."""

from msgspec import Struct
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from engine.exercise.questions import shuffled
from engine.text.lesson.lesson import AskChoice, AskOrder
from gui.lessons.asked import (
    LOOK_INKS,
    LOOK_MARKS,
    OptionLook,
    ask_blocks,
    option_letter,
    option_looks,
    option_runs,
    verdict_blocks,
)
from gui.lessons.content import card_now, runs_of, try_blocks
from gui.lessons.page import PageLayout, lay_page
from gui.lessons.paint_page import paint_page, typesetting
from gui.lessons.runs import PageMark, PageRun, TextBlock
from gui.lessons.votes import Votes
from gui.look.fonts import sized
from gui.look.sizes import Sizes
from gui.look.theme import Theme, blend
from gui.state.lesson import derived as lesson_derived
from gui.state.lesson.lesson import LessonChoice
from gui.state.state import State

_LEAST = float(Sizes().length("tiny"))
_SIZES = (22.0, 20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0, _LEAST)  # units, of the words
_GAP, _LEAST_GAP, _COUNT = 0.6, 0.3, 2.5  # em: between rows; the number of votes
_BARS = 0.3  # of the width
_FADED = 0.25


class ClassPage(Struct, frozen=True):
    """A question as it has room: itself, a row for each option or item, what was found and follows.

    size: of the words; between: two rows; height: of all, in units.
    """

    asked: PageLayout
    rows: tuple[PageLayout, ...]
    said: PageLayout
    size: float
    between: float
    height: float


def draw_class_question(
    painter: QPainter, state: State, votes: Votes, theme: Theme, width: float, height: float
) -> None:
    """Paint the question of the card on screen into a width and a height in units."""
    choice, ask = state.lesson, lesson_derived.ask(state)
    if choice is None or ask is None:
        return
    page, looks = fitting_question(state, width, height), option_looks(state, ask)
    painter.save()
    paint_page(page.asked, painter, theme)
    painter.translate(0, page.asked.height + page.between)
    for index, row in enumerate(page.rows):
        paint_page(row, painter, theme)
        if looks:
            bar = QRectF(width * (1 - _BARS), 0, width * _BARS, row.height)
            _paint_bar(painter, votes, index, looks[index], bar, page.size, theme)
        painter.translate(0, row.height + page.between)
    paint_page(page.said, painter, theme)
    painter.restore()
    if votes.typed:
        painter.setFont(sized(_LEAST))
        painter.setPen(QColor(theme.text_faint))
        painter.drawText(QRectF(0, height - 2 * _LEAST, width, 2 * _LEAST), _RIGHT, votes.typed)


def fitting_question(state: State, width: float, height: float) -> ClassPage:
    """Return the question of the card on screen in the largest type in which it has room.

    What is to be tried is left out where there is none for it in the smallest.
    """
    card, choice = card_now(state), state.lesson
    assert card is not None
    assert card.ask is not None
    assert choice is not None
    looks = option_looks(state, card.ask)
    options = [
        _option(index, runs, look)
        for index, (runs, look) in enumerate(zip(option_runs(state, card.ask), looks, strict=True))
    ]
    if isinstance(card.ask, AskOrder):
        options = _items(state, choice, card.ask)
    verdict = verdict_blocks(state, card) if choice.is_settled else ()
    if isinstance(card.ask, AskChoice | AskOrder):
        verdict = verdict[1:]  # the right row has a tick, or each its number
    whole = (*verdict, *try_blocks(state, card, before_class=True))
    beside = 1 - _BARS if looks else 1.0
    for below in (whole, verdict):
        for size, gap in (*((size, _GAP) for size in _SIZES), (_LEAST, _LEAST_GAP)):
            between = gap * size
            asked, said = (
                lay_page(blocks, typesetting(), size, width, _LEAST)
                for blocks in (ask_blocks(state, card.ask), below)
            )
            rows = tuple(
                lay_page([each], typesetting(), size, beside * width - between, _LEAST)
                for each in options
            )
            down = asked.height + said.height + sum(row.height + between for row in rows) + between
            page = ClassPage(asked, rows, said, size, between, down)
            if down <= height:
                return page
    return page


def _items(state: State, choice: LessonChoice, ask: AskOrder) -> list[TextBlock]:
    """Return what is to be put in order, once the question is over in that order."""
    count = len(ask.items)
    order = range(count) if choice.is_settled else shuffled(count, choice.seed + choice.at)
    return [
        TextBlock(
            runs_of(state, ask.items[index]),
            label=str(place) if choice.is_settled else option_letter(place - 1),
        )
        for place, index in enumerate(order, start=1)
    ]


def _option(index: int, runs: tuple[PageRun, ...], look: OptionLook) -> TextBlock:
    others = PageMark.ROOM if look is OptionLook.SETTLED else PageMark.NONE
    mark, ink = LOOK_MARKS.get(look, others), LOOK_INKS.get(look, "text")
    return TextBlock(runs, ink, mark=mark, label=option_letter(index))


def _paint_bar(
    painter: QPainter,
    votes: Votes,
    option: int,
    look: OptionLook,
    room: QRectF,
    size: float,
    theme: Theme,
) -> None:
    """Paint how many votes an option has, as a number beside a bar."""
    count, most = votes.count(option), max(votes.total, 1)
    colour = theme.ink(LOOK_INKS.get(look, "accent"))
    if look is OptionLook.SETTLED:
        colour = blend(theme.text_faint, theme.card, 0.6)
    full = room.width() - _COUNT * size
    down = room.center().y() - 0.35 * size
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(blend(colour, theme.card, _FADED)))
    painter.drawRoundedRect(QRectF(room.left(), down, full, 0.7 * size), 3, 3)
    if count:
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(room.left(), down, full * count / most, 0.7 * size), 3, 3)
    painter.setFont(sized(size, bold=True))
    painter.setPen(QColor(theme.text))
    painter.drawText(room, _RIGHT | Qt.AlignmentFlag.AlignVCenter, str(count))


_RIGHT = Qt.AlignmentFlag.AlignRight
