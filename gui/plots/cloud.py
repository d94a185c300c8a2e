"""Dots of a plot that may be many: all of one look, each in a colour of its own."""

from collections.abc import Iterator
from enum import Enum, auto

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.frozen import Array
from gui.draw.outlines import Outline

Places = npt.NDArray[np.intp]
DOT = 4.5  # units, the radius of one of a few
_LEVELS = 16  # of a colour: finer ones cannot be told apart


class Look(Enum):
    """What the dots of a cloud look like; a RING leaves what it is around to be seen."""

    FILLED = auto()
    HOLLOW = auto()
    RING = auto()


class Cloud(Struct, frozen=True, eq=False):
    """Dots at xs, ys, (count,), each in one of the inks.

    ink: (count,), which of them; amount: (count,), how much of it is mixed into the card's colour,
    from 0 to 1, None for all of it; edge: the colour around filled ones; outlines: the form of the
    dots in each ink, circles where there are none.
    The same cloud looks the same: what is drawn of it is kept as long as it stands where it stood.
    """

    xs: Array
    ys: Array
    inks: tuple[str, ...]
    ink: Places
    look: Look = Look.FILLED
    radius: float = DOT
    amount: Array | None = None
    edge: str = "card"
    outlines: tuple[Outline, ...] = ()

    @property
    def places(self) -> Array:
        """Where the dots are: (count, 2)."""
        return np.column_stack([self.xs, self.ys])

    def colours(self) -> Iterator[tuple[int, float, Places]]:
        """Yield the number of each ink, how much of it, and which dots have this colour."""
        whole = np.ones(len(self.ink)) if self.amount is None else self.amount
        levels = np.rint(_LEVELS * whole).astype(np.intp)
        for number, level in sorted(set(zip(self.ink.tolist(), levels.tolist(), strict=True))):
            which = np.flatnonzero((self.ink == number) & (levels == level))
            yield number, level / _LEVELS, which

    def outline(self, number: int) -> Outline:
        """Return the form of the dots in an ink."""
        return self.outlines[number] if self.outlines else Outline.CIRCLE
