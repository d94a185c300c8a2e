"""The explanation as a picture: heading, sentence and formulas, without widgets."""

from collections.abc import Iterator
from functools import lru_cache
from math import inf

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from gui.draw.paragraph import paragraph_height, write_paragraph
from gui.formula.fonts import metrics
from gui.formula.layout import FormulaLayout, lay_out
from gui.formula.paint import paint
from gui.look.fonts import sized
from gui.look.sizes import Sizes
from gui.look.theme import Theme
from gui.panels.explain import Block, Explanation, explanation
from gui.recording.naming import tell_crowded
from gui.state.state import State
from gui.words.catalog import beside, say, say_count, say_list

_MARGIN, _GAP = 16.0, 10.0  # units
_WORDS, _FORMULA, _LEAST_TYPE = map(Sizes().length, ("words", "formula", "tiny"))
_LINE = 16.0 + _GAP  # of a caption
_UNITS = (2.0, 1.7, 1.5, 1.35, 1.2, 1.1, 1.0, 0.92, _LEAST_TYPE / _WORDS)
_SHARES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)  # of the height: columns about as long as each other


class _Page(Struct, frozen=True):
    """Where an explanation is painted, in units. height: of what stands below its sentence."""

    width: float
    height: float = inf
    columns: int = 1
    least_type: float = 0.0


def explanation_picture(state: State, theme: Theme, width: float, scale: float) -> QImage:
    """Return the explanation as an image of this logical width, as high as it needs to be."""
    shown, page = _unclickable(explanation(state)), _Page(width)
    height = _end(shown, state, theme, page) + _MARGIN - _GAP
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.card))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    _paint(painter, shown, state, theme, page)
    painter.end()
    return image


def draw_explanation(
    painter: QPainter, state: State, theme: Theme, width: float, height: float
) -> None:
    """Paint the explanation of the present moment as a figure, as large as all of it has room.

    Its formulas stand in one column or in two, whichever lets them be larger. Where even the
    smallest type leaves no room for all of them, the figure says which of them are left out.
    """
    for lacking, shown in enumerate(_ever_less(_unclickable(explanation(state)))):
        for unit, page in _pages(width, height):
            end, down = _end(shown, state, theme, page), height / unit
            if end <= down:
                painter.scale(unit, unit)
                painter.translate(0, (down - end) / 2)
                _paint(painter, shown, state, theme, page)
                tell_crowded(painter, lacking)
                return


def _unclickable(shown: Explanation) -> Explanation:
    """Return an explanation that leads nowhere: of a figure nothing can be clicked."""
    if not shown.left_out:
        return shown
    return replace(shown, more=say_count("explanation.more-in-figure", shown.left_out))


def _ever_less(whole: Explanation) -> Iterator[Explanation]:
    """Yield an explanation, and with ever less of its formulas: the derivation alone, and so on."""
    yield whole
    parts = [whole.blocks[:-1], tuple(each for each in whole.blocks if each.is_derivation)]
    parts += [(each,) for each in whole.blocks]
    for blocks in (each for each in parts if 0 < len(each) < len(whole.blocks)):
        gone = [block.caption or whole.heading for block in whole.blocks if block not in blocks]
        more = say("explanation.left-out", what=say_list(gone))
        yield replace(whole, blocks=blocks, more=more)
    yield replace(whole, blocks=(), more="")


def _pages(width: float, height: float) -> Iterator[tuple[float, _Page]]:
    """Yield units with pages, the largest first."""
    one, two = [(1, 1.0)], [(2, share) for share in _SHARES]
    ways = two + one if width > height else one + two
    for unit in _UNITS:
        for columns, share in ways:
            least = _LEAST_TYPE / unit
            yield unit, _Page(width / unit, share * height / unit, columns, least)


def _end(shown: Explanation, state: State, theme: Theme, page: _Page) -> float:
    """Return where an explanation would end, infinity where it has no room."""
    trial = QImage(1, 1, QImage.Format.Format_RGB32)
    with QPainter(trial) as painter:
        return _paint(painter, shown, state, theme, page)


def _paint(painter: QPainter, shown: Explanation, state: State, theme: Theme, page: _Page) -> float:
    """Paint an explanation from the top, and return where it ends.

    What does not end within the height stands in the next column; where there is none, or a
    formula is wider than its column, the explanation ends nowhere.
    """
    y = _MARGIN
    y = _words(painter, shown.heading, theme.text, y, page, bold=True)
    y = top = _words(painter, shown.sentence, theme.text_soft, y, page, bold=False)
    room, column, bottom = (page.width - 2 * _MARGIN) / page.columns, 0, y
    inside = room - (_MARGIN if page.columns > 1 else 0.0)
    for block in shown.blocks:
        formula = _formula(block, state.view.digits, inside, page.least_type)
        needed = _caption_height(block.caption, room, page.least_type) + formula.height
        if y + needed > page.height and y > top:
            y, column = top, column + 1
        if column == page.columns or y + needed > page.height or formula.width > inside + 1:
            return inf
        painter.save()
        painter.translate(column * room, 0)
        if block.caption:
            narrow = replace(page, width=room)
            y = _words(painter, block.caption, theme.text_faint, y, narrow, bold=True)
        paint(formula, painter, _MARGIN, y, theme)
        painter.restore()
        y += formula.height + _GAP
        bottom = max(bottom, y)
    if shown.more:
        bottom = _words(painter, shown.more, theme.text_faint, bottom, page, bold=False)
    return bottom


@lru_cache(maxsize=128)  # the same for columns of several heights
def _formula(block: Block, digits: int, room: float, least_type: float) -> FormulaLayout:
    return lay_out(
        block.equations,
        metrics(),
        float(_FORMULA),
        room,
        digits,
        bold_result=block.is_derivation,
        least_px=least_type,
    )


def _words(
    painter: QPainter, text: str, colour: str, y: float, page: _Page, *, bold: bool
) -> float:
    """Write a paragraph and return where the next thing begins."""
    painter.setFont(sized(_WORDS, bold))
    painter.setPen(QColor(colour))
    room = QRectF(_MARGIN, y, page.width - 2 * _MARGIN, 10_000)
    return y + write_paragraph(painter, room, text, page.least_type).height() + _GAP


def _caption_height(text: str, width: float, least: float) -> float:
    if not beside(text):
        return _LINE * bool(text)
    return paragraph_height(text, width - 2 * _MARGIN, sized(_WORDS, bold=True), least) + _GAP
