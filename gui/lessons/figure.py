"""A card of a lesson as a figure: as large as all of it has room, in one column or in two."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from engine.text.lesson.lesson import LessonCard
from gui.disk import files
from gui.lessons.asked import (
    LOOK_INKS,
    LOOK_MARKS,
    ask_blocks,
    option_letter,
    option_looks,
    option_runs,
    verdict_blocks,
)
from gui.lessons.content import card_blocks, card_now, try_blocks
from gui.lessons.page import PageLayout, lay_page
from gui.lessons.paint_page import paint_page, typesetting
from gui.lessons.progress import place_said
from gui.lessons.runs import PageBlock, PageMark, TextBlock, Words
from gui.look.fonts import sized
from gui.look.sizes import Sizes, growth
from gui.look.theme import Theme
from gui.recording.naming import tell_crowded
from gui.state.state import State
from gui.words.catalog import say

_MARGIN, _GAP = 12.0, 20.0  # units: around the page, between columns
_LEAST = float(Sizes().length("tiny"))
_LARGEST = 20.0  # units, of words on a small page
_SMALLER = (1.0, 0.9, 0.8, 0.75, 0.7, 0.65, 0.6)  # times as large: what is tried
_LONGEST_LINE = 46.0  # em: longer lines are hard to follow
_HEAD = 1.5  # times the least type, what says which lesson it is has


def draw_lesson(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Paint the card on screen with its question into a width and a height in units."""
    card = card_now(state)
    head = QRectF(_MARGIN, _MARGIN / 2, width - 2 * _MARGIN, _HEAD * _LEAST)
    painter.setFont(sized(_LEAST, bold=True))
    painter.setPen(QColor(theme.text_faint))
    painter.drawText(head, 0, place_said(state))
    painter.translate(_MARGIN, head.bottom() + _MARGIN / 2)
    room = width - 2 * _MARGIN, height - head.bottom() - _MARGIN
    blocks = course_blocks() if card is None else lesson_blocks(state, card)
    _paint_blocks(painter, blocks, theme, *room)


def paint_card(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Paint the card on screen as a class has it; nothing while no lesson is open."""
    card = card_now(state)
    if card is None:
        return
    painter.save()
    is_whole = _paint_blocks(painter, class_blocks(state, card), theme, width, height)
    painter.restore()
    if not is_whole:  # it is whole where the card stands alone
        painter.setFont(sized(_LEAST, bold=True))
        painter.setPen(QColor(theme.text_faint))
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(QRectF(0, 0, width, height), corner, "…")


def _paint_blocks(
    painter: QPainter, blocks: Sequence[PageBlock], theme: Theme, width: float, height: float
) -> bool:
    """Paint blocks in columns; return whether all of them have room.

    What has none even in the smallest type is left out and told.
    """
    columns, left_out = _fitted(blocks, width, height)
    tell_crowded(painter, left_out)
    for column in columns:
        paint_page(column, painter, theme)
        painter.translate((width + _GAP) / len(columns), 0)
    return not left_out


def _fitted(
    blocks: Sequence[PageBlock], width: float, height: float
) -> tuple[Sequence[PageLayout], int]:
    """Return columns that have room, and how many blocks at the end are left out of them."""
    columns = columns_of(blocks, width, height)
    if _fit(columns, width, height):
        return columns, 0
    for left_out in range(1, len(blocks)):
        for columns in _ways(blocks[:-left_out], _LEAST, width):
            if _fit(columns, width, height):
                return columns, left_out
    return columns, len(blocks) - 1


def class_blocks(state: State, card: LessonCard) -> tuple[PageBlock, ...]:
    """Return a card without its question, which has a page of its own, with what follows it."""
    trying = () if card.ask is not None else try_blocks(state, card, before_class=True)
    return (*card_blocks(state, card), *trying)


def course_blocks() -> tuple[PageBlock, ...]:
    """Return what there is to be learned."""
    heading = TextBlock((Words(say("lesson.course")),), heading=True)
    listed = (
        TextBlock((Words(lesson.called),), label=str(number))
        for number, lesson in enumerate(files.lessons(), start=1)
    )
    return (heading, *listed)


def lesson_blocks(state: State, card: LessonCard) -> tuple[PageBlock, ...]:
    """Return all that a card says: its question, the options, the verdict, what is to be tried."""
    blocks: list[PageBlock] = list(card_blocks(state, card))
    if card.ask is None or state.lesson is None:
        return (*blocks, *try_blocks(state, card))
    blocks += ask_blocks(state, card.ask)
    options, looks = option_runs(state, card.ask), option_looks(state, card.ask)
    for index, (runs, look) in enumerate(zip(options, looks, strict=True)):
        ink, mark = LOOK_INKS.get(look, "text"), LOOK_MARKS.get(look, PageMark.NONE)
        blocks.append(TextBlock(runs, ink, mark=mark, label=option_letter(index)))
    return (*blocks, *verdict_blocks(state, card), *try_blocks(state, card))


def columns_of(blocks: Sequence[PageBlock], width: float, height: float) -> Sequence[PageLayout]:
    """Return the columns in the largest type in which they have room, else in the smallest."""
    largest = _LARGEST * growth(width, height)
    for size in (*(round(largest * each) for each in _SMALLER), _LEAST):
        for columns in _ways(blocks, size, width):
            if _fit(columns, width, height):
                return columns
    return columns


def _fit(columns: Sequence[PageLayout], width: float, height: float) -> bool:
    return all(page.height <= height and page.width <= width + 1 for page in columns)


def _ways(blocks: Sequence[PageBlock], size: float, width: float) -> Iterator[Sequence[PageLayout]]:
    """Yield the page in one column, unless its lines were too long, and in two."""
    whole = min(width, _LONGEST_LINE * size)
    one = lay_page(blocks, typesetting(), size, whole, _LEAST)
    yield [one]
    half = (width - _GAP) / 2
    tall = lay_page(blocks, typesetting(), size, half, _LEAST)
    middle = tall.height / 2
    cut = next((i for i, top in enumerate(tall.tops) if top >= middle), len(blocks))
    for at in (cut, cut - 1):
        if 0 < at < len(blocks):
            parts = blocks[:at], blocks[at:]
            yield [lay_page(part, typesetting(), size, half, _LEAST) for part in parts]
