"""The losses that a sweep leads to against what was swept, with their range over the seeds.

Numbers lie along the x axis, with a band; names below each other, each with a bar.
"""

from math import isfinite, log10

import numpy as np

from engine.frozen import Array
from engine.text.numbers import short
from engine.text.sweep.values import Value
from gui.plots.chart import (
    SMALLEST,
    Area,
    Axis,
    Chart,
    Label,
    Note,
    Point,
    Series,
    Shape,
    nice_range,
)
from gui.state.sweep.derived import is_logarithmic
from gui.sweep.result import Spread, SweptRuns
from gui.words.catalog import say, say_count, say_list
from gui.words.sweeps import swept_name, value_text

_BAND = 0.18  # how much of the ink of its line a band has
_RATIO = 20.0  # of two losses, from which on they are drawn by their logarithms
_LARGEST = 1e300
_BALL, _RING, _HEAD = 4.5, 7.0, 5.5  # units
_MARGIN = 0.04  # of the axis, beyond the outermost values


class _Losses:
    """How losses stand along their axis: by themselves, or by their logarithms."""

    def __init__(self, spreads: list[Spread]) -> None:
        found = [x for s in spreads for x in (s.lowest, s.median, s.highest, *s.tests)]
        finite = [min(x, _LARGEST) for x in found if isfinite(x)]
        above = [x for x in finite if x > SMALLEST]
        self.is_log = bool(above) and max(above) > _RATIO * min(above)
        if self.is_log:
            low, high = log10(min(above)), log10(max(above))
            self.low, self.high = low - 0.08 * (high - low), high + 0.12 * (high - low)
        else:
            top = nice_range(0.0, 1.05 * max(finite, default=1.0) or 1.0)[1]
            self.low, self.high = -0.04 * top, top

    def to(self, loss: float) -> float:
        """Return the place of a loss, at most the end of the axis."""
        if not self.is_log:
            return min(loss, self.high)
        return max(min(log10(loss), self.high), self.low) if loss > SMALLEST else self.low

    def axis(self, letter: str) -> Axis:
        return Axis(say("axis.loss", C=letter), self.low, self.high, is_log=self.is_log)


def sweep_chart(result: SweptRuns, letter: str, digits: int) -> Chart:
    """Return the chart of what is known of a sweep; letter: of the loss."""
    values = result.values
    known = {place: found for place in range(len(values)) if (found := result.spread(place))}
    losses, seeds = _Losses(list(known.values())), result.seeds
    said = {
        place: _said(result, values[place], spread, seeds, digits)
        for place, spread in known.items()
    }
    draw = _along if _are_numbers(values) else _below_each_other
    return draw(result, known, said, losses, letter, seeds)


def place_at(result: SweptRuns, x: float, y: float) -> int | None:
    """Return the run in the middle of the value nearest to a place of the chart, by its row."""
    values = result.values
    if _are_numbers(values):
        places, at = _numbers(values)[0], x
    else:
        places, at = _rows(values), y
    nearest = min(range(len(values)), key=lambda place: abs(places[place] - at))
    spread = result.spread(nearest)
    return None if spread is None else spread.middle


def _along(
    result: SweptRuns,
    known: dict[int, Spread],
    said: dict[int, str],
    losses: _Losses,
    letter: str,
    seeds: int,
) -> Chart:
    """Return the chart of numbers: the medians as lines, the range of the training loss a band."""
    xs, is_log, is_count = _numbers(result.values)
    margin = _MARGIN * (max(xs) - min(xs))
    name, ends = swept_name(result.choice.key), (min(xs) - margin, max(xs) + margin)
    finite = [place for place, spread in known.items() if isfinite(spread.median)]
    along = np.array([xs[place] for place in finite])
    curves = [Series(along, _places(losses, [known[p].median for p in finite]), "loss", 1.8)]
    tested = [(xs[p], loss) for p in finite if (loss := known[p].test_median) is not None]
    if tested:
        at = np.array([x for x, _ in tested])
        heights = _places(losses, [loss for _, loss in tested])
        curves.append(Series(at, heights, "text_soft", 1.6, dashed=True))
    points = [Point(xs[p], losses.to(known[p].median), "loss", _BALL, said=said[p]) for p in finite]
    high, stopped = losses.high, [p for p, spread in known.items() if spread.diverged]
    points += [Point(xs[p], high, "caution", _HEAD, Shape.UP, said=said[p]) for p in stopped]
    labels = [
        Label(xs[p], high, _diverged(known[p], seeds), "text_soft", 0, -1, gives_way=True)
        for p in stopped
    ]
    return Chart(
        Axis(name, *ends, is_log=is_log, is_count=is_count),
        losses.axis(letter),
        curves=tuple(curves),
        points=tuple(points),
        labels=tuple(labels),
        areas=_band(xs, known, finite, losses) if seeds > 1 else (),
        legend=_legend(seeds, bool(tested), "╍╍"),
    )


