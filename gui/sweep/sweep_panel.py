"""The panel that sweeps a setting and shows what losses that leads to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from engine.text.sweep.rows import rows_to_csv
from engine.text.sweep.values import BadSweep
from gui.look.fit import fit
from gui.plots.chart import Axis, Chart, Note
from gui.plots.chart_view import ChartView
from gui.state.run import derived as run_derived
from gui.state.state import State
from gui.state.store import Store
from gui.state.sweep import actions as sweep_actions
from gui.state.sweep import derived
from gui.sweep.result import SweptRuns
from gui.sweep.runner import SweepRunner
from gui.sweep.sweep_chart import place_at, sweep_chart
from gui.sweep.sweep_form import SweepForm
from gui.words.catalog import say, say_count
from gui.words.faults import fault_sentence
from gui.words.sweeps import swept_name

if TYPE_CHECKING:
    from gui.plots.plot import Plot


class SweepPlot(ChartView):
    """The losses against what was swept; a click takes up the run in the middle of a value."""

    def __init__(self, store: Store, runner: SweepRunner) -> None:
        super().__init__(store, self._drawn, legend_yields=True)
        self._runner = runner
        self.setAccessibleName(say("sweep.picture"))
        runner.progressed.connect(self._refresh)

    def plot_is_there(self, plot: "Plot") -> None:
        plot.clicked.connect(self._take_up)

    def shown(self, state: State) -> SweptRuns | None:
        """Return the sweep, None where it does not belong to the experiment on screen."""
        result = self._runner.result
        belongs = result is not None and result.belongs_to(run_derived.experiment(state))
        return result if belongs else None

    def _drawn(self, state: State) -> Chart:
        result = self.shown(state)
        letter, digits = state.view.notation.loss, state.view.digits
        if result is not None:
            return sweep_chart(result, letter, digits)
        key = "sweep.stale" if self._runner.result is not None else "sweep.none"
        across = Axis(swept_name(state.sweep.key), 0.0, 1.0, words=())
        up = Axis(say("axis.loss", C=letter), 0.0, 1.0, words=())
        return Chart(across, up, notes=(Note(say(key), "text_faint"),))

    def _take_up(self, x: float, y: float) -> None:
        result = self.shown(self._store.state)
        place = None if result is None else place_at(result, x, y)
        if result is not None and place is not None:
            experiment, steps = result.experiments[place], result.choice.steps
            self._store.apply(sweep_actions.take_up, experiment, steps)


class SweepPanel(QWidget):
    """The form over the picture; what was found can be copied."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.runner = SweepRunner(self)
        self.form, self.picture = SweepForm(store), SweepPlot(store, self.runner)
        self.run = self._button("run", self._run)
        self.copy = self._button("copy", self._copy)
        self.said = QLabel()
        self.said.setObjectName("faint")
        self.said.setWordWrap(True)
        self.form.second.addWidget(self.run)
        below = QHBoxLayout()
        fit(below, spacing="close")
        below.addWidget(self.said, 1)
        below.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="close")
        column.addWidget(self.form)
        column.addLayout(below)
        column.addWidget(self.picture, 1)
        self.runner.progressed.connect(self._show)
        store.changed.connect(self._follow)
        self._show()

    def make_ready(self) -> None:
        """Build the plot now; on screen that waits until after the first paint."""
        self.picture.make_ready()

    def _button(self, key: str, does: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setObjectName("choice")
        button.setText(say(f"sweep-button.{key}"))
        button.setToolTip(say(f"sweep-tip.{key}"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False: does())
        return button

    def _run(self) -> None:
        if self.runner.is_running:
            self.runner.cancel()
        else:
            self.runner.begin(self._store.state)

    def _copy(self) -> None:
        result = self.runner.result
        if result is None:
            return
        done = [
            (row, outcome)
            for row, outcome in zip(result.rows, result.outcomes, strict=False)
            if outcome is not None
        ]
        rows, outcomes = [row for row, _ in done], [outcome for _, outcome in done]
        QGuiApplication.clipboard().setText(rows_to_csv(result.keys, rows, outcomes))

    def _show(self) -> None:
        runner = self.runner
        key = "cancel" if runner.is_running else "run"
        self.run.setText(say(f"sweep-button.{key}"))
        self.run.setToolTip(say(f"sweep-tip.{key}"))
        self.copy.setEnabled(self.picture.shown(self._store.state) is not None)
        self.said.setText(self._progress())

    def _follow(self, before: State, after: State) -> None:
        shown = self.picture.shown
        if before.sweep != after.sweep or shown(before) is not shown(after):
            self._show()

    def _count(self) -> str:
        """Return how many runs the sweep that is chosen would have."""
        try:
            return say_count("sweep-runs.count", derived.count_of(self._store.state.sweep))
        except BadSweep as error:
            return fault_sentence(error.fault)

    def _progress(self) -> str:
        runner = self.runner
        if runner.fault is not None:
            return fault_sentence(replace(runner.fault, place=""))
        result = self.picture.shown(self._store.state)
        if runner.result is None or runner.result.choice != self._store.state.sweep:
            return self._count()
        if result is None and not runner.is_running:
            return self._count()  # of another experiment: none of its runs can be taken up here
        done = sum(outcome is not None for outcome in runner.result.outcomes)
        if not runner.is_running:
            whole = done == len(runner.result.rows)
            key = "sweep.done" if whole else "sweep.cancelled"
            return say_count(key, done, runs=len(runner.result.rows))
        percent, left = round(100 * runner.share), runner.seconds_left
        if left is None:
            return say("sweep.percent", percent=percent)
        return say_count("sweep.left", max(round(left), 1), percent=percent)
