"""Lets time pass: a timer that moves the cursor or trains in what is left of a frame."""

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer

from gui.state import actions
from gui.state.state import Mode, State
from gui.state.store import Store

FRAME_SECONDS = 1 / 60
LONGEST_TICK = 0.1  # after a stall the animation goes on where it was instead of jumping
SHORTEST_SLICE, LONGEST_SLICE = 0.001, 0.0125


class Player(QObject):
    """Ticks while something plays and rests while paused.

    Training runs on this thread: the slice it takes shrinks when frames come late and grows
    while they are on time, so the window stays alive and pausing is exact.
    """

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._last = 0.0
        self._slice = 0.006
        self._steps_per_second = 2000.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(FRAME_SECONDS * 1000))
        self._timer.timeout.connect(self._tick)
        store.changed.connect(self._show)

    def _show(self, before: State, after: State) -> None:
        if after.mode is Mode.PAUSED:
            self._timer.stop()
        elif not self._timer.isActive():
            self._last = perf_counter()
            self._timer.start()

    def _tick(self) -> None:
        now = perf_counter()
        elapsed, self._last = now - self._last, now
        if self._store.state.mode is Mode.TRAINING:
            self._train(elapsed)
        else:
            self._store.apply(actions.tick, min(elapsed, LONGEST_TICK))

    def _train(self, elapsed: float) -> None:
        late = elapsed > FRAME_SECONDS * 1.15
        wanted = self._slice * (0.8 if late else 1.05)
        self._slice = min(max(wanted, SHORTEST_SLICE), LONGEST_SLICE)
        count = max(1, int(self._steps_per_second * self._slice))
        self._store.apply(self._timed_training, count)

    def _timed_training(self, state: State, count: int) -> State:
        """Train, and learn how long a step takes: the views' own time must not count."""
        before = perf_counter()
        after = actions.train(state, count)
        spent = perf_counter() - before
        self._steps_per_second += 0.3 * (count / max(spent, 1e-6) - self._steps_per_second)
        return after
