"""The picture of the loss over two weights; a click starts from there."""

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from gui.landscape.plane.plane_chart import drawable, plane_chart, plane_reading
from gui.landscape.plane.relief import Relief
from gui.plots.chart import Chart
from gui.plots.chart_view import ChartView
from gui.plots.reading import Reading
from gui.state.plane import actions as plane_actions
from gui.state.plane import derived as plane_derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.plots.plot import Plot

_PAUSE_MS = 4  # between two pieces of work, so that the window never stalls
PIECE_SECONDS = 0.006  # of work at once, about: less than half a frame


class PlanePlot(ChartView):
    """Refines its picture piece by piece while nothing else is to be done."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, self._drawn, parent, follows_state=True)
        self.setAccessibleName(say("plane.picture"))
        self._relief: Relief | None = None
        self._work = QTimer(self)
        self._work.setInterval(_PAUSE_MS)
        self._work.timeout.connect(self._refine)

    def plot_is_there(self, plot: "Plot") -> None:
        store = self._store
        plot.clicked.connect(lambda x, y: store.apply(plane_actions.start_from, x, y))
        plot.range_chosen.connect(self._choose_width)
        plot.fit_asked.connect(lambda: store.apply(plane_actions.free_half_width))

    def finish(self) -> None:
        """Compute everything that is still missing now, for a picture."""
        while self._relief is not None and not self._relief.complete:
            self._relief.more()
        self._refresh()

    def _drawn(self, state: State) -> Chart:
        if not drawable(state):
            return plane_chart(state, None)
        shown = plane_derived.drawn(state)
        if self._relief is None or self._relief.drawn is not shown:
            self._relief = Relief(shown)
            self._relief.more()
        if not self._relief.complete:
            self._work.start()
        return plane_chart(state, self._relief)

    def read_at(self, chart: Chart, x: float, y: float) -> Reading | None:
        """Return the loss at the place under the pointer."""
        axes = chart.x_axis, chart.y_axis
        if not all(axis.low <= at <= axis.high for axis, at in zip(axes, (x, y), strict=True)):
            return None
        return plane_reading(self._store.state, x, y)

    def _refine(self) -> None:
        if self._relief is None or self._relief.complete or not self.isVisible():
            self._work.stop()
            return
        before, started = self._relief.grid(), perf_counter()
        self._relief.more()
        self._relief.keep_pace(perf_counter() - started, PIECE_SECONDS)
        now = self._relief.grid()
        if now is not None and (before is None or len(before[0]) != len(now[0])):
            self._refresh()

    def _choose_width(self, low: float, high: float) -> None:
        self._store.apply(plane_actions.set_half_width, (high - low) / 2)
        if self._plot is not None:
            self._plot.fit()  # a picture that was only moved goes back
