"""The parts of a presentation as they were painted, so that only what has changed is painted."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPaintEngine, QPainter, QPixmap

from gui.network.shapes import Rect

Draw = Callable[[QPainter, Rect], None]


class ScreenPart(Struct, frozen=True, eq=False):
    """A part by its name, at a place in units; of: what it depends on besides."""

    name: str
    at: Rect
    of: object
    draw: Draw


class _Kept(Struct, frozen=True, eq=False):
    """A part on screen, and for what it was painted."""

    of: object
    pixmap: QPixmap


class KeptParts:
    """Paints each part in a pixmap of its own; what is recorded is painted directly."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def paint(self, painter: QPainter, part: ScreenPart, unit: float) -> None:
        """Paint a part as it was kept, or anew."""
        at = part.at
        engine = painter.paintEngine()
        if engine is not None and engine.type() == QPaintEngine.Type.User:
            painter.save()
            painter.scale(unit, unit)
            part.draw(painter, at)
            painter.restore()
            return
        ratio = painter.deviceTransform().m11()
        whole = (part.of, at, unit, ratio)
        kept = self._kept.get(part.name)
        if kept is None or kept.of != whole:
            kept = _Kept(whole, _painted(at, unit, ratio, part.draw))
            self._kept[part.name] = kept
        painter.drawPixmap(QPointF(unit * at.x, unit * at.y), kept.pixmap)


def _painted(at: Rect, unit: float, ratio: float, draw: Draw) -> QPixmap:
    size = QRectF(0, 0, unit * at.width * ratio, unit * at.height * ratio).toAlignedRect().size()
    pixmap = QPixmap(size)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(unit, unit)
        draw(painter, Rect(0, 0, at.width, at.height))
    return pixmap
