"""The numbers as a figure."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gui.look.theme import Theme
from gui.numbers.frame import caption, picture_page
from gui.numbers.layout import TITLE, TITLE_X, PageText
from gui.numbers.paint import Marked, paint_label, paint_page
from gui.state.state import State

_MARGIN = 12.0


def draw_numbers(
    painter: QPainter, state: State, theme: Theme, width: float, height: float
) -> None:
    """Paint the matrices into this room, under the line that says whose numbers they are."""
    painter.translate(_MARGIN, _MARGIN)
    width, height = width - 2 * _MARGIN, height - 2 * _MARGIN
    said = caption(state)
    if said:
        label = PageText(said, TITLE_X, TITLE / 2, "text_soft", centred=False)
        paint_label(painter, label, theme)
        painter.translate(0, TITLE)
        height -= TITLE
    drawn, grown = picture_page(state, width, height)
    painter.scale(grown, grown)
    sight = QRectF(0, 0, width, height)
    paint_page(drawn, painter, theme, state.view.digits, sight, Marked(state.selected))
