"""While states pass quickly, views are drawn again in turn, so that frames stay even."""

from collections.abc import Callable
from time import perf_counter
from weakref import WeakMethod

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from gui.state.state import Mode, State

FRAME_MS = 16
_LONGEST_FRAME = 0.1  # what took longer was a stall, or nothing was to be drawn
ENOUGH_SECONDS = 0.002  # of drawing in one frame: what takes longer has it for itself
SHORT_SECONDS = 0.0005  # what takes less, such as a line of numbers, waits for nobody
REST_SECONDS = 0.16  # between two turns of a view, at least: faster numbers cannot be read
LONGEST_REST = 0.4  # the same where drawing takes too long: what is rarer seems to stand
DRAWING_SHARE = 0.33  # of the time for what is measured here; training has half, Qt the rest
SEEKING_SECONDS = 0.04  # the same while a slider is dragged: the eye follows the hand


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


class Rest:
    """How long views rest between two turns while training: longer where drawing takes longer.

    seconds: from REST_SECONDS to LONGEST_REST.
    """

    def __init__(self) -> None:
        self.seconds = REST_SECONDS
        self._drawn = self._passed = 0.0

    def note(self, drawn: float, passed: float) -> None:
        """Count what drawing took of the seconds that passed, and adapt to it once a round."""
        self._drawn += drawn
        self._passed += passed
        if self._passed >= self.seconds:
            wanted = self.seconds * self._drawn / self._passed / DRAWING_SHARE
            seconds = self.seconds + 0.5 * (wanted - self.seconds)
            self.seconds = min(max(seconds, REST_SECONDS), LONGEST_REST)
            self._drawn = self._passed = 0.0


class Turns(QObject):
    """Those who wait to be drawn, one after the other.

    seeking: whether a past step is being looked for, as long as a slider is dragged.
    """

    drawn = Signal(float)
    """Emitted with the seconds that anything took which is noted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seeking = self._is_led = False
        self._rest, self._drawn, self._last = Rest(), 0.0, 0.0
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
        self._rest.note(self._drawn, min(now - self._last, _LONGEST_FRAME))
        self._drawn, self._last, is_full = 0.0, now, False
        for turn in self._turns[:]:
            redraw = turn.method()
            is_ready = turn.waiting and now - turn.last >= self._rest_of(turn)
            is_in_time = not is_full or turn.took < SHORT_SECONDS
            if redraw is not None and is_ready and is_in_time:
                self._draw(turn, redraw)
                is_full = is_full or turn.last - now >= ENOUGH_SECONDS
        self.note(perf_counter() - now)
        if any(turn.waiting for turn in self._turns):
            self._wake()

    def note(self, seconds: float) -> None:
        """Count what it took to tell views of a change, to draw or to paint them."""
        self._drawn += seconds
        self.drawn.emit(seconds)

    def _rest_of(self, turn: _Turn) -> float:
        if self.seeking:
            return SEEKING_SECONDS
        return REST_SECONDS if turn.took < SHORT_SECONDS else self._rest.seconds

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
