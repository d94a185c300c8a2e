"""The points, words and filled ground of a plot on screen, over pyqtgraph's own items."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.look.theme import Theme
from gui.plots.chart import Area, Label, Point, Shape
from gui.plots.ground import PlotGround
from gui.plots.paint_ground import image_of, paint_ground
from gui.plots.paint_marks import paint_area, paint_labels, paint_point
from gui.plots.reading import Reading

_RING = 5.0  # units
_BEYOND = 20  # units around the plot that a mark at its edge may cover


class BoxItem(QGraphicsItem):
    """Covers a plot's box and is painted in its pixels."""

    def __init__(self, box: pg.ViewBox, height: float) -> None:
        super().__init__()
        self._box = box
        self._theme: Theme | None = None
        self._unit = 1.0
        self.setZValue(height)
        box.sigTransformChanged.connect(self._moved)
        box.sigResized.connect(self._moved)

    def _moved(self) -> None:
        self.prepareGeometryChange()
        self.update()

    def _place(self, x: float, y: float) -> QPointF:
        place: QPointF = self._box.mapFromView(QPointF(x, y))
        return place / self._unit

    def boundingRect(self) -> QRectF:
        whole: QRectF = self._box.boundingRect()
        beyond = _BEYOND * self._unit
        return whole.adjusted(-beyond, -beyond, beyond, beyond)


class Backdrop(BoxItem):
    """The colours and filled areas behind the curves."""

    def __init__(self, box: pg.ViewBox) -> None:
        super().__init__(box, -200)
        self._areas: Sequence[Area] = ()
        self._ground: tuple[PlotGround, QImage] | None = None

    def show_behind(self, ground: PlotGround | None, areas: Sequence[Area], theme: Theme) -> None:
        if ground is not None or self._ground is not None or areas or self._areas:
            self._ground = None if ground is None else (ground, image_of(ground, theme))
            self._areas, self._theme = areas, theme
            self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if self._theme is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._box.boundingRect())
        if self._ground is not None:
            paint_ground(painter, *self._ground, self._place)
        for area in self._areas:
            paint_area(painter, area, self._place, self._theme)


class Marks(BoxItem):
    """Points and words, painted by the same functions as in a figure, in units."""

    def __init__(self, box: pg.ViewBox) -> None:
        super().__init__(box, 10)
        self._points: Sequence[Point] = ()
        self._labels: Sequence[Label] = ()
        self._read: Reading | None = None
        self._covered: QRectF | None = None

    def show_read(self, read: Reading | None) -> None:
        """Ring the point that is read."""
        if read != self._read:
            self._read, self._covered = read, None
            self.update()

    def leave_out_below(self, covered: QRectF) -> None:
        """Write no words where those of the reading stand, a place of the scene."""
        here = self._box.mapRectFromScene(covered)
        if here != self._covered:
            self._covered = here
            self.update()

    def show_marks(
        self, points: Sequence[Point], labels: Sequence[Label], theme: Theme, unit: float
    ) -> None:
        self._points, self._labels, self._theme, self._unit = points, labels, theme, unit
        self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if self._theme is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._unit, self._unit)
        whole: QRectF = self._box.boundingRect()
        room = QRectF(QPointF(), whole.size() / self._unit)
        room.moveTopLeft(whole.topLeft() / self._unit)
        shown = room.adjusted(-8, -8, 8, 8)
        inside = [label for label in self._labels if shown.contains(self._place(label.x, label.y))]
        covered = None
        if self._covered is not None:
            corner, size = self._covered.topLeft(), self._covered.size()
            covered = QRectF(corner / self._unit, size / self._unit)
        paint_labels(painter, inside, self._place, self._theme, room, covered)
        for point in self._points:
            at = self._place(point.x, point.y)
            if shown.contains(at):
                paint_point(painter, point, at, self._theme)
        read = self._read
        if read is not None:
            ring = Point(read.x, read.y, read.ink, _RING, Shape.RING)
            paint_point(painter, ring, self._place(read.x, read.y), self._theme)
