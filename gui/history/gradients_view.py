"""The panel with the size of gradients by layer, now and over the run."""

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGraphicsItem, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.run.layer_gradients import MOST_STEPS, GradientHistory
from gui.history.gradients import gradients_now, gradients_over_run
from gui.look.fit import Arranging, current, fit
from gui.plots.chart import Chart
from gui.plots.chart_view import ChartView
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.plots.plot import Plot

WIDE_ENOUGH = 460  # units, for both charts side by side
_PAUSE_MS = 8  # between two pieces of work, so that the window never stalls
_TRAINING_PAUSE_MS = 100  # while training, which draws the chart anew by itself as a rule
_PIECE_SECONDS = 0.004


class NowPlot(ChartView):
    """The bars of all layers: a picture that cannot be moved."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, gradients_now, parent, follows_state=True)
        self.setAccessibleName(say("gradients.now"))

    def lifted_notes(self) -> QLabel:
        """Return the line above the bars, to be put where it has more room."""
        self.column.takeAt(0)
        self.column.insertSpacing(0, 0)  # in its place: the plot comes second
        return self._notes

    def plot_is_there(self, plot: "Plot") -> None:
        plot.getPlotItem().hideAxis("bottom")  # every bar has its number
        plot.enlarge(current())  # it needs so much less height
        plot.showGrid(x=False, y=False)
        # words came out empty where the axis kept its picture from when it was narrower
        plot.getAxis("left").setCacheMode(QGraphicsItem.CacheMode.NoCache)
        plot.range_chosen.connect(lambda low, high: plot.fit())
        plot.fit_asked.connect(plot.fit)


class OverRunPlot(ChartView):
    """The curves of all layers; looks at a few more steps while nothing else is to be done."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, self._drawn, parent)
        self.setAccessibleName(say("gradients.over-run"))
        self._history: GradientHistory | None = None
        self._work = QTimer(self)
        self._work.setSingleShot(True)
        self._work.timeout.connect(self._refresh)

    def finish(self) -> None:
        """Compute everything that is still missing now, for a picture."""
        state = self._store.state
        self._history_of(state).more(state.trained - 1, MOST_STEPS)
        self._refresh()

    def _drawn(self, state: State) -> Chart:
        history, last = self._history_of(state), state.trained - 1
        end = perf_counter() + _PIECE_SECONDS
        while history.more(last, 1) and perf_counter() < end:
            pass
        if not history.complete(last):
            self._work.start(_PAUSE_MS if state.mode is not Mode.TRAINING else _TRAINING_PAUSE_MS)
        return gradients_over_run(state, history)

    def _history_of(self, state: State) -> GradientHistory:
        if self._history is None or self._history.run is not state.document.run:
            self._history = GradientHistory(state.document.run)
        return self._history


class GradientsView(Arranging):
    """Both charts where there is room for them, else the present alone."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.now = NowPlot(store)
        self.over_run = OverRunPlot(store)
        charts = QHBoxLayout()
        fit(charts, spacing="apart")
        charts.addWidget(self.now, 1)
        charts.addWidget(self.over_run, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        fit(whole, spacing="hair")
        whole.addWidget(self.now.lifted_notes())
        whole.addLayout(charts, 1)

    def make_ready(self) -> None:
        """Build the plots now; on screen that waits until after the first paint."""
        self.now.make_ready()
        self.over_run.make_ready()
        self.over_run.finish()

    def arrange(self) -> None:
        both = self.width() >= WIDE_ENOUGH * current().unit
        self.over_run.setVisible(both)
        for chart in (self.now, self.over_run):
            chart.stand_beside(2 if both else 1)
