"""A plane through the room of inputs: two of them, or two directions; a line where there is one."""

from collections.abc import Sequence
from enum import Enum

import numpy as np
from msgspec import Struct

from engine.frozen import Array, freeze
from engine.maps.components import principal_components

MARGIN = 0.12  # of the range of the samples, left free around them


class PlaneKind(Enum):
    """What a plane shows of all inputs.

    WHOLE: everything, as there are no more than two inputs; THROUGH_SAMPLE: two inputs, the others
    as they are in one sample; COMPONENTS: the first two principal components around the mean.
    """

    WHOLE = "whole"
    THROUGH_SAMPLE = "sample"
    COMPONENTS = "components"


class InputPlane(Struct, frozen=True, eq=False):
    """The inputs origin + sum over axes of coordinate x direction.

    origin: (n_0,); directions: (axes, n_0), orthonormal rows; inputs: which inputs the axes are,
    counted from 0, empty where they are none. There are two axes, or one if there is one input.
    """

    kind: PlaneKind
    origin: Array
    directions: Array
    inputs: tuple[int, ...] = ()

    @property
    def axes(self) -> int:
        """How many axes there are: two, or one of a line."""
        return len(self.directions)

    def at(self, coordinates: Array) -> Array:
        """Return the inputs, (places, n_0), at coordinates of shape (axes, places)."""
        found: Array = self.origin + coordinates.T @ self.directions
        return found

    def coordinates(self, x: Array) -> Array:
        """Return where inputs stand seen from above the plane: (axes, samples); x: (samples, n_0).

        Inputs that do not lie in the plane are projected on it.
        """
        found: Array = self.directions @ (x - self.origin).T
        return found

    def limits(self, x: Array) -> tuple[tuple[float, float], ...]:
        """Return the (low, high) of each axis that show inputs, (samples, n_0), with a margin.

        Where all have one value, the range is 1 to either side of it.
        """
        found = []
        for along in self.coordinates(x):
            low, high = float(along.min()), float(along.max())
            margin = MARGIN * (high - low) if high > low else 1.0
            found.append((low - margin, high + margin))
        return tuple(found)


def plane_of_inputs(sample: Array, inputs: Sequence[int] = (0, 1)) -> InputPlane:
    """Return the plane of two inputs, the others as in a sample, (n_0,); one input gives a line.

    Raises ValueError for an input that there is not, or for twice the same.
    """
    count = len(sample)
    chosen = tuple(inputs) if count > 1 else (0,)
    if count > 1 and (len(set(chosen)) != 2 or not all(0 <= each < count for each in chosen)):
        raise ValueError(f"{chosen} are no two of {count} inputs")
    directions = np.eye(count)[list(chosen)]
    origin = np.where(directions.any(axis=0), 0.0, sample)
    kind = PlaneKind.THROUGH_SAMPLE if count > 2 else PlaneKind.WHOLE
    return InputPlane(kind, freeze(origin), freeze(directions), chosen)


def plane_of_components(x: Array) -> InputPlane:
    """Return the plane of the first two principal components of inputs, (samples, n_0).

    Raises ValueError for less than two inputs.
    """
    if x.shape[1] < 2:
        raise ValueError("one input has no two components")
    found = principal_components(x)
    return InputPlane(PlaneKind.COMPONENTS, found.mean, found.directions)
