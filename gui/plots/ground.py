"""The colours behind a plot: one for each place of a grid, mixed into the ground of the card."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.frozen import Array
from gui.look.theme import Theme

Places = npt.NDArray[np.intp]
Pixels = npt.NDArray[np.uint32]


class PlotGround(Struct, frozen=True, eq=False):
    """A colour for each place of an evenly spaced grid.

    xs: (columns,) and ys: (rows,), the middles of the cells, upwards, at least two each; inks:
    names of colours of the theme; ink: (rows, columns), which of them; amount: (rows, columns),
    how much of it is mixed into the ground, from 0 to 1.
    """

    xs: Array
    ys: Array
    inks: tuple[str, ...]
    ink: Places
    amount: Array

    @property
    def corners(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Where the grid begins and ends, (x, y) each, with the outer halves of its cells."""
        ends = []
        for along in (self.xs, self.ys):
            half = float(along[-1] - along[0]) / (2 * (len(along) - 1))
            ends.append((float(along[0]) - half, float(along[-1]) + half))
        (left, right), (low, high) = ends
        return (left, low), (right, high)


def pixels(ground: PlotGround, theme: Theme) -> Pixels:
    """Return 0xffRRGGBB for each place, (rows, columns), the uppermost row first."""
    card, inks = _channels((theme.card,))[0], _channels(tuple(map(theme.ink, ground.inks)))
    parts = ground.amount[..., None].astype(np.float32)
    mixed = np.rint(card + parts * (inks[ground.ink] - card)).astype(np.uint32)
    packed: Pixels = 0xFF000000 | mixed[..., 0] << 16 | mixed[..., 1] << 8 | mixed[..., 2]
    return np.ascontiguousarray(packed[::-1])


@lru_cache(maxsize=64)
def _channels(colours: tuple[str, ...]) -> npt.NDArray[np.float32]:
    """Return red, green and blue of colours as #rrggbb: (count, 3)."""
    return np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in colours], np.float32)
