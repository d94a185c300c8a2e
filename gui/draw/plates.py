"""Rectangles with round corners: grounds of words, boxes, bars, and what hides a number."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from engine.text.covered import MARK

_COVER, _COVER_EDGE = 0.12, 0.45  # of the ink around, in a plate that hides a number
_CORNER = 0.2  # of its height


def paint_plate(
    painter: QPainter, room: QRectF, fill: str, corner: float, edge: QPen | None = None
) -> None:
    """Fill a rectangle, with a line around it if there is a pen for one."""
    painter.setPen(Qt.PenStyle.NoPen if edge is None else edge)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(room, corner, corner)


def paint_cover(painter: QPainter, room: QRectF, ink: QColor, font: QFont) -> None:
    """Paint the plate of a number that is hidden, with a mark on it, in the ink of what is around.

    The painter has this ink and the font afterwards.
    """
    width = max(room.height() / 16, 0.5)
    corner = min(_CORNER * room.height(), room.width() / 2)
    painter.setPen(QPen(_thinned(ink, _COVER_EDGE), width))
    painter.setBrush(_thinned(ink, _COVER))
    half = width / 2
    painter.drawRoundedRect(room.adjusted(half, half, -half, -half), corner, corner)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, MARK)


def _thinned(ink: QColor, left: float) -> QColor:
    thin = QColor(ink)
    thin.setAlphaF(left * ink.alphaF())
    return thin
