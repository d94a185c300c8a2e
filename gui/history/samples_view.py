"""The panel with the gradient of every sample of the batch; a click follows one of them."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from gui.bind import CountBinding
from gui.history.samples import samples_chart
from gui.plots.chart_view import ChartView
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.plots.plot import Plot


class SamplesPlot(ChartView):
    """The strip of dots."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, samples_chart, parent)
        self.setAccessibleName(say("samples.picture"))

    def plot_is_there(self, plot: "Plot") -> None:
        plot.clicked.connect(self._follow)

    def _follow(self, _: float, y: float) -> None:
        last = len(derived.trace(self._store.state).x) - 1
        self._store.apply(view_actions.follow_sample, min(max(round(y) - 1, 0), last))


class SamplesView(QWidget):
    """The picture over the number of the sample that is followed everywhere."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = SamplesPlot(store)
        self.sample = QSpinBox()
        self.sample.setAccessibleName(say("samples.followed"))
        CountBinding(
            self.sample,
            store,
            lambda state: derived.row(state) + 1,
            lambda state: len(derived.trace(state).x),
            lambda number: view_actions.follow_sample.call(number - 1),
        )
        row = QHBoxLayout()
        row.addWidget(QLabel(say("samples.follow")))
        row.addWidget(self.sample)
        self._of = QLabel()
        self._of.setObjectName("faint")
        self._of.setWordWrap(True)
        row.addWidget(self._of, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.picture, 1)
        column.addLayout(row)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def make_ready(self) -> None:
        """Build the plot now; on screen that waits until after the first paint."""
        self.picture.make_ready()

    def _show(self, before: State | None, after: State) -> None:
        if not self.isVisible() and before is not None:
            return
        trace = derived.trace(after)
        index = trace.samples[derived.row(after)] + 1
        self._of.setText(say("samples.of-batch", count=len(trace.x), sample=index))
