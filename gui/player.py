"""Lets time pass: a timer that moves the cursor or trains in what is left of a frame."""

from time import perf_counter
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QTimer

from gui.state.passing import passing
from gui.state.run import actions
from gui.state.schedule import Pace
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.turns import FRAME_MS, turns_of

if TYPE_CHECKING:
    from gui.training_time import TrainingTime

LONGEST_TICK = 0.1  # after a stall the animation goes on where it was instead of jumping


class Player(QObject):
    """Ticks while something plays and rests while paused.

    Training runs on this thread, in the slice of a frame that drawing leaves over, so the window
    stays alive and pausing is exact. It is told of changes before the views: what they take to
    draw is no part of a step.
    """

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._last = 0.0
        self._time: TrainingTime | None = None  # while it trains
        self._trained_for = self._began = 0.0
        self._per_step = 0.01  # seconds, smoothed; the first slice is one step, however long
        self._pace = Pace()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)
        store.changed.connect(self._show)
        self._turns = turns_of(store)
        if store.state.mode is not Mode.PAUSED:  # as it may be where a window follows another
            self._show(replace(store.state, mode=Mode.PAUSED), store.state)

    def _show(self, before: State, after: State) -> None:
        if before.mode is Mode.TRAINING and after.trained > before.trained:
            self._trained_for = perf_counter() - self._began
        if after.mode is Mode.PAUSED:
            self._timer.stop()
        elif not self._timer.isActive():
            self._last, self._pace = perf_counter(), Pace()
            self._timer.start()
        if before.mode is not after.mode:
            self._time = None
            self._turns.be_led(after.mode is Mode.TRAINING)

    def _tick(self) -> None:
        now = perf_counter()
        elapsed, self._last = now - self._last, now
        if self._store.state.mode is Mode.TRAINING:
            self._train(now, min(elapsed, LONGEST_TICK))
        else:
            self.pass_time(min(elapsed, LONGEST_TICK))

    def pass_time(self, seconds: float) -> None:
        """Let what plays move or hold on for so long."""
        call = passing(self._store.state, seconds)
        if call is not None and not self._store.carry_out(call):
            self._store.apply(actions.pause)  # else the same would be refused at every tick

    def _train(self, now: float, elapsed: float) -> None:
        """Let views draw, then train for the rest of a frame, and learn how long a step takes.

        What views have drawn is painted by Qt some milliseconds later: it trains in between.
        """
        from gui.state.run.training import train_on  # nothing trains before the first paint
        from gui.training_time import TrainingTime

        if self._time is None:
            self._time = TrainingTime(now - elapsed)
        self._time.begin(now, self._trained_for)
        self._turns.take()
        left = self._time.left(perf_counter() - now)
        most = max(1, round(left / self._per_step))
        count = self._pace.steps(self._store.state.view.training_speed, elapsed, most)
        self._trained_for, self._began = 0.0, perf_counter()
        if count:
            self._store.apply(train_on, count)
        if self._trained_for and count:
            self._per_step += 0.3 * (self._trained_for / count - self._per_step)
        self._turns.note(perf_counter() - self._began - self._trained_for)
