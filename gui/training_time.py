"""How long to train in a frame: for what drawing leaves, and for half of all time at least."""

FRAME_SECONDS = 0.016
LEAST_SHARE = 0.52  # of all time: half, and what is lost between two measurements
LONGEST_SLICE = 0.04  # however slow the drawing, the window answers
SHORTEST_SLICE = 0.001
_SPARE = 0.002  # of a frame, for what is neither drawing nor training
_AND_PAINTING = 2.0  # times what views took to draw: painting takes about as long again
_MOST_OWED = LONGEST_SLICE
_MOST_AHEAD = 0.05  # what a few frames with little to draw leave for one with much


class TrainingTime:
    """Keeps frames even that have more and less to draw.

    A frame with much to draw trains for as much less, and so does the one after it where that was
    late, as long as training has its share over several frames. All times are in seconds.
    """

    def __init__(self, now: float) -> None:
        self._due = self._last = now  # when the frame should have begun, and when it did
        self._late = 0.0
        self._owed = 0.0  # to training; below 0 it is ahead of its share

    def begin(self, now: float, trained: float) -> None:
        """Begin a frame; trained: how much of the frame before went into it."""
        elapsed, self._last = min(now - self._last, 0.1), now
        due = self._due + FRAME_SECONDS
        self._due = due if now - due < FRAME_SECONDS else now  # as the timer leaves frames out
        self._late = min(max(now - self._due, 0.0), FRAME_SECONDS)
        owed = self._owed + LEAST_SHARE * elapsed - trained
        self._owed = min(max(owed, -_MOST_AHEAD), _MOST_OWED)

    def left(self, drawn: float) -> float:
        """Return for how long to train in this frame, in which views took so long to draw."""
        left = FRAME_SECONDS - _SPARE - self._late - _AND_PAINTING * drawn
        return min(max(left, self._owed, SHORTEST_SLICE), LONGEST_SLICE)
