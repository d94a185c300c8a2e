"""What a plot shows, in words and numbers for who does not see it."""

from collections.abc import Iterator

import numpy as np

from engine.text.covered import said
from engine.text.numbers import short
from gui.plots.chart import Axis, Chart, Series
from gui.words.catalog import say, say_list

_MOST_CURVES, _MOST_POINTS = 6, 12  # that somebody can listen to


def described(chart: Chart, digits: int) -> str:
    """Return the axes with their ranges, the notes, and how curves with a name run."""
    axes = (_range(axis, digits) for axis in (chart.x_axis, chart.y_axis))
    notes = (said(note.text) for note in chart.notes)
    return say_list([*filter(None, axes), *notes, *_drawn(chart, digits)])


def _range(axis: Axis, digits: int) -> str:
    if axis.words is not None or not axis.name:
        return axis.name
    low, high = (_number(axis, end, digits) for end in (axis.low, axis.high))
    return say("described.axis", axis=axis.name, low=low, high=high)


def _drawn(chart: Chart, digits: int) -> Iterator[str]:
    curves = [curve for curve in chart.curves if curve.name and np.isfinite(curve.ys).sum() > 1]
    for curve in curves[:_MOST_CURVES]:
        yield _curve(chart, curve, digits)
    points = [point for point in chart.points if point.said or point.text]
    for point in points[:_MOST_POINTS]:
        x, y = _number(chart.x_axis, point.x, digits), _number(chart.y_axis, point.y, digits)
        yield said(point.said) or say("described.point", name=point.text, x=x, y=y)


def _curve(chart: Chart, curve: Series, digits: int) -> str:
    drawn = np.flatnonzero(np.isfinite(curve.ys))
    lowest = drawn[np.argmin(curve.ys[drawn])]
    xs = [_number(chart.x_axis, curve.xs[at], digits) for at in (drawn[0], drawn[-1], lowest)]
    ys = [_number(chart.y_axis, curve.ys[at], digits) for at in (drawn[0], drawn[-1], lowest)]
    return say(
        "described.curve",
        name=curve.name,
        **{"start": xs[0], "end": xs[1], "place": xs[2]},
        **{"first": ys[0], "last": ys[1], "least": ys[2]},
    )


def _number(axis: Axis, place: float, digits: int) -> str:
    """Return the number of a place of an axis, which may be an exponent of ten."""
    value = 10.0 ** float(place) if axis.is_log else float(place)
    return short(value, digits, kind=axis.kind)
