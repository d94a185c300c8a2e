"""The confusion matrix as a figure, and the table, which is painted beside."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.draw.texts import alike, paint_cut, paint_squeezed, whole_width
from gui.look.fonts import sized
from gui.look.sizes import growth
from gui.look.theme import Theme
from gui.results.counts import Counts, accuracy_said, counts_of
from gui.results.paint_sentence import MARGIN, TEXT, height_of, write
from gui.results.paint_table import paint_table
from gui.results.shade import shade
from gui.state.state import State
from gui.words.catalog import say

_ROW, _BETWEEN, _APART = 22.0, 12.0, 3.0
_LEAST_NAME = 0.8  # times the usual size
_MOST_BESIDE = 0.4  # of the width, for names beside the rows
_HIGHEST_CELL = 1.0  # of its width
_OF_COLUMN = 0.75  # the room for names, of a column without those beside the rows
_OF_CELL, _MOST_TYPE, _MOST_NAME = 0.3, 26.0, 16.0  # of its height, the type in it, and beside


def draw_table(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Paint the first rows of the table into this room, as many as have room."""
    painter.translate(MARGIN, MARGIN)
    paint_table(painter, state, theme, width - 2 * MARGIN, height - 2 * MARGIN)


def draw_confusion(
    painter: QPainter, state: State, theme: Theme, width: float, height: float
) -> None:
    """Paint the confusion matrix under the accuracy, or why there is none."""
    unit = growth(width, height)
    painter.scale(unit, unit)
    painter.translate(MARGIN, MARGIN)
    width, height = width / unit - 2 * MARGIN, height / unit - 2 * MARGIN
    shown, said = counts_of(state), accuracy_said(state)
    if shown is None:
        painter.setPen(QColor(theme.card_edge))
        painter.drawRect(QRectF(0, 0, width, height))
        room = QRectF(MARGIN, 0, width - 2 * MARGIN, height)
        painter.setFont(sized(TEXT))
        painter.setPen(QColor(theme.text_soft))
        centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(centred), said)
        return
    top = height_of(said, width) + MARGIN / 2
    count = shown.classes.count
    across = _OF_COLUMN * width / count
    names, heads = (
        alike(map(name, range(count)), across, TEXT) for name in (shown.name, shown.taken_for_name)
    )
    size = _name_size(names, across, (height - top) / (count + 2))
    row = _ROW * size / TEXT
    beside = (*names, say("samples-table.class"))
    aside = min(max(whole_width(name, size) for name in beside) + _BETWEEN, _MOST_BESIDE * width)
    across = (width - aside) / count
    down = min((height - top - 2 * row) / count, _HIGHEST_CELL * across)
    spare = height - top - 2 * row - count * down
    painter.translate(0, spare / 2)
    write(painter, QRectF(0, 0, width, top), said, theme.text_soft)
    grid = QRectF(aside, top + 2 * row, across, down)
    _paint_names(painter, names, heads, grid, row, size, theme)
    for meant in range(count):
        for taken_for in range(count):
            room = grid.translated(taken_for * across, meant * down)
            _count(painter, room, shown, (meant, taken_for), theme)


def _name_size(names: list[str], column: float, row: float) -> float:
    """Return how large the names of classes are written: as they and their columns have room."""
    widest = max(whole_width(name, TEXT) for name in names) / TEXT
    return max(min(_MOST_NAME, column / max(widest, 1e-9), 0.6 * row), _LEAST_NAME * TEXT)


def _paint_names(
    painter: QPainter,
    names: list[str],
    heads: list[str],
    cell: QRectF,
    row: float,
    size: float,
    theme: Theme,
) -> None:
    """Write the classes beside the rows and over the columns, and what either are."""
    ink = theme.text_soft
    over = QRectF(cell.left(), cell.top() - 2 * row, len(names) * cell.width(), row)
    paint_squeezed(painter, over, say("confusion.taken-for"), size, theme.text_faint, italic=True)
    corner = QRectF(0, cell.top() - row, cell.left() - _BETWEEN / 2, row)
    right = Qt.AlignmentFlag.AlignRight
    said = say("samples-table.class")
    paint_cut(painter, corner, said, sized(size, italic=True), theme.text_faint, right)
    for number, (name, head) in enumerate(zip(names, heads, strict=True)):
        above = QRectF(cell.left() + number * cell.width(), cell.top() - row, cell.width(), row)
        above.adjust(_APART, 0, -_APART, 0)
        paint_squeezed(painter, above, head, size, ink)
        beside = QRectF(0, cell.top() + number * cell.height(), corner.width(), cell.height())
        paint_cut(painter, beside, name, sized(size), ink, right)


def _count(
    painter: QPainter, room: QRectF, shown: Counts, cell: tuple[int, int], theme: Theme
) -> None:
    painter.fillRect(room, QColor(shade(shown, *cell, theme)))
    painter.setPen(QColor(theme.card_edge))
    painter.drawRect(room)
    size = max(min(_OF_CELL * min(room.width(), room.height()), _MOST_TYPE), TEXT)
    paint_squeezed(painter, room, shown.text(*cell), size, theme.text, bold=True)
