"""How long to train in a frame: for what drawing leaves, and for half of all time at least."""

FRAME_SECONDS = 0.016
LEAST_SHARE = 0.52  # of all time: half, and what is lost between two measurements
LONGEST_SLICE = 0.04  # however slow the drawing, the window answers
SHORTEST_SLICE = 0.001
_SPARE = 0.001  # of a frame, for what is neither drawing nor training
_MOST_OWED = LONGEST_SLICE
_MOST_AHEAD = 0.05  # what a few frames with little to draw leave for one with much


class TrainingTime:
    """Keeps frames even that have more and less to draw.

    A frame that drew for long ends late, and the next trains for as much less, as long as training
    has its share over several frames. All times are in seconds.
    """

    def __init__(self, now: float) -> None:
        self._due = self._last = now  # when the frame should have begun, and when it did
        self._drawing = 0.006  # what a frame needs for everything but training, smoothed
        self._owed = 0.0  # to training; below 0 it is ahead of its share

    def begin(self, now: float, drawn: float, trained: float) -> float:
        """Begin a frame and return for how long to train in it.

        drawn, trained: how much of the frame before went into either.
        """
        elapsed, self._last = min(now - self._last, 0.1), now
        due = self._due + FRAME_SECONDS
        self._due = due if now - due < FRAME_SECONDS else now  # as the timer leaves frames out
        late = min(max(now - self._due, 0.0), FRAME_SECONDS)
        self._drawing += 0.1 * (drawn - self._drawing)
        owed = self._owed + LEAST_SHARE * elapsed - trained
        self._owed = min(max(owed, -_MOST_AHEAD), _MOST_OWED)
        left = FRAME_SECONDS - _SPARE - late - self._drawing
        return min(max(left, self._owed, SHORTEST_SLICE), LONGEST_SLICE)
