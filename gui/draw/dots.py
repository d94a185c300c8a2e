"""Paints the dot of a sample in the form of its class."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPolygonF

from gui.draw.outlines import CORNERS, Outline


def paint_outline(painter: QPainter, outline: Outline, at: QPointF, size: float) -> None:
    """Paint a dot in the painter's pen and brush; size: the radius of a circle of its area."""
    if outline is Outline.CIRCLE:
        painter.drawEllipse(at, size, size)
    else:
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) * size for x, y in CORNERS[outline]]))
