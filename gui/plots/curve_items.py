"""The curves of a chart on screen."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from gui.look.theme import Theme
from gui.plots.chart import Series


class CurveItems:
    """Keeps one item of pyqtgraph a curve, and hides those that are not needed."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._plot = plot
        self.items: list[pg.PlotCurveItem] = []

    def show(self, curves: Sequence[Series], theme: Theme, unit: float) -> None:
        """Show these curves. unit: how many pixels a unit of their widths takes."""
        while len(self.items) < len(curves):
            self.items.append(pg.PlotCurveItem())
            self._plot.addItem(self.items[-1])
        for item, curve in zip(self.items, curves, strict=False):
            style = Qt.PenStyle.DashLine if curve.dashed else Qt.PenStyle.SolidLine
            pen = pg.mkPen(theme.ink(curve.ink), width=curve.width * unit, style=style)
            if curve.dash:
                pen.setDashPattern(curve.dash)
            gaps = "finite" if np.isnan(curve.ys).any() else "all"
            item.setData(curve.xs, curve.ys, pen=pen, antialias=True, connect=gaps)
            item.show()
        for item in self.items[len(curves) :]:
            item.hide()
