"""Inputs that are the grey levels of a picture, and pictures that are drawn to become inputs.

A drawing is made of dots, four times as many along each side as a picture has cells, and a cell is
as dark as it has dots: so the digits of E. Alpaydin and C. Kaynak (1998) were made from scans of
32 x 32 dots, 4 x 4 of which became a number from 0 to 16.
"""

from math import isqrt

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.data.dataset import Dataset, Generated
from engine.frozen import Array, freeze

LEAST_SIDE = 4
DOTS = 4  # along each side of a cell
Drawing = npt.NDArray[np.bool_]


class PictureForm(Struct, frozen=True):
    """side: cells along each side; blank, full: the levels of a cell without and all of ink."""

    side: int
    blank: float
    full: float

    def levels(self, drawing: Drawing) -> Array:
        """Return the level of each cell, (side * side,), row by row from the top.

        drawing: (DOTS * side, DOTS * side), where there is ink.
        """
        cells = drawing.reshape(self.side, DOTS, self.side, DOTS).sum(axis=(1, 3))
        return freeze(self.blank + cells.ravel() / DOTS**2 * (self.full - self.blank))


def picture_form(data: Dataset) -> PictureForm | None:
    """Return the form of the pictures that inputs are, None where they are not taken for any.

    They are where as many inputs as a square has cells, at least 4 x 4, have no names, or names
    that begin with "pixel", and none of them was drawn by a generator. Their lowest level is blank.
    """
    inputs = data.inputs.shape[1]
    side = isqrt(inputs)
    names = data.input_names
    is_named = any(not name.lower().startswith("pixel") for name in names)
    if side < LEAST_SIDE or side * side != inputs or is_named or isinstance(data.source, Generated):
        return None
    shown = levels_of(data, data.inputs)
    low, high = float(shown.min()), float(shown.max())
    return PictureForm(side, low, high if high > low else low + 1.0)


def levels_of(data: Dataset, inputs: Array) -> Array:
    """Return the grey levels of inputs, as they were before they were normalised."""
    if data.normalisation is None:
        return inputs
    levels: Array = inputs * data.normalisation.deviation + data.normalisation.mean
    return levels


def inputs_of(data: Dataset, levels: Array) -> Array:
    """Return the inputs that grey levels become: normalised if those of the data are."""
    if data.normalisation is None:
        return levels
    inputs: Array = (levels - data.normalisation.mean) / data.normalisation.deviation
    return inputs
