"""Where a curve has its lowest places."""

from dataclasses import dataclass

import numpy as np

from engine.curves.curve import Curve
from engine.frozen import Array

_HALVINGS = 48  # of a gap between two sampled values: more digits than a picture shows
_FLAT = 1e-12  # of the height: a dip less deep is the rounding of a plateau


@dataclass(frozen=True, slots=True)
class Minimum:
    """A place lower than those beside it, and the loss there."""

    w: float
    cost: float


def minima(curve: Curve, values: Array, costs: Array) -> tuple[Minimum, ...]:
    """Return the minima between sampled values, from left to right, the ends left out.

    values, costs: (count,), in ascending order. Each minimum is where the slope changes from
    falling to rising, found by bisection between the values beside it.
    """
    found = []
    with np.errstate(all="ignore"):
        shallow = _FLAT * float(np.ptp(costs[np.isfinite(costs)])) if len(costs) else 0.0
        before, here, after = costs[:-2], costs[1:-1], costs[2:]
        lower = (here <= before) & (here < after) & (np.maximum(before, after) - here > shallow)
    for index in np.flatnonzero(lower):
        w = _bisected(curve, float(values[index]), float(values[index + 2]))
        cost = float(curve.costs(np.array([w]))[0])
        if np.isfinite(cost):
            found.append(Minimum(w, cost))
    return tuple(found)


def lowest(found: tuple[Minimum, ...]) -> Minimum | None:
    """Return the minimum with the least loss, None if there is none."""
    return min(found, key=lambda minimum: minimum.cost, default=None)


def _bisected(curve: Curve, low: float, high: float) -> float:
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if not low < middle < high:
            break
        slope = curve.slope(middle)
        if slope == 0:
            return middle
        if slope < 0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
