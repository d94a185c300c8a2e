"""The panel with the loss over the training steps."""

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QToolButton, QWidget

from engine.run.closer_look import closer_steps, look_closer
from gui.history.loss_curve import loss_curve
from gui.plots.chart import Chart
from gui.plots.chart_view import ChartView
from gui.seeking import seeking_of
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.plots.plot import Plot

_PAUSE_MS = 8  # between two pieces of work, so that the window never stalls
_PIECE_SECONDS = 0.004


class LossCurveView(ChartView):
    """The cost over the whole training set along the steps done so far.

    A long run has more losses than are recorded: those one looks at closely are computed when
    nothing else is to be done.
    """

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, self._drawn, parent, legend_yields=True)
        self.setAccessibleName(say("view.loss"))
        self.log = QToolButton()
        self.log.setText(say("loss-curve.log"))
        self.log.setToolTip(say("loss-curve.log-tip"))
        self.log.setCheckable(True)
        self.log.clicked.connect(lambda on: store.apply(view_actions.set_log_loss, on))
        self._work = QTimer(self)
        self._work.setSingleShot(True)
        self._work.setInterval(_PAUSE_MS)
        self._work.timeout.connect(self._refresh)

    def plot_is_there(self, plot: "Plot") -> None:
        plot.overlay.add_below(self.log)
        plot.clicked.connect(self._go_to)
        plot.getViewBox().sigXRangeChanged.connect(self._look_closer)

    def _go_to(self, step: float, _: float) -> None:
        """Go to the step that was clicked."""
        seeking_of(self._store).seek(min(max(round(step), 0), self._store.state.trained))

    def _look_closer(self) -> None:
        self._work.start()

    def _drawn(self, state: State) -> Chart:
        closer = self._closer_steps(state)
        end = perf_counter() + _PIECE_SECONDS
        if self._turns.seeking:
            closer = range(0)  # the run takes the steps to one that is looked for
        for _ in look_closer(state.document.run, closer):
            if perf_counter() > end:
                if state.mode is not Mode.TRAINING:
                    self._work.start()
                break
        self.log.setChecked(state.view.log_loss)
        return loss_curve(state, closer)

    def _closer_steps(self, state: State) -> range:
        """Return the steps on screen, where they are closer together than those recorded."""
        recorded = state.document.run.recorded(state.trained)
        if self.plot is None:
            return range(0)
        low, high = self.plot.getViewBox().viewRange()[0]
        steps = closer_steps(low, high, state.trained)
        return steps if steps.step < recorded.step else range(0)
