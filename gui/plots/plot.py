"""Shows a chart on screen with pyqtgraph: zoom by the wheel, move by dragging."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QGraphicsItem

from gui.plots.chart import Arrow, Axis, Chart, Curve, Point, tick_text
from gui.theme import Theme

_TEXT_PX = 11


class _NumberAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis whose numbers are written as everywhere else."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [tick_text(value, spacing) for value in values]


class Plot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """A chart that can be looked at closely; a double click shows all of it again."""

    ranged_by_hand = Signal()

    def __init__(self) -> None:
        axes = {side: _NumberAxis(side) for side in ("left", "bottom")}
        super().__init__(axisItems=axes)
        self._curves: list[pg.PlotCurveItem] = []
        self._arrows: list[tuple[pg.PlotCurveItem, pg.ArrowItem]] = []
        self._points = pg.ScatterPlotItem(pxMode=True)
        self._points.setZValue(10)
        self._dressed: tuple[Theme, str, str] | None = None
        self._shown: tuple[Axis, Axis] | None = None
        self._by_hand = False
        self.addItem(self._points)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFrameShape(self.Shape.NoFrame)
        self.getViewBox().sigRangeChangedManually.connect(self._note_hand)
        font = QFont()
        font.setPixelSize(_TEXT_PX)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.enableAutoSIPrefix(False)
            # an axis is painted from a recording of its texts, 2 ms each; a pixmap costs nothing
            axis.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
            axis.setStyle(tickFont=font, tickLength=-4, tickTextOffset=6, maxTickLevel=0)
        self.showGrid(x=False, y=True, alpha=0.25)

    def show_chart(self, chart: Chart, theme: Theme) -> None:
        """Show a chart; a range chosen by hand stays until a double click."""
        self._dress(chart, theme)
        self._show_curves(chart.curves, theme)
        self._show_arrows(chart.arrows, theme)
        self._show_points(chart.points, theme)
        if self._shown != (chart.x_axis, chart.y_axis):
            self._shown = (chart.x_axis, chart.y_axis)
            if not self._by_hand:
                self._fit()

    def _dress(self, chart: Chart, theme: Theme) -> None:
        wanted = (theme, chart.x_axis.name, chart.y_axis.name)
        if wanted == self._dressed:
            return  # pyqtgraph draws both axes anew for every label it is given
        self._dressed = wanted
        self.setBackground(theme.card)
        for side, axis in (("left", chart.y_axis), ("bottom", chart.x_axis)):
            item = self.getAxis(side)
            item.setPen(pg.mkPen(theme.control_edge))
            item.setTextPen(pg.mkPen(theme.text_faint))
            item.setLabel(axis.name, color=theme.text_soft, **{"font-size": f"{_TEXT_PX}px"})

    def _show_curves(self, curves: Sequence[Curve], theme: Theme) -> None:
        while len(self._curves) < len(curves):
            self._curves.append(pg.PlotCurveItem())
            self.addItem(self._curves[-1])
        for item, curve in zip(self._curves, curves, strict=False):
            style = Qt.PenStyle.DashLine if curve.dashed else Qt.PenStyle.SolidLine
            pen = pg.mkPen(getattr(theme, curve.ink), width=curve.width, style=style)
            item.setData(curve.xs, curve.ys, pen=pen, antialias=True)
            item.show()
        for item in self._curves[len(curves) :]:
            item.hide()

    def _show_arrows(self, arrows: Sequence[Arrow], theme: Theme) -> None:
        while len(self._arrows) < len(arrows):
            pair = (pg.PlotCurveItem(), pg.ArrowItem(headLen=9, tailLen=None, pen=None))
            for item in pair:
                self.addItem(item)
                item.setZValue(5)
            self._arrows.append(pair)
        for (line, head), arrow in zip(self._arrows, arrows, strict=False):
            colour = getattr(theme, arrow.ink)
            xs, ys = np.array([arrow.x, arrow.to_x]), np.array([arrow.y, arrow.to_y])
            line.setData(xs, ys, pen=pg.mkPen(colour, width=1.8), antialias=True)
            head.setStyle(brush=pg.mkBrush(colour), angle=self._angle(arrow))
            head.setPos(arrow.to_x, arrow.to_y)
        for index, pair in enumerate(self._arrows):
            for item in pair:
                item.setVisible(index < len(arrows))

    def _angle(self, arrow: Arrow) -> float:
        """Return the direction of an arrow's head as pyqtgraph counts it: 0 points left."""
        per_x, per_y = self.getViewBox().viewPixelSize()
        dx, dy = (arrow.to_x - arrow.x) / per_x, (arrow.to_y - arrow.y) / per_y
        return float(180 - np.degrees(np.arctan2(dy, dx)))

    def _show_points(self, points: Sequence[Point], theme: Theme) -> None:
        edge = pg.mkPen(theme.card, width=1.5)
        self._points.setData(
            [
                {
                    "pos": (point.x, point.y),
                    "size": 2 * point.radius,
                    "brush": pg.mkBrush(getattr(theme, point.ink)),
                    "pen": edge,
                }
                for point in points
            ]
        )

    def _fit(self) -> None:
        if self._shown is not None:
            x_axis, y_axis = self._shown
            box = self.getViewBox()
            box.setRange(
                xRange=(x_axis.low, x_axis.high), yRange=(y_axis.low, y_axis.high), padding=0
            )

    def _note_hand(self) -> None:
        self._by_hand = True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._by_hand = False
        self._fit()