def _below_each_other(
    result: SweptRuns,
    known: dict[int, Spread],
    said: dict[int, str],
    losses: _Losses,
    letter: str,
    seeds: int,
) -> Chart:
    """Return the chart of names: the median of each in a row, on a bar over its range."""
    values, ys = result.values, _rows(result.values)
    key = result.choice.key
    words = tuple((y, value_text(key, v)) for y, v in zip(ys, values, strict=True))
    curves, points, labels = [], [], []
    for place, spread in known.items():
        y = ys[place]
        if isfinite(spread.lowest):
            ends = _places(losses, [spread.lowest, min(spread.highest, _LARGEST)])
            curves.append(Series(ends, np.full(2, y), "loss", 1.6))
        if spread.test_median is not None:
            at = losses.to(spread.test_median)
            points.append(Point(at, y, "text_soft", _RING, Shape.RING, said=said[place]))
        if isfinite(spread.median):  # on top: the ring is larger
            points.append(Point(losses.to(spread.median), y, "loss", _BALL, said=said[place]))
        if spread.diverged:
            points.append(Point(losses.high, y, "caution", _HEAD, Shape.RIGHT, said=said[place]))
            labels.append(Label(losses.high, y, _diverged(spread, seeds), "text_soft", -1, 0, 10))
    return Chart(
        losses.axis(letter),
        Axis(swept_name(key), 0.4, len(values) + 0.6, words=words),
        curves=tuple(curves),
        points=tuple(points),
        labels=tuple(labels),
        legend=_legend(seeds, any(spread.tests for spread in known.values()), "○"),
    )


def _are_numbers(values: tuple[Value, ...]) -> bool:
    """Return whether values can stand along an axis: several numbers, and nothing else."""
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    return len(numbers) == len(values) > 1


def _numbers(values: tuple[Value, ...]) -> tuple[list[float], bool, bool]:
    """Return where numbers stand, whether by their logarithms, and whether all are whole."""
    is_log = is_logarithmic(values)
    whole = all(isinstance(value, int) for value in values) and not is_log
    return [log10(value) if is_log else float(value) for value in values], is_log, whole


def _rows(values: tuple[Value, ...]) -> list[float]:
    """Return the heights of names, the first at the top."""
    return [float(len(values) - place) for place in range(len(values))]


def _places(losses: _Losses, found: list[float]) -> Array:
    return np.array([losses.to(loss) for loss in found])


def _band(
    xs: list[float], known: dict[int, Spread], finite: list[int], losses: _Losses
) -> tuple[Area, ...]:
    """Return what lies between the lowest and the highest training loss."""
    if len(finite) < 2:
        return ()
    low = [(xs[place], losses.to(known[place].lowest)) for place in finite]
    high = [(xs[place], losses.to(known[place].highest)) for place in finite]
    return (Area((np.array([*low, *reversed(high)]),), "loss", _BAND),)


def _legend(seeds: int, tested: bool, sign: str) -> tuple[Note, ...]:
    key = "sweep-chart.train" if seeds == 1 else "sweep-chart.train-median"
    notes = [Note(say_count(key, seeds), "text_soft", "●", "loss")]
    if tested:
        key = "sweep-chart.test" if seeds == 1 else "sweep-chart.test-median"
        notes.append(Note(say(key), "text_soft", sign, "text_soft"))
    if seeds > 1:
        notes.append(Note(say("sweep-chart.band"), "text_soft", "▒", "loss"))
    return tuple(notes)


def _diverged(spread: Spread, seeds: int) -> str:
    return say("sweep-chart.diverged", diverged=spread.diverged, runs=seeds)


def _said(result: SweptRuns, value: Value, spread: Spread, seeds: int, digits: int) -> str:
    """Return what is read of a value under the pointer."""
    key = result.choice.key
    parts = [say("sweep-chart.value", name=swept_name(key), value=value_text(key, value))]
    if isfinite(spread.median):
        parts.append(say("sweep-chart.loss", loss=short(spread.median, digits)))
    if seeds > 1 and isfinite(spread.lowest):
        ends = {"low": short(spread.lowest, digits), "high": short(spread.highest, digits)}
        parts.append(say("sweep-chart.range", **ends))
    if spread.test_median is not None:
        parts.append(say("sweep-chart.test-loss", loss=short(spread.test_median, digits)))
    if spread.diverged:
        parts.append(_diverged(spread, seeds))
    return say_list(parts)
