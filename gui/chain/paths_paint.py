"""Paints a path: its way and what it comes to, its factors, and a bar for its size."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from engine.story.scope import Scope
from gui.chain.inks import ink_of
from gui.chain.path_rows import Row
from gui.chain.paths import PathList, sum_text
from gui.draw.letters import text_width
from gui.draw.plates import paint_plate
from gui.draw.texts import paint_cut
from gui.look.fonts import sized
from gui.look.room import growth_that_fits
from gui.look.sizes import Sizes
from gui.look.theme import Theme, blend

ROW = 46.0  # units: the height of a path
_BAR, _BAR_SHADE = 4.0, 0.15
_VALUE = 96.0  # the width of the column with what a path comes to
_LINE = 26.0
_EAGER = 1.5  # few rows are nothing but type
_ABOVE_SUM = 5.0
_IN_LINES = int(Qt.TextFlag.TextWordWrap)
_BESIDE = 6.0  # between a row and the bar to scroll by
_WORDS, _SMALL, _TINY = map(Sizes().length, ("words", "small", "tiny"))


def paint_row(painter: QPainter, room: QRectF, row: Row, theme: Theme, strong: bool) -> None:
    """Paint a path into a rectangle; what is pointed at has a ground of its own."""
    left, top, width = room.left(), room.top(), room.width() - _BESIDE
    if strong:
        painter.fillRect(QRectF(left, top, width, ROW - 4), QColor(theme.control_hover))
    ink = ink_of(row.text, row.value, theme)
    way = QRectF(left, top + 2, width - _VALUE, 17)
    paint_cut(painter, way, row.way, sized(_SMALL), theme.text)
    value = QRectF(left + width - _VALUE, top + 2, _VALUE, 17)
    paint_cut(painter, value, row.text, sized(_SMALL, True), ink, Qt.AlignmentFlag.AlignRight)
    factors = QRectF(left, top + 19, width, 15)
    paint_cut(painter, factors, row.factors, sized(_TINY), theme.text_soft)
    bar = QRectF(left, top + 36, width, _BAR)
    paint_plate(painter, bar, blend(ink, theme.card, _BAR_SHADE), 2)
    bar.setWidth(max(width * row.share, 0.0))
    paint_plate(painter, bar, ink, 2)


def paths_growth(shown: PathList, scope: Scope, width: float, height: float) -> float:
    """Return how many times larger all can be drawn in a room so that no row is left out."""
    said = (shown.heading, sum_text(shown, scope))
    wide = max(
        *(text_width(each, _WORDS, bold=True) for each in said), *map(_row_width, shown.rows)
    )
    high = len(shown.rows) * ROW + 2 * _LINE

    def fits(across: float, down: float) -> bool:
        return wide <= across and high <= down

    return growth_that_fits(width, height, fits, eager=_EAGER)


def _row_width(row: Row) -> float:
    return max(text_width(row.way, _SMALL) + _VALUE, text_width(row.factors, _TINY)) + _BESIDE
