"""The tree of dependence and the list of paths as figures."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from gui.chain.frame import tree_frame
from gui.chain.on_page import page_tree
from gui.chain.paint import paint_tree
from gui.chain.paint_path_list import paint_paths
from gui.draw.paragraph import write_paragraph
from gui.look.fonts import sized
from gui.look.sizes import Sizes
from gui.look.theme import Theme
from gui.recording.naming import tell_crowded
from gui.state.state import State

_MARGIN, _ABOVE, _BELOW = 14.0, 9.0, 6.0  # units
_FAR = 10_000.0  # more than any height


def draw_tree(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Paint the tree into this room, under the line that says what it comes to."""
    said = tree_frame(state, width, height).caption
    painter.setFont(sized(Sizes().length("words")))
    painter.setPen(QColor(theme.text_soft))
    place = QRectF(_MARGIN, _ABOVE, width - 2 * _MARGIN, _FAR)
    below = write_paragraph(painter, place, said).bottom() + _BELOW
    drawn = page_tree(state, width, height - below)
    tell_crowded(painter, drawn.lacking)
    painter.translate(0, below)
    painter.scale(drawn.unit, drawn.unit)
    paint_tree(drawn.frame, painter, theme)


def draw_paths(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Paint the paths of the selected parameter into this room, the largest first."""
    painter.translate(_MARGIN, _MARGIN)
    room = width - 2 * _MARGIN, height - 2 * _MARGIN
    paint_paths(painter, state, theme, *room)
