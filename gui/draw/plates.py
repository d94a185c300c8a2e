"""Rectangles with round corners: grounds of words, boxes, bars."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen


def paint_plate(
    painter: QPainter, room: QRectF, fill: str, corner: float, edge: QPen | None = None
) -> None:
    """Fill a rectangle, with a line around it if there is a pen for one."""
    painter.setPen(Qt.PenStyle.NoPen if edge is None else edge)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(room, corner, corner)
