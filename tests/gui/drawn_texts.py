"""Records every text that is painted, with its place and with what is left of it in sight."""

from collections.abc import Callable
from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QFontInfo,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QTextItem,
)

_DOTS_PER_INCH = 96


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A piece of text in one font; room: where it may be seen, in pixels of the picture.

    size: of its letters, in pixels of the picture too; sight: where it is seen now, without what
    can be scrolled to.
    """

    text: str
    rect: QRectF
    room: QRectF
    size: float
    sight: QRectF

    @property
    def is_cut(self) -> bool:
        """Whether a part of it lies outside, by more than a pixel of rounding."""
        return not self.room.adjusted(-1.5, -1.5, 1.5, 1.5).contains(self.rect)


class _Recorder(QPaintEngine):
    """Paints nothing and keeps the texts."""

    def __init__(self, room: QRectF) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.found: list[DrawnText] = []
        self._room = room

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        pass

    def drawPixmap(self, *ignored: object) -> None:
        pass

    def drawImage(self, *ignored: object, **flags: object) -> None:
        pass

    drawPath = drawPolygon = drawLines = drawRects = drawPixmap
    drawPoints = drawEllipse = drawTiledPixmap = drawPixmap

    def drawTextItem(self, place: object, item: QTextItem) -> None:
        assert isinstance(place, QPointF)
        painter = self.painter()
        rect = QRectF(
            place.x(), place.y() - item.ascent(), item.width(), item.ascent() + item.descent()
        )
        room = self._room
        if painter.hasClipping():
            room = room & painter.deviceTransform().mapRect(painter.clipBoundingRect())
        rect = painter.deviceTransform().mapRect(rect)
        if widget := self.systemClip().boundingRect():  # what is above or below can be scrolled to
            sight = room & rect & QRectF(widget)
            room = room & QRectF(widget.x(), rect.y(), widget.width(), rect.height())
        else:
            sight = room & rect
        way = painter.deviceTransform()
        size = QFontInfo(item.font()).pixelSize() * hypot(way.m21(), way.m22())
        self.found.append(DrawnText(item.text(), rect, room, size, sight))


class _Page(QPaintDevice):
    """A picture of some size that only its texts are wanted of."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._size = width, height
        self.recorder = _Recorder(QRectF(0, 0, width, height))

    def paintEngine(self) -> QPaintEngine:
        return self.recorder

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        kinds = QPaintDevice.PaintDeviceMetric
        known = {
            kinds.PdmWidth: self._size[0],
            kinds.PdmHeight: self._size[1],
            kinds.PdmDevicePixelRatio: 1,
            kinds.PdmDepth: 32,
        }
        if metric in known:
            return known[metric]
        if metric.name.startswith("PdmDevicePixelRatio"):
            return int(self.devicePixelRatioFScale())
        return _DOTS_PER_INCH


def drawn_texts(paint: Callable[[QPainter], None], width: int, height: int) -> list[DrawnText]:
    """Return the texts that are painted into a picture of this size, in their order."""
    page = _Page(width, height)
    painter = QPainter(page)
    paint(painter)
    painter.end()
    return page.recorder.found
