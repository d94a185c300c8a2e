"""The numbers as a figure."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.draw.paragraph import paragraph_height, write_paragraph
from gui.look.fonts import sized
from gui.look.sizes import growth
from gui.look.theme import Theme
from gui.numbers.frame import Lacking, caption, left_out, picture_page
from gui.numbers.layout import TITLE, TITLE_X
from gui.numbers.matrix import TEXT
from gui.numbers.paint import Marked, paint_page
from gui.recording.naming import tell_crowded
from gui.state.state import State

_MARGIN = 12.0
_FAR = 10_000.0  # more than any height
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


def draw_numbers(
    painter: QPainter, state: State, theme: Theme, width: float, height: float
) -> None:
    """Paint the matrices into this room, under the line that says whose numbers they are."""
    painter.translate(_MARGIN, _MARGIN)
    width, height = width - 2 * _MARGIN, height - 2 * _MARGIN
    said = caption(state)
    if said:
        below = _caption(painter, said, theme, width, growth(width, height))
        painter.translate(0, below)
        height -= below
    shown = picture_page(state, width, height)
    tell_crowded(painter, shown.lacking)
    if shown.lacking:
        longest = left_out(state, shown.page, Lacking.MATRICES)
        room = height - _height(painter, longest, width)
        shown = picture_page(state, width, room)
        said = left_out(state, shown.page, shown.lacking)
        _caption(painter, said, theme, width, 1.0, height)
        height = room
    unit, spare = shown.unit, height - shown.unit * shown.page.height
    painter.translate(0, max(spare, 0.0) / 2)
    painter.scale(unit, unit)
    sight = QRectF(0, 0, width / unit, height / unit)
    paint_page(shown.page, painter, theme, state.view.digits, sight, Marked(state.selected))


def _caption(
    painter: QPainter, said: str, theme: Theme, width: float, unit: float, bottom: float = 0.0
) -> float:
    """Write a sentence from the top, or above a bottom, and return the height that it takes."""
    room = QRectF(TITLE_X, 0, width / unit - TITLE_X, _FAR)
    if bottom:
        room.moveTop(bottom / unit - _written(painter, said, width / unit))
    painter.save()
    painter.scale(unit, unit)
    painter.setFont(sized(TEXT))
    painter.setPen(QColor(theme.text_soft))
    written = write_paragraph(painter, room, said)
    painter.restore()
    return unit * (written.height() + TITLE - TEXT)


def _height(painter: QPainter, said: str, width: float) -> float:
    return _written(painter, said, width) + TITLE - TEXT


def _written(painter: QPainter, said: str, width: float) -> float:
    return paragraph_height(said, width - TITLE_X, sized(TEXT))
