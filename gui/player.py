"""Lets time pass: a timer that moves the cursor or trains in what is left of a frame."""

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer

from gui.state.passing import passing
from gui.state.run import actions
from gui.state.schedule import Pace
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.turns import turns_of

FRAME_MS = 16
BUSY_SECONDS = 0.0115  # of a frame: training, redrawing and painting; Qt waits 5 ms to paint
_MORE_THAN_DRAWING = 1.3  # of what drawing takes: so much at least, as the frame also waits
LONGEST_SLICE = 0.04  # of training: however slow the drawing, the window answers
LONGEST_TICK = 0.1  # after a stall the animation goes on where it was instead of jumping
SHORTEST_SLICE = 0.0095  # of training: more than half of a frame, whatever there is to draw


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
        self._drawing = 0.008  # seconds a frame needs for everything but training, smoothed
        self._drawn_for = self._trained_for = self._began = 0.0
        self._steps_per_second = 2000.0
        self._pace = Pace()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)
        store.changed.connect(self._show)
        turns_of(store).taken.connect(self.note_painting)

    def note_painting(self, seconds: float) -> None:
        """Count what the window took to draw and paint: it happens between two ticks."""
        self._drawn_for += seconds

    def _show(self, before: State, after: State) -> None:
        if before.mode is Mode.TRAINING and after.trained > before.trained:
            self._trained_for = perf_counter() - self._began
        if after.mode is Mode.PAUSED:
            self._timer.stop()
        elif not self._timer.isActive():
            self._last, self._pace = perf_counter(), Pace()
            self._timer.start()

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
        """Train for the rest of a frame, and learn how long a step takes."""
        state = self._store.state
        self._drawing += 0.2 * (self._drawn_for - self._drawing)
        half = min(_MORE_THAN_DRAWING * self._drawing, LONGEST_SLICE)
        left = max(BUSY_SECONDS - self._drawing, half, SHORTEST_SLICE)
        most = max(1, int(self._steps_per_second * left))
        count = self._pace.steps(state.view.training_speed, elapsed, most)
        self._trained_for, self._began = 0.0, perf_counter()
        if count:
            from gui.state.run.training import train_on  # nothing trains before the first paint

            self._store.apply(train_on, count)
        if self._trained_for:
            speed = count / max(self._trained_for, 1e-6)
            self._steps_per_second += 0.3 * (speed - self._steps_per_second)
        self._drawn_for = perf_counter() - now - self._trained_for
