"""What lies over the picture: the dot with its trail, the dark around a spot, a covered screen."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from gui.presenting.choice import Cover, ScreenChoice
from gui.presenting.trail import PointerTrail

DOT = "#e0002a"  # of a laser: over any theme
_RADIUS, _SPOT = 0.009, 0.17  # of the height of the screen
_DARK = 0.72  # how dark it is around the spot
_COVERS = {Cover.BLACK: "#000000", Cover.WHITE: "#ffffff"}


def paint_over(
    painter: QPainter,
    shown: ScreenChoice,
    trail: PointerTrail,
    pointer: QPointF | None,
    room: QRectF,
) -> None:
    """Paint it over a room in pixels; pointer: where it is, None while it rests."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if shown.cover in _COVERS:
        painter.fillRect(room, QColor(_COVERS[shown.cover]))
        return
    if shown.is_spotlit:
        around = QPainterPath()
        around.addRect(room)
        radius = _SPOT * room.height()
        around.addEllipse(room.center() if pointer is None else pointer, radius, radius)
        dark = QColor("#000000")
        dark.setAlphaF(_DARK)
        painter.fillPath(around, dark)  # odd and even: the ellipse stays clear
    elif shown.is_pointing:
        _paint_trail(painter, trail, pointer, _RADIUS * room.height())


def _paint_trail(
    painter: QPainter, trail: PointerTrail, pointer: QPointF | None, radius: float
) -> None:
    for (x1, y1, _), (x2, y2, left) in pairwise(trail.left):
        colour = QColor(DOT)
        colour.setAlphaF(left)
        pen = QPen(colour, 2 * radius * left)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
    if pointer is not None:
        painter.setPen(QPen(QColor("#ffffff"), radius / 3))
        painter.setBrush(QColor(DOT))
        painter.drawEllipse(pointer, radius, radius)
