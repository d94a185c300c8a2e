"""Which colour a number has in the map of a neuron."""

from functools import lru_cache
from math import floor, isfinite, log10

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.frozen import Array
from engine.functions.activation import Activation
from gui.look.theme import Theme, blend

Colours = npt.NDArray[np.uint32]

MIDDLE = 127  # of the colours from 0 to 254: that of the card
NO_NUMBER = 255  # the place of the colour of what is not finite
_FULL = 0.85  # how much of its colour a map shows at the ends of its scale
_FARTHEST = 1e300  # from 0: where a function that saturates has long reached its bounds
_NICE = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_MOST = 95.0  # per cent of all gradients that a scale spans: few very large ones pale no others


class MapScale(Struct, frozen=True):
    """The numbers with the full colours; halfway between them lies the colour of the card.

    What lies beyond has the colour of the end.
    """

    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    def indices(self, values: Array) -> npt.NDArray[np.intp]:
        """Return which of the colours numbers have, of the same shape."""
        step = 2 * MIDDLE / (self.high - self.low)
        with np.errstate(all="ignore"):
            places = (values - self.low) * step + 0.5
        np.clip(places, 0, 2 * MIDDLE, out=places)
        np.nan_to_num(places, copy=False, nan=NO_NUMBER)
        return places.astype(np.intp)


def symmetric(peak: float) -> MapScale:
    """Return a scale around 0 that spans a number, with ends that are read easily."""
    if not (isfinite(peak) and peak > 0):
        return MapScale(-1.0, 1.0)
    unit = 10.0 ** floor(log10(peak))
    end = next(unit * nice for nice in _NICE if unit * nice >= peak * (1 - 1e-9))
    return MapScale(-end, end)


@lru_cache(maxsize=64)
def _bounds(activation: Activation) -> MapScale | None:
    """Return the range of an activation that is bounded on both sides, None for the others."""
    if not activation.elementwise:
        return MapScale(0.0, 1.0)  # a share of all outputs
    if activation.steepest is None:
        return None
    low, high = activation.value(np.array([-_FARTHEST, _FARTHEST])).tolist()
    return MapScale(low, high)


def scale_of_activations(activation: Activation, values: Array) -> MapScale:
    """Return the whole range of an activation; of one without bounds, that of these values."""
    return _bounds(activation) or symmetric(_largest(values))


def scale_of_inputs(values: Array) -> MapScale:
    """Return the range of what inputs are on a plane, around 0."""
    return symmetric(_largest(values))


def scale_of_gradients(values: Array) -> MapScale:
    """Return a range around 0 that spans nearly all of some gradients."""
    sizes = np.abs(values[np.isfinite(values)])
    if not sizes.size:
        return symmetric(0.0)
    usual = float(np.percentile(sizes, _MOST))
    return symmetric(usual or float(sizes.max()))


def _largest(values: Array) -> float:
    return float(np.abs(values).max(initial=0.0, where=np.isfinite(values)))


@lru_cache(maxsize=8)
def map_colours(theme: Theme, gradient: bool) -> Colours:
    """Return the colours from the low end of a scale to the high one, as 0xffrrggbb: (256,)."""
    low = theme.gradient_negative if gradient else theme.negative
    high = theme.gradient_positive if gradient else theme.positive
    found = []
    for place in range(2 * MIDDLE + 1):
        share = (place - MIDDLE) / MIDDLE
        found.append(blend(high if share > 0 else low, theme.card, _FULL * abs(share)))
    found.append(theme.control_edge)
    return np.array([0xFF000000 | int(colour[1:], 16) for colour in found], np.uint32)


def colour_at(theme: Theme, gradient: bool, scale: MapScale, value: float) -> str:
    """Return the colour of one number, as #rrggbb."""
    index = int(scale.indices(np.array([value]))[0])
    return f"#{int(map_colours(theme, gradient)[index]) & 0xFFFFFF:06x}"
