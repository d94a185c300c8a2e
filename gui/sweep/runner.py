"""Carries out a sweep beside everything else: a piece of it in what a frame leaves over."""

from time import perf_counter

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from engine.experiment import Experiment
from engine.fault import Fault
from engine.sweep.outcome import Outcome
from engine.sweep.sweep import Sweep
from engine.text.file.document import BadExperiment
from engine.text.sweep.plan import SweepPlan
from engine.text.sweep.values import BadSweep
from gui.state.run import derived as run_derived
from gui.state.state import State
from gui.state.sweep import derived
from gui.sweep.result import SweptRuns

_PIECE_SECONDS = 0.006  # of a frame: the rest is for drawing
_PAUSE_MS = 8
_FIRST_WORK = 200  # steps of one network, before it is known how long they take
_TOLD_MS = 150  # between two pictures of what has been done


class SweepRunner(QObject):
    """One sweep at a time: first its experiments are made, then they are trained."""

    progressed = Signal()
    """Emitted now and then while something is done, and at the end."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.result: SweptRuns | None = None
        self.fault: Fault | None = None
        self._plan: SweepPlan | None = None
        self._sweep: Sweep | None = None
        self._experiments: list[Experiment] = []
        self._work, self._began, self._told = float(_FIRST_WORK), 0.0, 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_running(self) -> bool:
        """Whether there is still something to be done."""
        return self._timer.isActive()

    @property
    def share(self) -> float:
        """How much of the training is done, from 0 to 1."""
        return 0.0 if self._sweep is None else self._sweep.done / max(self._sweep.size, 1)

    @property
    def seconds_left(self) -> float | None:
        """How long it will take at the present pace, None while that cannot be said."""
        spent = perf_counter() - self._began
        return spent / self.share * (1 - self.share) if self.share > 0 and spent > 1 else None

    def begin(self, state: State) -> None:
        """Begin the sweep that is chosen, in place of any other; `fault` says why it cannot be."""
        self.cancel()
        self.fault, self.result, self._sweep = None, None, None
        try:
            self._plan = derived.plan(state)
            seeds = len(self._plan.rows) // len(derived.values(state.sweep))
        except (BadSweep, BadExperiment) as error:
            self.fault = error.fault
            self.progressed.emit()
            return
        base = run_derived.experiment(state)
        self._experiments, outcomes = [], list[Outcome | None]()
        self.result = SweptRuns(
            choice=state.sweep,
            base=base,
            seeds=seeds,
            keys=self._plan.keys,
            rows=self._plan.rows,
            experiments=self._experiments,
            outcomes=outcomes,
        )
        self._began = perf_counter()
        self._timer.start()
        self.progressed.emit()

    def cancel(self) -> None:
        """Leave it at what is done."""
        if self._timer.isActive():
            self._timer.stop()
            self.progressed.emit()

    def finish(self) -> None:
        """Do all of the rest at once, for a test."""
        while self._timer.isActive():
            self._go_on()

    def _go_on(self) -> None:
        started = perf_counter()
        if self._sweep is None:
            self._make(started + _PIECE_SECONDS)
        elif self._train(self._sweep):
            spent = max(perf_counter() - started, 1e-5)
            self._work = min(max(self._work * min(_PIECE_SECONDS / spent, 2.0), 1.0), 1e7)
        else:
            self._timer.stop()
        now = perf_counter()
        if not self._timer.isActive() or now - self._told > _TOLD_MS / 1000:
            self._told = now
            self.progressed.emit()

    def _make(self, end: float) -> None:
        """Make some of the experiments."""
        assert self._plan is not None
        assert self.result is not None
        base, rows = self.result.base, self._plan.rows
        try:
            while len(self._experiments) < len(rows) and perf_counter() < end:
                made = self._plan.experiment(rows[len(self._experiments)])
                mistakes = base.training.mistakes  # which no file tells
                training = replace(made.training, mistakes=mistakes)
                self._experiments.append(
                    replace(made, title=base.title, training=training, challenge=base.challenge)
                )
        except (BadSweep, BadExperiment) as error:
            self.fault, self.result = error.fault, None
            self._timer.stop()
            return
        if len(self._experiments) == len(rows):
            self._sweep = Sweep(self._experiments, self.result.choice.steps)
            self.result = replace(self.result, outcomes=self._sweep.outcomes)

    def _train(self, sweep: Sweep) -> bool:
        return sweep.go_on(round(self._work))
