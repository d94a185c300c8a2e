"""Lines of text in a rectangle: squeezed, cut short, or on a ground of their own."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gui.look.fonts import sized
from gui.words.catalog import beside

_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip


@lru_cache(maxsize=8192)
def _advance(text: str, size: float, bold: bool, italic: bool) -> float:
    return QFontMetricsF(sized(size, bold, italic)).horizontalAdvance(text)


def paint_squeezed(
    painter: QPainter,
    room: QRectF,
    text: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    italic: bool = False,
) -> None:
    """Write a line in the middle of its room, squeezed if it is wider."""
    painter.setFont(sized(size, bold, italic))
    painter.setPen(QColor(colour))
    advance = _advance(text, size, bold, italic)
    if advance <= room.width():
        painter.drawText(room, _CENTRE, text)
        return
    # a font wider than the layout reckons with, or a size rounded up
    painter.save()
    painter.translate(room.center())
    painter.scale(room.width() / advance, 1.0)
    around = QRectF(-advance / 2, -room.height() / 2, advance, room.height())
    painter.drawText(around, _CENTRE, text)
    painter.restore()


def paint_cut(
    painter: QPainter,
    room: QRectF,
    text: str,
    font: QFont,
    colour: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Write a line at one side of its room, cut short with an ellipsis if it is longer.

    Where there is room, what it is in another language stands behind it.
    """
    metrics = QFontMetricsF(font)
    if other := beside(text):
        room = _with_behind(painter, room, text, other, font, colour, side)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, cut)


def _with_behind(
    painter: QPainter,
    room: QRectF,
    text: str,
    other: str,
    font: QFont,
    colour: str,
    side: Qt.AlignmentFlag,
) -> QRectF:
    """Write what stands behind a text, where it has room, and return the room of the text."""
    from gui.draw.paragraph import fainter, smaller  # only in two languages at once

    behind, long = smaller(font), QFontMetricsF(font).horizontalAdvance(text)
    advance = QFontMetricsF(behind).horizontalAdvance(f" {other}")
    if long + advance <= room.width():
        painter.setFont(behind)
        painter.setPen(fainter(QColor(colour)))
        is_right = bool(side & Qt.AlignmentFlag.AlignRight)
        left = room.right() if is_right else room.left() + long + advance
        place = QRectF(left - advance, room.top(), advance, room.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, other)
        return room.adjusted(0, 0, -advance, 0) if is_right else room
    return room
