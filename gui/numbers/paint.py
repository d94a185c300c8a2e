"""Paints the page of numbers, of a large one only what is in sight."""

from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engine.written.quantity import Quantity
from gui.draw.letters import text_width
from gui.draw.texts import write
from gui.look.fonts import sized
from gui.look.theme import Theme, blend
from gui.numbers.cells import Cell
from gui.numbers.layout import HEAD, Page, PageText
from gui.numbers.matrix import CELL, ELLIPSIS, TEXT, Matrix

MOST_SHADE = 0.4  # of a colour in a cell; what is written on it keeps a contrast of 4.5:1
LEAST_SHADE = 0.04
_LEVELS = 64  # of shades, beyond which no eye tells them apart
_CENTRE = Qt.AlignmentFlag.AlignCenter.value
_BRACKET, _AWAY = 5.0, 4.0
_FAR = 2_000.0  # half the width of the room for a label that is centred on a point


class Marked(Struct, frozen=True):
    """What stands out: what is selected, and the one cell of it where one is.

    has_keyboard: whether the keys are here, at that cell or at none yet.
    """

    selected: Quantity | None = None
    current: Cell | None = None
    has_keyboard: bool = False


def shade(theme: Theme, matrix: Matrix, row: int, column: int) -> str:
    """Return the ground of a cell: the colour of the sign, stronger for larger numbers."""
    if not matrix.known or matrix.is_left_out(row, column):
        return theme.card
    value = float(matrix.values[row, column])
    if value == 0 or value != value or matrix.hides(matrix.quantity(row, column)):
        return theme.card
    level = round(_LEVELS * matrix.share(row, column))
    return _shades(theme, matrix.is_gradient, value < 0)[level]


@lru_cache(maxsize=16)
def _shades(theme: Theme, of_gradients: bool, negative: bool) -> tuple[str, ...]:
    """Return the grounds of numbers of one sign, from the smallest to the largest."""
    colour = (theme.gradient if of_gradients else theme.value)(-1.0 if negative else 1.0)
    room = MOST_SHADE - LEAST_SHADE
    amounts = (LEAST_SHADE + room * level / _LEVELS for level in range(_LEVELS + 1))
    return tuple(blend(colour, theme.card, amount) for amount in amounts)


def paint_page(
    page: Page, painter: QPainter, theme: Theme, digits: int, sight: QRectF, marked: Marked
) -> None:
    """Paint what of a page lies within a rectangle of it."""
    for label in page.labels:
        if sight.top() - HEAD <= label.y <= sight.bottom() + HEAD:
            paint_label(painter, label, theme)
    for index, matrix in enumerate(page.matrices):
        if QRectF(matrix.x, matrix.y - HEAD, matrix.width, matrix.height + HEAD).intersects(sight):
            _paint_matrix(painter, matrix, theme, digits, sight, marked, index)
    if marked.has_keyboard:
        at = marked.current
        room = sight if at is None else _cell(page.matrices[at.matrix], at.row, at.column)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.text), 2.4))
        painter.drawRoundedRect(room.adjusted(1, 1, -1, -1) if at is None else room, 2, 2)


def cells_in_sight(matrix: Matrix, sight: QRectF) -> tuple[range, range]:
    """Return the rows and the columns of a matrix that lie at least partly in a rectangle."""

    def part(low: float, high: float, size: float, count: int) -> range:
        return range(max(0, int(low // size)), min(count, int(high // size) + 1))

    rows = part(sight.top() - matrix.y, sight.bottom() - matrix.y, CELL, matrix.shown[0])
    left, right = sight.left() - matrix.x, sight.right() - matrix.x
    return rows, part(left, right, matrix.cell_width, matrix.shown[1])


def _paint_matrix(
    painter: QPainter,
    matrix: Matrix,
    theme: Theme,
    digits: int,
    sight: QRectF,
    marked: Marked,
    index: int,
) -> None:
    rows, columns = cells_in_sight(matrix, sight)
    painter.setFont(sized(TEXT))
    painter.setPen(QColor(theme.text if matrix.known else theme.text_faint))
    for row in rows:
        for column in columns:
            room = _cell(matrix, row, column)
            if (ground := shade(theme, matrix, row, column)) != theme.card:
                painter.fillRect(room, QColor(ground))
            text = matrix.text(row, column, digits)
            seen = room & QRectF(sight.left(), room.top(), sight.width(), room.height())
            if seen.width() < room.width() and not _is_in(seen, room, text):
                room, text = seen, ELLIPSIS  # some digits alone would be another number
            write(painter, room, _CENTRE, text)
    if (at := matrix.cell_of(marked.selected)) is not None:
        is_current = marked.current == Cell(index, *at)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.accent), 2.4 if is_current else 1.4))
        painter.drawRoundedRect(_cell(matrix, *at), 2, 2)
    _paint_brackets(painter, matrix, theme)
    _paint_head(painter, matrix, theme, sight)


def _is_in(seen: QRectF, room: QRectF, text: str) -> bool:
    """Return whether a number in the middle of its cell lies in the part of it that is seen."""
    half = text_width(text, TEXT) / 2
    middle = room.center().x()
    return seen.left() <= middle - half and middle + half <= seen.right()


def _cell(matrix: Matrix, row: int, column: int) -> QRectF:
    left, top = matrix.x + column * matrix.cell_width, matrix.y + row * CELL
    narrowed = matrix.narrowed if column == matrix.shown[1] - 1 else 0.0
    return QRectF(left, top, matrix.cell_width - narrowed, CELL).adjusted(1, 1, -1, -1)


def _paint_brackets(painter: QPainter, matrix: Matrix, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.text_soft), 1.2))
    top, bottom = matrix.y, matrix.y + matrix.height
    for x, inwards in ((matrix.x, 1), (matrix.x + matrix.width, -1)):
        edge = x - inwards * _AWAY
        painter.drawPolyline(
            [
                QPointF(edge + inwards * _BRACKET, top),
                QPointF(edge, top),
                QPointF(edge, bottom),
                QPointF(edge + inwards * _BRACKET, bottom),
            ]
        )


def _paint_head(painter: QPainter, matrix: Matrix, theme: Theme, sight: QRectF) -> None:
    """Write what a matrix is called above it, or at its upper end in sight."""
    top = matrix.y - HEAD
    y = min(max(top, sight.top()), max(top, matrix.y + matrix.height - 2 * HEAD))
    left = max(matrix.x, sight.left())
    right = min(matrix.x + matrix.width, sight.right())
    middle = (left + right) / 2
    label = PageText(matrix.head, middle, y + HEAD / 2 - 1, "text_soft", italic=True)
    if y > top:
        painter.fillRect(QRectF(matrix.x, y, matrix.width, HEAD), QColor(theme.card))
    paint_label(painter, label, theme)


def paint_label(painter: QPainter, label: PageText, theme: Theme) -> None:
    """Write words where they stand on the page."""
    painter.setFont(sized(label.size, label.bold, label.italic))
    painter.setPen(QColor(getattr(theme, label.ink)))
    left = label.x - _FAR if label.centred else label.x
    side = Qt.AlignmentFlag.AlignHCenter if label.centred else Qt.AlignmentFlag.AlignLeft
    room = QRectF(left, label.y - HEAD / 2, 2 * _FAR, HEAD)
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, label.text)
