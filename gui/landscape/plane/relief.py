"""The loss at the places of a grid, computed from coarse to fine, a little at a time."""

from collections.abc import Iterator

import numpy as np

from engine.curves.plane import Places, refinements
from engine.frozen import Array
from gui.plots.chart import nice_up
from gui.state.plane.derived import DrawnPlane

SIZE = 65  # places along each side of the finest grid: 8, 16, 32 and 64 cells
FEWEST, MOST = 4, 512  # places computed at once


class Relief:
    """Grows until it is complete; what is drawn is the finest grid that is.

    at_once: how many places the next piece of work has.
    """

    def __init__(self, drawn: DrawnPlane) -> None:
        self.drawn = drawn
        self._costs = np.full((SIZE, SIZE), np.nan)
        self._stride = 0
        self.at_once = FEWEST
        self._work = self._grow()

    @property
    def complete(self) -> bool:
        return self._stride == 1

    def more(self) -> None:
        """Compute some more places."""
        next(self._work, None)

    def keep_pace(self, seconds: float, wanted: float) -> None:
        """Make the next piece larger or smaller, given how long the last one took."""
        factor = 0.5 if seconds > wanted else 2.0 if seconds < 0.4 * wanted else 1.0
        self.at_once = min(max(int(self.at_once * factor), FEWEST), MOST)

    def grid(self) -> tuple[Array, Array, Array] | None:
        """Return the weights along both axes, (side,), and the losses, (side, side), rows by the
        second axis; None before the coarsest grid is there."""
        if not self._stride:
            return None
        (x, y), half = self.drawn.centre, self.drawn.half_width
        along = np.linspace(-half, half, SIZE)[:: self._stride]
        return x + along, y + along, self._costs[:: self._stride, :: self._stride]

    def _grow(self) -> Iterator[None]:
        (x, y), half = self.drawn.centre, self.drawn.half_width
        along = np.linspace(-half, half, SIZE)
        stride = (SIZE - 1) // 8
        for rows, columns in refinements(SIZE):
            done = 0
            while done < len(rows):
                part = slice(done, done + self.at_once)
                self._compute(along, x, y, rows[part], columns[part])
                done = part.stop
                if done >= len(rows):
                    self._stride = stride
                yield
            stride //= 2

    def _compute(self, along: Array, x: float, y: float, rows: Places, columns: Places) -> None:
        self._costs[rows, columns] = self.drawn.costs(x + along[columns], y + along[rows])


def rounded_level(level: float, height: float) -> float:
    """Return a level with few digits, so that it can be named."""
    if height <= 0:
        return level
    step = nice_up(height / 500)
    return float(f"{round(level / step) * step:.12g}")
