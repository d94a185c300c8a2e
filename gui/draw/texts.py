"""Lines of text in a rectangle: squeezed, cut short, or on a ground of their own."""

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from engine.text.covered import as_wide, is_covered, parts
from gui.draw.plates import paint_cover
from gui.look.fonts import sized
from gui.words.catalog import beside

_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
_COVER_UP, _COVER_DOWN = 1.12, 0.35  # of the height of a capital, and of what hangs below


@lru_cache(maxsize=8192)
def _advance(text: str, size: float, bold: bool, italic: bool) -> float:
    return QFontMetricsF(sized(size, bold, italic)).horizontalAdvance(as_wide(text))


def whole_width(text: str, size: float, bold: bool = False, italic: bool = False) -> float:
    """Return how wide a line is, with what stands behind it in another language."""
    width = _advance(text, size, bold, italic)
    if other := beside(text):
        width += _advance_behind(other, sized(size, bold, italic))
    return width


def _advance_behind(other: str, font: QFont) -> float:
    from gui.draw.paragraph import smaller  # only in two languages at once

    return QFontMetricsF(smaller(font)).horizontalAdvance(f" {other}")


def alike(texts: Iterable[str], room: float, size: float, *, bold: bool = False) -> list[str]:
    """Return lines that stand together: all in both languages, or all in the first alone.

    room: of each of them.
    """
    lines = list(texts)
    have_room = all(whole_width(text, size, bold) <= room for text in lines)
    return lines if have_room else [str(text) for text in lines]


def write(painter: QPainter, room: QRectF, flags: int, text: str) -> None:
    """Write a line in a room, with the painter's font and pen; hidden numbers are plates.

    flags: Qt's, as a number: how it is aligned.
    """
    if not is_covered(text):
        painter.drawText(room, flags, text)
        return
    metrics = QFontMetricsF(painter.font())
    whole = metrics.horizontalAdvance(as_wide(text))
    x = room.left()
    if flags & Qt.AlignmentFlag.AlignRight.value:
        x = room.right() - whole
    elif flags & Qt.AlignmentFlag.AlignHCenter.value:
        x = room.center().x() - whole / 2
    top = room.top()
    if flags & Qt.AlignmentFlag.AlignBottom.value:
        top = room.bottom() - metrics.height()
    elif flags & Qt.AlignmentFlag.AlignVCenter.value:
        top = room.center().y() - metrics.height() / 2
    write_at(painter, QPointF(x, top + metrics.ascent()), text)


def write_at(painter: QPainter, at: QPointF, text: str) -> None:
    """Write a line from a place on its baseline on; hidden numbers are plates."""
    if not is_covered(text):
        painter.drawText(at, text)
        return
    font, pen = painter.font(), painter.pen()
    metrics, done = QFontMetricsF(font), ""
    up, down = _COVER_UP * metrics.capHeight(), _COVER_DOWN * metrics.descent()
    brush = painter.brush()
    for part, is_plate in parts(text):
        x = at.x() + metrics.horizontalAdvance(done)
        if is_plate:
            width = metrics.horizontalAdvance(as_wide(part))
            room = QRectF(x, at.y() - up, width, up + down)
            paint_cover(painter, room, pen.color(), font)
        else:
            painter.setPen(pen)
            painter.drawText(QPointF(x, at.y()), part)
        done += as_wide(part)
    painter.setBrush(brush)


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
        _write_centred(painter, room, text, advance, whole_width(text, size, bold, italic))
        return
    # a font wider than the layout reckons with, or a size rounded up
    painter.save()
    painter.translate(room.center())
    painter.scale(room.width() / advance, 1.0)
    around = QRectF(-advance / 2, -room.height() / 2, advance, room.height())
    write(painter, around, int(_CENTRE), text)
    painter.restore()


def _write_centred(
    painter: QPainter, room: QRectF, text: str, advance: float, whole: float
) -> None:
    """Write a line in the middle of its room, with what stands behind it where that has room.

    advance, whole: how wide it is without and with that.
    """
    if advance < whole <= room.width():
        font, colour = painter.font(), painter.pen().color().name()
        room = room.adjusted((room.width() - whole) / 2, 0, 0, 0)
        _with_behind(painter, room, text, beside(text), font, colour, Qt.AlignmentFlag.AlignLeft)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        room.setWidth(advance)
    write(painter, room, int(_CENTRE), text)


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
    if not is_covered(text):
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    write(painter, room, int(side | Qt.AlignmentFlag.AlignVCenter), text)


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

    long, advance = QFontMetricsF(font).horizontalAdvance(text), _advance_behind(other, font)
    if long + advance <= room.width():
        painter.setFont(smaller(font))
        painter.setPen(fainter(QColor(colour)))
        is_right = bool(side & Qt.AlignmentFlag.AlignRight)
        left = room.right() if is_right else room.left() + long + advance
        place = QRectF(left - advance, room.top(), advance, room.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, other)
        return room.adjusted(0, 0, -advance, 0) if is_right else room
    return room
