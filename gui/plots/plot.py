"""Shows a chart on screen with pyqtgraph: zoom by the wheel, move by dragging."""

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem

from gui.look.fit import current
from gui.look.fonts import sized
from gui.look.sizes import Sizes
from gui.look.theme import Theme
from gui.plots.arrow_items import ArrowItems
from gui.plots.chart import Axis, Chart
from gui.plots.cloud_items import CloudItem
from gui.plots.curve_items import CurveItems
from gui.plots.marks import Backdrop, Marks
from gui.plots.number_axis import NumberAxis
from gui.plots.overlay import Overlay
from gui.plots.reading import Reading, is_in_view

_HANDLE = 14  # units, as all lengths here: around a ball, where it can be taken hold of
_STILL = 4  # a press that moves less is a click
_MARK_ROOM = 0.02  # of the width, on either side: a mark at the edge is not cut


class Plot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """A chart that can be looked at closely; a double click, or the button, shows all of it again.

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
    """Emitted for a double click or the button where the range is not the plot's own."""

    pointed = Signal(object)
    """Emitted with the place (x, y) the pointer is moved to, None when it leaves."""

    _shown: tuple[Axis, Axis] | None = None  # pyqtgraph resizes a plot before it is made

    def __init__(self, *, follows_state: bool = False) -> None:
        axes = {side: NumberAxis(side) for side in ("left", "bottom")}
        super().__init__(axisItems=axes, enableMenu=False)
        self.curves, self._arrows = CurveItems(self), ArrowItems(self)
        self._follows_state = follows_state
        self._handle: tuple[float, float] | None = None
        self._pressed: QPointF | None = None
        self._dragging, self._by_hand = False, False
        self._behind = Backdrop(self.getViewBox())
        self._clouds = CloudItem(self.getViewBox())
        self._marks = Marks(self.getViewBox())
        self._sizes = Sizes()
        self._dressed: tuple[object, ...] | None = None
        self._subject: object = None
        self.overlay = Overlay(self, self.show_all)
        for item in (self._behind, self._clouds, self._marks):
            item.setParentItem(self.getViewBox())
        self.hideButtons()
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFrameShape(self.Shape.NoFrame)
        box = self.getViewBox()
        box.setMouseEnabled(x=True, y=not follows_state)
        box.sigRangeChangedManually.connect(self._note_hand)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.enableAutoSIPrefix(False)
            # an axis is painted from a recording of its texts, 2 ms each; a pixmap costs nothing
            axis.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
            axis.setStyle(maxTickLevel=0, hideOverlappingLabels=False, tickAlpha=255)
            axis.setZValue(-101)  # the grid lies under the curves, whose box is at -100
        self.enlarge(self._sizes)

    def show_chart(self, chart: Chart, theme: Theme, sizes: Sizes, subject: object = None) -> None:
        """Show a chart; a range chosen by hand stays as long as something is seen in it.

        subject: what the chart is of; a range is not kept for another one.
        """
        self._dress(chart, theme, sizes)
        self.curves.show(chart.curves, theme, sizes.unit)
        self._arrows.show(chart.arrows, theme)
        self._behind.show_behind(chart.ground, chart.areas, theme)
        self._clouds.show_clouds(chart.clouds, theme, sizes.unit)
        self._marks.show_marks(chart.points, chart.labels, theme, sizes.unit)
        self.getViewBox().setAspectLocked(chart.equal)
        axes, meant = (chart.x_axis, chart.y_axis), (subject, chart.y_axis.is_log, chart.equal)
        seen = is_in_view(chart, *map(tuple, self.getViewBox().viewRange()))
        if meant != self._subject or (self._by_hand and not seen):
            self._by_hand, self._shown = False, None
        self._subject = meant
        if self._shown != axes:
            self._shown = axes
            if not self._by_hand:
                self.fit()
        self.overlay.show_fit(self._by_hand or chart.by_hand)

    def _dress(self, chart: Chart, theme: Theme, sizes: Sizes) -> None:
        axes = chart.x_axis, chart.y_axis
        kinds = tuple((axis.name, axis.is_log, axis.is_count, axis.words) for axis in axes)
        wanted = (theme, sizes, kinds, chart.ground is None, chart.equal)
        if wanted == self._dressed:
            return  # pyqtgraph draws both axes anew for every label it is given
        if sizes != self._sizes:
            self.enlarge(sizes)
        self._dressed = wanted
        self.setBackground(theme.card)
        self.showGrid(x=False, y=chart.ground is None)
        self.getAxis("left").hold_width(chart.equal)
        size = f"{sizes.length('tiny')}px"
        for side, axis in (("left", chart.y_axis), ("bottom", chart.x_axis)):
            item = self.getAxis(side)
            item.written = axis
            item.setTextPen(pg.mkPen(theme.text_faint))
            is_left = side == "left"  # no line beside the plot, only a grid across it
            item.setPen(pg.mkPen(None if is_left else theme.control_edge))  # recolours the label
            item.setTickPen(pg.mkPen(theme.grid if is_left else theme.control_edge))
            item.setLabel(axis.name, color=theme.text_soft, **{"font-size": size})

    def enlarge(self, sizes: Sizes) -> None:
        """Give the axes and arrows their sizes."""
        self._sizes, unit = sizes, sizes.unit
        self.getPlotItem().layout.setContentsMargins(*sizes.of("plot"))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setStyle(tickFont=sized(sizes.length("tiny")))
            axis.setStyle(tickLength=round(-4 * unit), tickTextOffset=round(6 * unit))
        # pyqtgraph leaves a line empty by itself
        self.getAxis("bottom").setHeight(sizes.length("axis_height"))
        usual = current()  # what has grown with its room becomes small again with it
        _, above, _, below = usual.of("plot")
        axes = max(usual, Sizes(), key=lambda each: each.unit).length("axes_least")
        axes += usual.length("axis_height") if self.getAxis("bottom").isVisible() else 0
        self.setMinimumHeight(axes + above + below)
        self._arrows.enlarge(unit)
        self.overlay.enlarge(sizes)

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
            self.overlay.show_fit(True)
            return
        low, high = self.getViewBox().viewRange()[0]
        room = _MARK_ROOM / (1 + 2 * _MARK_ROOM) * (high - low)
        self.range_chosen.emit(low + room, high - room)

    def let_drag(self, x: float, y: float) -> None:
        """Let a ball at a place of the chart be dragged."""
        self._handle = x, y

    def value_at(self, place: QPointF) -> QPointF:
        """Return what lies at a place of the widget, in the numbers of the axes."""
        at: QPointF = self.getViewBox().mapSceneToView(self.mapToScene(place.toPoint()))
        return at

    def place_of(self, x: float, y: float) -> QPoint:
        """Return where in the widget a point of the chart stands."""
        at: QPoint = self.mapFromScene(self.getViewBox().mapViewToScene(QPointF(x, y)))
        return at

    def _on_handle(self, place: QPointF) -> bool:
        if self._handle is None:
            return False
        ball = self.place_of(*self._handle)
        return bool((QPointF(ball) - place).manhattanLength() <= _HANDLE * self._sizes.unit)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._dragging = self._on_handle(event.position())
        if not self._dragging:
            super().mousePressEvent(event)

    def show_reading(self, read: Reading | None) -> None:
        """Mark a point of a curve and write its values beside it; None marks nothing."""
        self._marks.show_read(read)
        if read is None:
            self.overlay.hide_value()
            return
        written = self.overlay.show_value(read.text, self.place_of(read.x, read.y))
        self._marks.leave_out_below(self.mapToScene(written).boundingRect())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown is not None:
            self.overlay.place()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.value_at(event.position())
        inside = self.getViewBox().viewRect().contains(at)
        self.pointed.emit((at.x(), at.y()) if inside and not event.buttons() else None)
        if self._dragging:
            self.handle_dragged.emit(at.x(), at.y())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self._dragging:
            self._dragging = False
            return
        super().mouseReleaseEvent(event)
        still = (
            pressed is not None
            and (event.position() - pressed).manhattanLength() < _STILL * self._sizes.unit
        )
        at = self.value_at(event.position())
        if still and self.getViewBox().viewRect().contains(at):
            self.clicked.emit(at.x(), at.y())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.show_all()

    def zoom_by(self, factor: float, at: QPointF) -> None:
        """Show everything so many times larger, and what is at a place in pixels there."""
        box = self.getViewBox()
        by_mouse = box.mouseEnabled()
        box.scaleBy([1 / factor if on else None for on in by_mouse], center=self.value_at(at))
        box.sigRangeChangedManually.emit(by_mouse)

    def show_all(self) -> None:
        """Give up a range chosen by hand."""
        if self._follows_state:
            self.fit_asked.emit()
            return
        self._by_hand = False
        self.overlay.show_fit(False)
        self.fit()
