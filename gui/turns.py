"""While states pass quickly, views are drawn again in turn, so that frames stay even."""

from collections.abc import Callable
from time import perf_counter
from weakref import WeakMethod

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, QTimer
from shiboken6 import isValid

from gui.state.schedule import REST_SECONDS
from gui.state.state import Mode, State

FRAME_MS = 16
ENOUGH_SECONDS = 0.002  # of drawing in one frame: what takes longer has it for itself
SHORT_SECONDS = 0.0005  # what takes less, such as a line of numbers, waits for nobody
SEEKING_SECONDS = 0.04  # between two turns while a slider is dragged: the eye follows the hand
DRAWING_SHARE = 0.2  # of the time: what took long is followed by frames with little to draw
LONGEST_PAUSE = 0.06  # after what took long, however long


class _Turn(Struct, eq=False):
    """A method of a view; waiting: whether it has asked; last: when it was called.

    took: the seconds it needed then; before it is known, it counts as long.
    """

    method: "WeakMethod[Callable[[], None]]"
    waiting: bool = False
    last: float = 0.0
    took: float = 1.0

    @property
    def view_is_there(self) -> bool:
        """Whether there is still a view to draw: Qt may delete one that Python holds on to."""
        method = self.method()
        return method is not None and isValid(getattr(method, "__self__", None))


class Turns(QObject):
    """Those who wait to be drawn, one after the other.

    seeking: whether a past step is being looked for, as long as a slider is dragged.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seeking = self._is_led = False
        self._drawn = self._long_at = 0.0  # since the last long turn: what was drawn, and when
        self._turns: list[_Turn] = []  # the one who has rested longest comes first
        self._by_method: dict[WeakMethod[Callable[[], None]], _Turn] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.take)

    def seek(self, on: bool) -> None:
        """Note whether a past step is looked for; after that, all are drawn once more, finely."""
        if self.seeking and not on:
            for turn in self._turns:
                turn.waiting = True
            self._wake()
        self.seeking = on

    def be_led(self, on: bool) -> None:
        """Note whether somebody else says when turns are taken, once a frame."""
        self._is_led = on
        self._timer.stop()
        if any(turn.waiting for turn in self._turns):
            self._wake()

    def _wake(self) -> None:
        """See to it that those who wait are drawn."""
        if not self._is_led and not self._timer.isActive():
            self._timer.start()

    def are_taken(self, state: State) -> bool:
        """Return whether states pass too quickly for every view to draw each at once."""
        return self.seeking or state.mode is Mode.TRAINING

    def ask(self, redraw: Callable[[], None]) -> None:
        """Let a method of a view be called when its turn comes; asking twice is asking once."""
        method = WeakMethod(redraw)
        turn = self._by_method.get(method)
        if turn is None:
            turn = self._by_method[method] = _Turn(method)
            self._turns.append(turn)
        turn.waiting = True
        self._wake()

    def take(self) -> None:
        """Draw those whose turn it is in this frame."""
        now = perf_counter()
        self._forget_what_is_gone()
        is_full, rest = not self._may_be_long(now), REST_SECONDS
        if self.seeking:
            is_full, rest = False, SEEKING_SECONDS
        drawn = 0.0
        for turn in self._turns[:]:
            redraw = turn.method()
            is_ready = turn.waiting and now - turn.last >= rest
            is_in_time = not is_full or turn.took < SHORT_SECONDS
            if redraw is not None and is_ready and is_in_time:
                self._draw(turn, redraw)
                drawn = turn.last - now
                is_full = is_full or drawn >= ENOUGH_SECONDS
        if drawn >= ENOUGH_SECONDS:
            self._drawn, self._long_at = 0.0, now
        self.note(drawn)
        if any(turn.waiting for turn in self._turns):
            self._wake()

    def note(self, seconds: float) -> None:
        """Count what it took to tell views of a change, to draw or to paint them."""
        self._drawn += seconds

    def _may_be_long(self, now: float) -> bool:
        """Return whether drawing has had so little of the time that a long turn is due."""
        pause = min(self._drawn / DRAWING_SHARE, LONGEST_PAUSE)
        return now - self._long_at >= pause

    def _forget_what_is_gone(self) -> None:
        gone = [each for each in self._turns if not each.view_is_there]
        for turn in gone:
            self._turns.remove(turn)
            del self._by_method[turn.method]

    def _draw(self, turn: _Turn, redraw: Callable[[], None]) -> None:
        began, turn.waiting = perf_counter(), False
        redraw()
        turn.last = perf_counter()
        turn.took = turn.last - began
        self._turns.append(self._turns.pop(self._turns.index(turn)))


def turns_of(store: QObject) -> Turns:
    """Return the turns of all views of a store."""
    found = store.findChild(Turns)
    return found if isinstance(found, Turns) else Turns(store)
