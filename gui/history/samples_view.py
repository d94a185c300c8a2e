"""The panel with the gradient of every sample of the batch; a click follows one of them."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.history.samples import latest, samples_chart
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
        last = len(derived.trace(latest(self._store.state)).x) - 1
        self._store.apply(view_actions.follow_sample, min(max(round(y) - 1, 0), last))


class SamplesView(QWidget):
    """The picture, over a line that says which sample of the training set is followed."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = SamplesPlot(store)
        self.whose = QLabel()
        self.whose.setObjectName("faint")
        self.whose.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.picture, 1)
        column.addWidget(self.whose)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def make_ready(self) -> None:
        """Build the plot now; on screen that waits until after the first paint."""
        self.picture.make_ready()

    def _show(self, before: State | None, after: State) -> None:
        if not self.isVisible() and before is not None:
            return
        scope = derived.batch_scope(latest(after))
        if scope.row is None:
            self.whose.setText(say("samples.click"))
            return
        of_set = scope.step.samples[scope.row] + 1
        places = {"sample": scope.row + 1, "count": scope.samples, "number": of_set}
        self.whose.setText(say("samples.of-batch", **places))
