"""Where a curve has its lowest places."""

from dataclasses import dataclass
from itertools import pairwise

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
    finite = np.isfinite(costs)
    xs, ys = values[finite], costs[finite]
    if len(ys) < 3:
        return ()
    shallow = _FLAT * float(np.ptp(ys))
    moves = np.diff(ys)
    turns = np.flatnonzero(np.abs(moves) > shallow)  # level ground belongs to what lies beside it
    found = []
    for left, right in pairwise(turns):
        if not (moves[left] < 0 < moves[right]):
            continue
        w = _bisected(curve, float(xs[left]), float(xs[right + 1]))
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
