"""The clouds of dots of a plot on screen, kept as pixmaps: they seldom move."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gui.look.theme import Theme
from gui.plots.cloud import Cloud
from gui.plots.marks import BoxItem
from gui.plots.paint_ground import paint_cloud

_STAMPED = 60  # dots of a colour, from which on they are copied


class CloudItem(BoxItem):
    """Paints each cloud anew only when it is another one, or stands elsewhere."""

    def __init__(self, box: pg.ViewBox) -> None:
        super().__init__(box, 8)
        self._clouds: Sequence[Cloud] = ()
        self._kept: dict[Cloud, tuple[object, QPixmap]] = {}

    def show_clouds(self, clouds: Sequence[Cloud], theme: Theme, unit: float) -> None:
        """Show these clouds, the first ones lowest."""
        if clouds or self._clouds:
            self._clouds, self._theme, self._unit = clouds, theme, unit
            self._kept = {each: kept for each, kept in self._kept.items() if each in clouds}
            self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if self._theme is None:
            return
        # not the device's ratio: a picture of the window has another one than the screen
        ratio = painter.deviceTransform().m11()
        whole = self._box.boundingRect()
        ends = self._place(0.0, 0.0), self._place(1.0, 1.0)
        stands = (self._theme, self._unit, ratio, whole, *ends)
        for cloud in self._clouds:
            kept = self._kept.get(cloud)
            if kept is None or kept[0] != stands:
                kept = self._kept[cloud] = stands, self._drawn(cloud, ratio)
            painter.drawPixmap(whole.topLeft(), kept[1])

    def _drawn(self, cloud: Cloud, ratio: float) -> QPixmap:
        assert self._theme is not None
        whole = self._box.boundingRect()
        pixmap = QPixmap((whole.size() * ratio).toSize())
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.scale(self._unit, self._unit)
        corner: QPointF = whole.topLeft() / self._unit

        def place(x: float, y: float) -> QPointF:
            return self._place(x, y) - corner

        paint_cloud(painter, cloud, place, self._theme, _STAMPED)
        painter.end()
        return pixmap
