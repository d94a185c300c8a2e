"""The head of an arrow."""

from math import atan2, cos, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

_HALF_ANGLE = 0.45  # radians


def paint_head(
    painter: QPainter, start: QPointF, end: QPointF, length: float, colour: QColor
) -> None:
    """Fill a head of this length at the end of a line."""
    angle = atan2(end.y() - start.y(), end.x() - start.x())
    wings = [
        QPointF(end.x() - length * cos(angle + turn), end.y() - length * sin(angle + turn))
        for turn in (-_HALF_ANGLE, _HALF_ANGLE)
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([end, *wings]))
