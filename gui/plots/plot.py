"""Shows a chart on screen with pyqtgraph: zoom by the wheel, move by dragging."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QGraphicsItem

from gui.look.theme import Theme
from gui.plots.chart import Axis, Chart, Series, VectorMark
from gui.plots.marks import Backdrop, Marks
from gui.plots.number_axis import TEXT_PX, NumberAxis

_HEAD_PX = 12
_BOTTOM_PX = 38  # the numbers of the x axis and its name
_MARGINS_PX = (0, 8, 16, 0)  # left, top, right, bottom: room for half of the outermost numbers
_HANDLE_PX = 14  # around a ball, where it can be taken hold of
_STILL_PX = 4  # a press that moves less is a click
_MARK_ROOM = 0.02  # of the width, on either side: a mark at the edge is not cut


class Plot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """A chart that can be looked at closely; a double click shows all of it again.

    With `follows_state` the range is not the plot's own: what is chosen by wheel or dragging is
    sent, and comes back in the next chart.
    """

    clicked = Signal(float, float)
    """Emitted with the place of a click that was no drag."""

    handle_dragged = Signal(float, float)
    """Emitted while the chart's first ball is dragged, with the place of the pointer."""

    range_chosen = Signal(float, float)
    """Emitted with the ends of the x axis after the wheel or a drag."""

    fit_asked = Signal()
    """Emitted for a double click where the range is not the plot's own."""

    def __init__(self, *, follows_state: bool = False) -> None:
        axes = {side: NumberAxis(side) for side in ("left", "bottom")}
        super().__init__(axisItems=axes)
        self._curves: list[pg.PlotCurveItem] = []
        self._arrows: list[tuple[pg.PlotCurveItem, pg.ArrowItem]] = []
        self._directions: tuple[VectorMark, ...] = ()
        self._follows_state = follows_state
        self._handle: tuple[float, float] | None = None
        self._pressed: QPointF | None = None
        self._dragging = False
        self._ground = Backdrop(self.getViewBox())
        self._marks = Marks(self.getViewBox())
        self._dressed: tuple[Theme, str, str] | None = None
        self._shown: tuple[Axis, Axis] | None = None
        self._by_hand = False
        self._ground.setParentItem(self.getViewBox())
        self._marks.setParentItem(self.getViewBox())
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFrameShape(self.Shape.NoFrame)
        box = self.getViewBox()
        box.setMouseEnabled(x=True, y=not follows_state)
        box.sigRangeChangedManually.connect(self._note_hand)
        box.sigTransformChanged.connect(self._turn_heads)
        self.getPlotItem().layout.setContentsMargins(*_MARGINS_PX)
        font = QFont()
        font.setPixelSize(TEXT_PX)
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
        self._ground.show_areas(chart.areas, theme)
        self._marks.show_marks(chart.points, chart.labels, theme)
        if self._shown != (chart.x_axis, chart.y_axis):
            self._shown = (chart.x_axis, chart.y_axis)
            if not self._by_hand:
                self.fit()

    def _dress(self, chart: Chart, theme: Theme) -> None:
        wanted = (theme, chart.x_axis.name, chart.y_axis.name)
        if wanted == self._dressed:
            return  # pyqtgraph draws both axes anew for every label it is given
        self._dressed = wanted
        self.setBackground(theme.card)
        for side, axis in (("left", chart.y_axis), ("bottom", chart.x_axis)):
            item = self.getAxis(side)
            item.written = axis
            item.setTextPen(pg.mkPen(theme.text_faint))
            is_left = side == "left"  # no line beside the plot, only a grid across it
            item.setPen(pg.mkPen(None if is_left else theme.control_edge))  # recolours the label
            item.setTickPen(pg.mkPen(theme.grid if is_left else theme.control_edge))
            item.setLabel(axis.name, color=theme.text_soft, **{"font-size": f"{TEXT_PX}px"})

    def _show_curves(self, curves: Sequence[Series], theme: Theme) -> None:
        while len(self._curves) < len(curves):
            self._curves.append(pg.PlotCurveItem())
            self.addItem(self._curves[-1])
        for item, curve in zip(self._curves, curves, strict=False):
            style = Qt.PenStyle.DashLine if curve.dashed else Qt.PenStyle.SolidLine
            pen = pg.mkPen(getattr(theme, curve.ink), width=curve.width, style=style)
            gaps = "finite" if np.isnan(curve.ys).any() else "all"
            item.setData(curve.xs, curve.ys, pen=pen, antialias=True, connect=gaps)
            item.show()
        for item in self._curves[len(curves) :]:
            item.hide()

    def _show_arrows(self, arrows: Sequence[VectorMark], theme: Theme) -> None:
        while len(self._arrows) < len(arrows):
            pair = (pg.PlotCurveItem(), pg.ArrowItem(headLen=_HEAD_PX, tailLen=None, pen=None))
            for item in pair:
                self.addItem(item)
                item.setZValue(5)
            self._arrows.append(pair)
        for (line, head), arrow in zip(self._arrows, arrows, strict=False):
            colour = getattr(theme, arrow.ink)
            xs, ys = np.array([arrow.x, arrow.to_x]), np.array([arrow.y, arrow.to_y])
            style = Qt.PenStyle.DashLine if arrow.dashed else Qt.PenStyle.SolidLine
            line.setData(xs, ys, pen=pg.mkPen(colour, width=1.8, style=style), antialias=True)
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
        if not (per_x > 0 and per_y > 0):  # a range too short for a picture
            return
        for (_, head), arrow in zip(self._arrows, self._directions, strict=False):
            dx, dy = (arrow.to_x - arrow.x) / per_x, (arrow.to_y - arrow.y) / per_y
            angle = 180 - np.degrees(np.arctan2(dy, dx))  # pyqtgraph's 0 points left
            head.setVisible(bool(np.hypot(dx, dy) > 2 * _HEAD_PX))  # none of a step that tiny
            if head.opts["angle"] != angle:
                head.setStyle(angle=angle)

    def fit(self) -> None:
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
        if not self._follows_state:
            self._by_hand = True
            return
        low, high = self.getViewBox().viewRange()[0]
        room = _MARK_ROOM / (1 + 2 * _MARK_ROOM) * (high - low)
        self.range_chosen.emit(low + room, high - room)

    def let_drag(self, x: float, y: float) -> None:
        """Let a ball at a place of the chart be dragged."""
        self._handle = x, y

    def _value(self, place: QPointF) -> QPointF:
        at: QPointF = self.getViewBox().mapSceneToView(self.mapToScene(place.toPoint()))
        return at

    def _on_handle(self, place: QPointF) -> bool:
        if self._handle is None:
            return False
        ball = self.mapFromScene(self.getViewBox().mapViewToScene(QPointF(*self._handle)))
        return bool((QPointF(ball) - place).manhattanLength() <= _HANDLE_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._dragging = self._on_handle(event.position())
        if not self._dragging:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            at = self._value(event.position())
            self.handle_dragged.emit(at.x(), at.y())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self._dragging:
            self._dragging = False
            return
        super().mouseReleaseEvent(event)
        still = pressed is not None and (event.position() - pressed).manhattanLength() < _STILL_PX
        at = self._value(event.position())
        if still and self.getViewBox().viewRect().contains(at):
            self.clicked.emit(at.x(), at.y())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._follows_state:
            self.fit_asked.emit()
            return
        self._by_hand = False
        self.fit()
