"""The picture of the loss against one weight, on which balls are placed by hand."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui.landscape.curve.slice import slice_of
from gui.landscape.curve.slice_chart import slice_chart
from gui.plots.chart_view import ChartView
from gui.state.curve import actions as curve_actions
from gui.state.store import Store
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.plots.plot import Plot


class SlicePlot(ChartView):
    """A click or a drag of the first ball places all of them; wheel and drag choose the range."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, slice_chart, parent, follows_state=True)
        self.setAccessibleName(say("view.slice"))

    def plot_is_there(self, plot: "Plot") -> None:
        store = self._store
        plot.clicked.connect(lambda w, _: store.apply(curve_actions.place_balls, w))
        plot.handle_dragged.connect(lambda w, _: store.apply(curve_actions.place_balls, w))
        plot.range_chosen.connect(
            lambda low, high: store.apply(curve_actions.set_limits, low, high)
        )
        plot.fit_asked.connect(lambda: store.apply(curve_actions.free_limits))

    def _refresh(self) -> None:
        super()._refresh()
        if self._plot is not None and not self._stale:
            ball = slice_of(self._store.state)
            self._plot.let_drag(ball.present, ball.loss)
