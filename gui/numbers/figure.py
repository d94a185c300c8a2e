"""The numbers as a figure."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.look.fonts import sized
from gui.look.sizes import growth
from gui.look.theme import Theme
from gui.numbers.frame import caption, picture_page
from gui.numbers.layout import TITLE, TITLE_X
from gui.numbers.matrix import TEXT
from gui.numbers.paint import Marked, paint_page
from gui.state.state import State

_MARGIN = 12.0
_FAR = 10_000.0  # more than any height


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
    drawn, grown = picture_page(state, width, height)
    painter.scale(grown, grown)
    sight = QRectF(0, 0, width / grown, height / grown)
    paint_page(drawn, painter, theme, state.view.digits, sight, Marked(state.selected))


def _caption(painter: QPainter, said: str, theme: Theme, width: float, unit: float) -> float:
    """Write whose numbers these are, in as many lines as it needs, and return their height."""
    font, room = sized(TEXT), QRectF(TITLE_X, 0, width / unit - TITLE_X, _FAR)
    painter.save()
    painter.scale(unit, unit)
    painter.setFont(font)
    painter.setPen(QColor(theme.text_soft))
    written = painter.drawText(room, int(Qt.TextFlag.TextWordWrap), said)
    painter.restore()
    return unit * (written.height() + TITLE - TEXT)
