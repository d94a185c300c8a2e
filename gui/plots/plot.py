"""Shows a chart on screen with pyqtgraph: zoom by the wheel, move by dragging."""

from collections.abc import Sequence
from math import ceil

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QGraphicsItem

from gui.plots.chart import Arrow, Axis, Chart, Curve, Point, tick_text
from gui.theme import Theme

_TEXT_PX = 11
_GAP_PX = 6  # between two numbers of an axis
_HEAD_PX = 12
_BOTTOM_PX = 38  # the numbers of the x axis and its name
_MARGINS_PX = (0, 8, 16, 0)  # left, top, right, bottom: room for half of the outermost numbers
_MARK_ROOM = 0.02  # of the width, on either side: a mark at the edge is not cut


class _NumberAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis whose numbers are written as everywhere else."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        texts = [tick_text(value, spacing) for value in values]
        if self.orientation == "left":
            return texts
        apart = spacing / (self.range[1] - self.range[0]) * self.geometry().width()
        metrics = QFontMetricsF(self.style["tickFont"])
        widest = max(map(metrics.horizontalAdvance, texts), default=0.0)
        stride = ceil((widest + _GAP_PX) / apart)  # numbers that would touch: every second only
        return [
            text if round(value / spacing) % stride == 0 else ""
            for text, value in zip(texts, values, strict=True)
        ]

    def boundingRect(self) -> QRectF:
        # with a grid, pyqtgraph 0.14 leaves out the half of a number beyond the end of the axis
        whole: QRectF = super().boundingRect()
        return whole.adjusted(0, -_TEXT_PX, 0, _TEXT_PX)


class Plot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """A chart that can be looked at closely; a double click shows all of it again."""

    def __init__(self) -> None:
        axes = {side: _NumberAxis(side) for side in ("left", "bottom")}
        super().__init__(axisItems=axes)
        self._curves: list[pg.PlotCurveItem] = []
        self._arrows: list[tuple[pg.PlotCurveItem, pg.ArrowItem]] = []
        self._directions: tuple[Arrow, ...] = ()
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
        box = self.getViewBox()
        box.sigRangeChangedManually.connect(self._note_hand)
        box.sigTransformChanged.connect(self._turn_heads)
        self.getPlotItem().layout.setContentsMargins(*_MARGINS_PX)
        font = QFont()
        font.setPixelSize(_TEXT_PX)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.enableAutoSIPrefix(False)
            # an axis is painted from a recording of its texts, 2 ms each; a pixmap costs nothing
            axis.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
            axis.setStyle(tickFont=font, tickLength=-4, tickTextOffset=6, maxTickLevel=0)
            axis.setStyle(hideOverlappingLabels=False, tickAlpha=255)
            axis.setZValue(-101)  # the grid lies under the curves, whose box is at -100
        self.getAxis("bottom").setHeight(_BOTTOM_PX)  # pyqtgraph leaves a line empty by itself
        self.showGrid(x=False, y=True)

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
            item.setTextPen(pg.mkPen(theme.text_faint))
            is_left = side == "left"  # no line beside the plot, only a grid across it
            item.setPen(pg.mkPen(None if is_left else theme.control_edge))  # recolours the label
            item.setTickPen(pg.mkPen(theme.grid if is_left else theme.control_edge))
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
            pair = (pg.PlotCurveItem(), pg.ArrowItem(headLen=_HEAD_PX, tailLen=None, pen=None))
            for item in pair:
                self.addItem(item)
                item.setZValue(5)
            self._arrows.append(pair)
        for (line, head), arrow in zip(self._arrows, arrows, strict=False):
            colour = getattr(theme, arrow.ink)
            xs, ys = np.array([arrow.x, arrow.to_x]), np.array([arrow.y, arrow.to_y])
            line.setData(xs, ys, pen=pg.mkPen(colour, width=1.8), antialias=True)
            head.setStyle(brush=pg.mkBrush(colour))
            head.setPos(arrow.to_x, arrow.to_y)
        for index, pair in enumerate(self._arrows):
            for item in pair:
                item.setVisible(index < len(arrows))
        self._directions = tuple(arrows)
        self._turn_heads()

    def _turn_heads(self) -> None:
        """Turn each arrow's head along its line, whose slope on screen changes with the range."""
        per_x, per_y = self.getViewBox().viewPixelSize()
        for (_, head), arrow in zip(self._arrows, self._directions, strict=False):
            dx, dy = (arrow.to_x - arrow.x) / per_x, (arrow.to_y - arrow.y) / per_y
            angle = 180 - np.degrees(np.arctan2(dy, dx))  # pyqtgraph's 0 points left
            head.setVisible(bool(np.hypot(dx, dy) > 2 * _HEAD_PX))  # none of a step that tiny
            if head.opts["angle"] != angle:
                head.setStyle(angle=angle)

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
            room = _MARK_ROOM * (x_axis.high - x_axis.low)
            box.setRange(
                xRange=(x_axis.low - room, x_axis.high + room),
                yRange=(y_axis.low, y_axis.high),
                padding=0,
            )

    def _note_hand(self) -> None:
        self._by_hand = True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._by_hand = False
        self._fit()
