"""Paints the grey levels of a sample as a picture, with their numbers where there is room."""

from functools import lru_cache
from math import floor

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from engine.data.pictures import PictureForm
from engine.frozen import Array
from engine.text.numbers import short
from gui.draw.letters import text_width
from gui.draw.texts import paint_squeezed
from gui.look.sizes import Sizes
from gui.look.theme import Theme, blend

_INK = 0.9  # of the colour of words, where a cell is full
_SHADES = 64
_EDGE = 2.0  # pixels of the lines around
_STRONG = 0.45  # from which share of ink on a number is written in the colour of the card
_TYPE, _AROUND = Sizes().length("tiny"), 4.0  # units
_LEVEL_DIGITS = 3


def square_in(room: QRectF, side: int) -> QRectF:
    """Return the largest square in the middle of a room whose cells are whole pixels."""
    cell = max(floor((min(room.width(), room.height()) - _EDGE) / side), 1)
    left, top = (floor((length - cell * side) / 2) for length in (room.width(), room.height()))
    return QRectF(room.left() + left, room.top() + top, cell * side, cell * side)


def cell_at(room: QRectF, side: int, place: QPointF) -> tuple[int, int] | None:
    """Return the row and column of the cell at a place, None beside the picture."""
    square = square_in(room, side)
    if not square.contains(place):
        return None
    cell = square.width() / side
    row, column = (place.y() - square.top()) / cell, (place.x() - square.left()) / cell
    return min(int(row), side - 1), min(int(column), side - 1)


def paint_picture(
    painter: QPainter,
    room: QRectF,
    levels: Array,
    form: PictureForm,
    theme: Theme,
    marked: tuple[int, int] | None = None,
    unit: float = 1.0,
) -> None:
    """Paint levels, (cells,), into a room; marked: a cell with a frame around it.

    unit: how many lengths of the room are one of the sizes.
    """
    square, side = square_in(room, form.side), form.side
    with np.errstate(all="ignore"):
        shares = np.nan_to_num((levels - form.blank) / (form.full - form.blank)).clip(0.0, 1.0)
    inks, image = _inks(theme), QImage(side, side, QImage.Format.Format_RGB32)
    for index, level in enumerate(np.rint(_SHADES * shares).astype(int).tolist()):
        image.setPixelColor(index % side, index // side, inks[level])
    painter.drawImage(square, image)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.control_edge), 1))
    painter.drawRect(square.adjusted(-0.5, -0.5, 0.5, 0.5))
    cell = square.width() / side
    _paint_numbers(painter, square, levels, shares, theme, unit)
    if marked is not None:
        row, column = marked
        frame = QRectF(square.left() + column * cell, square.top() + row * cell, cell, cell)
        painter.setPen(QPen(QColor(theme.card), 4))
        painter.drawRect(frame)
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.drawRect(frame)


@lru_cache(maxsize=4)
def _inks(theme: Theme) -> tuple[QColor, ...]:
    """Return the colours from a blank cell to a full one."""
    shares = (_INK * level / _SHADES for level in range(_SHADES + 1))
    return tuple(QColor(blend(theme.text, theme.card, share)) for share in shares)


def _paint_numbers(
    painter: QPainter, square: QRectF, levels: Array, shares: Array, theme: Theme, unit: float
) -> None:
    """Write the level into each cell, if all of them have room for theirs."""
    side = round(len(levels) ** 0.5)
    cell, size = square.width() / side, _TYPE * unit
    if cell < size:
        return
    texts = [short(float(level), _LEVEL_DIGITS) for level in levels]
    if max(text_width(text, size) for text in texts) > cell - _AROUND * unit:
        return
    for index, text in enumerate(texts):
        row, column = divmod(index, side)
        place = QRectF(square.left() + column * cell, square.top() + row * cell, cell, cell)
        ink = theme.card if shares[index] > _STRONG else theme.text_soft
        paint_squeezed(painter, place, text, size, ink)
