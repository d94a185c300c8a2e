"""The tree of dependence and the list of paths as figures."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.chain.frame import tree_frame
from gui.chain.growth import tree_growth
from gui.chain.paint import paint_tree
from gui.chain.paths_paint import paint_paths
from gui.look.fonts import sized
from gui.look.sizes import Sizes, growth
from gui.look.theme import Theme
from gui.state.state import State

_MARGIN, _ABOVE, _BELOW = 14.0, 9.0, 6.0  # units
_FAR = 10_000.0  # more than any height


def draw_tree(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Paint the tree into this room, under the line that says what it comes to."""
    large, said = growth(width, height), tree_frame(state, width, height).caption
    painter.save()
    painter.scale(large, large)
    painter.setFont(sized(Sizes().length("words")))
    painter.setPen(QColor(theme.text_soft))
    place = QRectF(_MARGIN, _ABOVE, width / large - 2 * _MARGIN, _FAR)
    taken = painter.drawText(place, int(Qt.TextFlag.TextWordWrap), said)
    painter.restore()
    below = (taken.bottom() + _BELOW) * large
    room = height - below
    unit = tree_growth(state, width, room)
    drawn = tree_frame(state, width / unit, room / unit)
    painter.translate(0, below)
    painter.scale(unit, unit)
    paint_tree(drawn, painter, theme)


def draw_paths(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Paint the paths of the selected parameter into this room, the largest first."""
    painter.translate(_MARGIN, _MARGIN)
    room = width - 2 * _MARGIN, height - 2 * _MARGIN
    paint_paths(painter, state, theme, *room)
