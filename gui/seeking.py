"""Looks for a past step: what is at hand nearest to it at once, then the step itself in pieces."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer

from engine.fault import Fault
from engine.run.training import Run
from gui.state.run import actions
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.turns import turns_of

_PIECE_SECONDS = 0.006  # of a frame: the rest is for drawing
_PAUSE_MS = 8
_AT_LEAST = 8  # steps at once, within which there is a kept state in all but long runs
_MOST_AT_ONCE = 64


class Seeking(QObject):
    """Leads to any step done so far without ever keeping the window waiting.

    A step of which only an earlier state is kept is taken again from there, a piece a frame; until
    then the nearest step before it stands on screen.
    """

    def __init__(self, store: QObject) -> None:
        super().__init__(store)
        assert isinstance(store, Store)
        self._store, self._turns = store, turns_of(store)
        self._wanted: tuple[Run, int] | None = None
        self._follows: Callable[[], object] | None = None
        self._is_dragged = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._go_on)
        store.changed.connect(self._note)

    @property
    def wanted(self) -> int | None:
        """The step that is looked for, None once it stands on screen."""
        return None if self._wanted is None else self._wanted[1]

    def seek(self, step: int) -> Fault | None:
        """Go to a step, and return why that cannot be."""
        state = self._store.state
        run = state.document.run
        if not 0 <= step <= state.trained:
            return self._store.attempt(actions.visit.call(step))
        self._wanted, self._follows = (run, step), None
        if not self._arrives(run, step):
            self._note_hurry()
            self._store.apply(actions.visit, run.nearest(step))
            self._timer.start()
        return None

    def seek_by(self, change: int) -> Fault | None:
        """Go so many steps on or back, at most to the first or the newest."""
        state = self._store.state
        now = state.cursor.step if self.wanted is None else self.wanted
        return self.seek(min(max(now + change, 0), state.trained))

    def then(self, do: Callable[[], object]) -> None:
        """Do something with the step that is looked for, at once where it stands on screen."""
        if self._wanted is None:
            do()
        else:
            self._follows = do

    def begin_drag(self) -> None:
        """Expect many steps in a row: views are drawn in turn."""
        self._is_dragged = True
        self._note_hurry()

    def end_drag(self) -> None:
        """Let everything be drawn at once again."""
        self._is_dragged = False
        self._note_hurry()

    def _go_on(self) -> None:
        if self._wanted is not None and not self._arrives(*self._wanted):
            self._timer.start()

    def _arrives(self, run: Run, step: int) -> bool:
        """Take a piece of the way, and show the step once it is reached."""
        end, count = perf_counter() + _PIECE_SECONDS / 2, _AT_LEAST
        while not run.approach(step, count):
            if perf_counter() > end:
                return False
            count = min(2 * count, _MOST_AT_ONCE)
        self._wanted = None
        self._note_hurry()
        self._store.apply(actions.visit, step)
        follows, self._follows = self._follows, None
        if follows is not None:
            follows()
        return True

    def _note(self, before: State, after: State) -> None:
        """Give up what is looked for where the run is another one or goes on."""
        if self._wanted is None:
            return
        run, step = self._wanted
        if after.document.run is not run or step > after.trained or after.mode is Mode.TRAINING:
            self._wanted = self._follows = None
            self._note_hurry()

    def _note_hurry(self) -> None:
        self._turns.seek(self._is_dragged or self._wanted is not None)


def seeking_of(store: QObject) -> Seeking:
    """Return who looks for steps of a store's run."""
    found = store.findChild(Seeking)
    return found if isinstance(found, Seeking) else Seeking(store)
