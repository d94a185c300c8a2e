"""What a chart says under the pointer: the point that is nearest, in numbers."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.frozen import Array
from engine.text.numbers import short
from engine.written.quantity import Kind
from gui.plots.chart import Axis, Chart, Series
from gui.words.catalog import say

Range = tuple[float, float]
Mask = npt.NDArray[np.bool_]
_NEAR = 0.05  # of what is seen, a dot under the pointer


class Reading(Struct, frozen=True):
    """A place of the plot and what is said of it; ink: of the curve or dot there."""

    x: float
    y: float
    text: str
    ink: str


def reading(
    chart: Chart, at: tuple[float, float], seen: tuple[float, float], digits: int
) -> Reading | None:
    """Return the dot under a place, or the point of the named curve nearest to it, or None.

    seen: width and height of what is on screen. A point is one of those that were computed, never
    one between two.
    """
    dots = [
        (max(abs(dot.x - at[0]) / seen[0], abs(dot.y - at[1]) / seen[1]), dot)
        for dot in chart.points
        if dot.said
    ]
    apart, dot = min(dots, key=lambda each: each[0], default=(np.inf, None))
    if dot is not None and apart <= _NEAR:
        return Reading(dot.x, dot.y, dot.said, dot.ink)
    found = [each for curve in chart.curves if (each := _of_curve(chart, curve, at[0], digits))]
    return min(found, key=lambda each: abs(each.y - at[1]), default=None)


def is_in_view(chart: Chart, xs: Range, ys: Range) -> bool:
    """Return whether a curve or a point of a chart is seen within these ranges; a ground is."""
    alone = np.array([(point.x, point.y) for point in chart.points]).reshape(-1, 2)
    points = np.concatenate([alone, *(cloud.places for cloud in chart.clouds)])
    if chart.ground is not None:
        return True
    inside = _between(points[:, 0], xs) & _between(points[:, 1], ys)
    return bool(inside.any()) or any(_crosses(curve, xs, ys) for curve in chart.curves)


def _of_curve(chart: Chart, curve: Series, x: float, digits: int) -> Reading | None:
    """Return the point of a curve nearest to x, None of a curve that is not to be read.

    What lies beyond the axis may be drawn at another height, so it is read only if its value is
    known.
    """
    axis = chart.y_axis
    there = np.flatnonzero(
        _between(curve.ys, (axis.low, axis.high)) if curve.values is None else np.isfinite(curve.ys)
    )
    if not curve.name or not len(there):
        return None
    at = int(there[np.abs(curve.xs[there] - x).argmin()])
    place, height = float(curve.xs[at]), float(curve.ys[at])
    value = _meant(axis, height) if curve.values is None else float(curve.values[at])
    said = say(
        "plot.reading",
        along=chart.x_axis.name,
        x=_written(_meant(chart.x_axis, place), digits, chart.x_axis.kind),
        name=curve.name,
        y=short(value, digits, kind=axis.kind),
    )
    return Reading(place, height, said, curve.ink)


def _written(value: float, digits: int, kind: Kind | None) -> str:
    """Write a number; a whole one, such as a step, with all its digits."""
    if value == round(value):
        digits = max(digits, len(f"{value:.0f}"))
    return short(value, digits, kind=kind)


def _meant(axis: Axis, place: float) -> float:
    return float(10.0**place) if axis.is_log else place


def _crosses(curve: Series, xs: Range, ys: Range) -> bool:
    """Return whether a curve has a point in view, or lies on both sides of it."""
    near = np.flatnonzero(_between(curve.xs, xs))
    if not len(near):  # between two points, or beside all of them
        if not len(curve.xs) or not (curve.xs.min() < xs[0] and xs[1] < curve.xs.max()):
            return False
        near = np.array([int(np.searchsorted(curve.xs, xs[0]))])
    around = curve.ys[max(near[0] - 1, 0) : near[-1] + 2]
    around = around[np.isfinite(around)]
    return bool(len(around)) and float(around.min()) <= ys[1] and float(around.max()) >= ys[0]


def _between(values: Array, ends: Range) -> Mask:
    inside: Mask = (values >= ends[0]) & (values <= ends[1])
    return inside
