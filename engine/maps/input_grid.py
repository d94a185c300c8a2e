"""The places of an input plane at which neurons are asked, in rows and columns."""

from functools import cached_property

import numpy as np
from msgspec import Struct

from engine.frozen import Array, freeze
from engine.maps.input_plane import InputPlane

SIZES = (8, 16, 32, 64)
"""Cells along each side, from coarse to fine: each size takes four times as long."""


class InputGrid(Struct, frozen=True, eq=False, dict=True):
    """A rectangle of a plane cut into equal cells, asked in the middle of each.

    limits: (low, high) of each axis; columns and rows: of cells; a line has one row. Cells are
    numbered row by row, the rows from the low end of the second axis up.
    """

    plane: InputPlane
    limits: tuple[tuple[float, float], ...]
    columns: int
    rows: int

    @property
    def places(self) -> int:
        """How many cells there are."""
        return self.rows * self.columns

    def along(self, axis: int) -> Array:
        """Return the middles of the cells along an axis, from low to high."""
        low, high = self.limits[axis]
        count = self.rows if axis else self.columns
        return low + np.asarray(np.arange(count) + 0.5, np.float64) * ((high - low) / count)

    @cached_property
    def coordinates(self) -> Array:
        """The middle of every cell: (axes, places)."""
        across = np.tile(self.along(0), self.rows)
        if self.plane.axes == 1:
            return freeze(across[None])
        return freeze([across, np.repeat(self.along(1), self.columns)])

    @cached_property
    def x(self) -> Array:
        """The inputs at every cell: (places, n_0)."""
        return freeze(self.plane.at(self.coordinates))

    def cell(self, coordinates: Array) -> int | None:
        """Return the cell in which a place, (axes,), lies; None outside."""
        found = []
        for at, (low, high), count in zip(
            coordinates, self.limits, (self.columns, self.rows), strict=False
        ):
            if not low <= at <= high:
                return None
            found.append(min(int((at - low) / (high - low) * count), count - 1))
        column, row = found[0], found[1] if len(found) > 1 else 0
        return row * self.columns + column


def input_grid(plane: InputPlane, limits: tuple[tuple[float, float], ...], side: int) -> InputGrid:
    """Return a grid with so many cells along each side."""
    return InputGrid(plane, limits, side, side if plane.axes == 2 else 1)
