"""Where a curve has its lowest places."""

import math
from itertools import pairwise

import numpy as np
from msgspec import Struct

from engine.curves.curve import Curve
from engine.frozen import Array

_MOST_STEPS = 100
_SAME = 1e-13  # relative: two steps that differ by less have found the place
_FLAT = 1e-12  # of the height: a dip less deep is the rounding of a plateau


class Minimum(Struct, frozen=True):
    """A place lower than those beside it, and the loss there."""

    w: float
    cost: float


def minima(curve: Curve, values: Array, costs: Array) -> tuple[Minimum, ...]:
    """Return the minima between sampled values, from left to right, the ends left out.

    values, costs: (count,), in ascending order. Each minimum is where the slope changes from
    falling to rising, found between the values beside it.
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
        w = _turning(curve, float(xs[left]), float(xs[right + 1]))
        cost = float(curve.costs(np.array([w]))[0])
        if np.isfinite(cost):
            found.append(Minimum(w, cost))
    return tuple(found)


def lowest(found: tuple[Minimum, ...]) -> Minimum | None:
    """Return the minimum with the least loss, None if there is none."""
    return min(found, key=lambda minimum: minimum.cost, default=None)


def _turning(curve: Curve, low: float, high: float) -> float:
    """Return where the slope turns from falling to rising.

    Inverse quadratic interpolation where it is to be trusted, halving elsewhere (Chandrupatla,
    Advances in Engineering Software 28, 1997): few slopes where the curve is smooth, which for a
    large network take a millisecond each, and never more than a few times those of halving.
    """
    newest, other, third = high, low, low
    slopes = [curve.slope(newest), curve.slope(other)]
    f_newest, f_other, f_third = slopes[0], slopes[1], slopes[1]
    share = 0.5
    for _ in range(_MOST_STEPS):
        w = newest + share * (other - newest)
        slope = curve.slope(w)
        if (slope < 0) == (f_newest < 0):
            third, f_third = newest, f_newest
        else:
            third, f_third, other, f_other = other, f_other, newest, f_newest
        newest, f_newest = w, slope
        nearest = newest if abs(f_newest) < abs(f_other) else other
        least = _SAME * max(1.0, abs(nearest)) / abs(other - newest)
        if slope == 0 or least > 0.5 or not math.isfinite(slope):
            return newest if slope == 0 else nearest
        share = min(max(_share(newest, other, third, f_newest, f_other, f_third), least), 1 - least)
    return nearest


def _share(x1: float, x2: float, x3: float, f1: float, f2: float, f3: float) -> float:
    """Return how far from x1 towards x2 to look next."""
    if f3 in (f1, f2) or x3 == x2:
        return 0.5
    xi, phi = (x1 - x2) / (x3 - x2), (f1 - f2) / (f3 - f2)
    if not (phi**2 < xi and (1 - phi) ** 2 < 1 - xi):
        return 0.5
    quadratic = f1 / (f2 - f1) * f3 / (f2 - f3)
    return quadratic + (x3 - x1) / (x2 - x1) * f1 / (f3 - f1) * f2 / (f3 - f2)
