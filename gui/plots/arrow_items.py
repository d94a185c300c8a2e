"""The arrows of a plot on screen: a line each, and a head that turns with the range."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from gui.look.theme import Theme
from gui.plots.chart import VectorMark

_HEAD, _WIDTH = 12, 1.8  # units
_HEIGHT = 5  # above the curves


class ArrowItems:
    """As many arrows as a chart has; those not needed are hidden."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._plot = plot
        self.items: list[tuple[pg.PlotCurveItem, pg.ArrowItem]] = []
        self._directions: tuple[VectorMark, ...] = ()
        self._unit = 1.0
        plot.getViewBox().sigTransformChanged.connect(self.turn_heads)

    def enlarge(self, unit: float) -> None:
        """Draw at another scale from now on."""
        self._unit = unit
        for _, head in self.items:
            head.setStyle(headLen=_HEAD * unit)

    def show(self, arrows: Sequence[VectorMark], theme: Theme) -> None:
        while len(self.items) < len(arrows):
            head = pg.ArrowItem(headLen=_HEAD * self._unit, tailLen=None, pen=None)
            pair = (pg.PlotCurveItem(), head)
            for item in pair:
                self._plot.addItem(item)
                item.setZValue(_HEIGHT)
            self.items.append(pair)
        for (line, head), arrow in zip(self.items, arrows, strict=False):
            colour = theme.ink(arrow.ink)
            xs, ys = np.array([arrow.x, arrow.to_x]), np.array([arrow.y, arrow.to_y])
            style = Qt.PenStyle.DashLine if arrow.dashed else Qt.PenStyle.SolidLine
            pen = pg.mkPen(colour, width=_WIDTH * self._unit, style=style)
            line.setData(xs, ys, pen=pen, antialias=True)
            head.setStyle(brush=pg.mkBrush(colour))
            head.setPos(arrow.to_x, arrow.to_y)
        for index, pair in enumerate(self.items):
            for item in pair:
                item.setVisible(index < len(arrows))
        self._directions = tuple(arrows)
        self.turn_heads()

    def turn_heads(self) -> None:
        """Turn each arrow's head along its line, whose slope on screen changes with the range."""
        per_x, per_y = self._plot.getViewBox().viewPixelSize()
        if not (per_x > 0 and per_y > 0):  # a range too short for a picture
            return
        for (_, head), arrow in zip(self.items, self._directions, strict=False):
            dx, dy = (arrow.to_x - arrow.x) / per_x, (arrow.to_y - arrow.y) / per_y
            angle = 180 - np.degrees(np.arctan2(dy, dx))  # pyqtgraph's 0 points left
            # a step so tiny has no head
            head.setVisible(bool(np.hypot(dx, dy) > 2 * _HEAD * self._unit))
            if head.opts["angle"] != angle:
                head.setStyle(angle=angle)
