"""How many steps a second are taken, as measured over the last seconds."""

from collections import deque

_SECONDS = 3.0  # that count
_LEAST = 0.3  # of them, to tell anything


class PaceMeter:
    """Is told now and then how many steps are done."""

    def __init__(self) -> None:
        self._noted: deque[tuple[float, int]] = deque()

    def clear(self) -> None:
        """Begin anew."""
        self._noted.clear()

    def note(self, now: float, done: int) -> None:
        """Note at a time in seconds how many steps are done."""
        self._noted.append((now, done))
        while len(self._noted) > 2 and now - self._noted[1][0] >= _SECONDS:
            self._noted.popleft()

    @property
    def per_second(self) -> float | None:
        """The steps a second, None while there is too little to tell by."""
        if not self._noted:
            return None
        (began, before), (now, done) = self._noted[0], self._noted[-1]
        took = now - began
        return (done - before) / took if took >= _LEAST and done > before else None
