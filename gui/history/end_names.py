"""The names of curves at their ends, moved apart where two would lie on each other."""

from math import ceil
from statistics import fmean

from gui.plots.chart import Axis, Label
from gui.words.catalog import say

MOST_NAMED = 12  # layers: of more, only every second (third, ...) has room for words
STYLES = (("accent", False), ("text_soft", True), ("text_soft", False), ("accent", True))
_APART = 0.095  # of the height: two names one above the other


def end_names(ends: dict[int, tuple[float, float]], axis: Axis, count: int) -> list[Label]:
    """Return the name of each curve at its end, moved up or down where two would overlap."""
    apart = _APART * (axis.high - axis.low)
    named = sorted((i for i in ends if i % stride_of(count) == 0), key=lambda i: ends[i][1])
    ys = _spread([ends[i][1] for i in named], apart, axis)
    found = []
    for i, y in zip(named, ys, strict=True):
        name, ink = say("layer.name", layer=i + 1), STYLES[i % len(STYLES)][0]
        found.append(Label(ends[i][0], y, name, ink, dx=1, dy=0))
    return found


def _spread(ys: list[float], apart: float, axis: Axis) -> list[float]:
    """Move ascending heights apart as little as can be, within an axis.

    What is too close becomes a group around its mean, as in isotonic regression.
    """
    groups: list[list[float]] = []  # of each height, less what all below it take
    for index, y in enumerate(ys):
        groups.append([y - index * apart])
        while len(groups) > 1 and fmean(groups[-2]) > fmean(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    lowest, highest = axis.low + apart / 2, axis.high - apart * (len(ys) - 0.5)
    bases = [fmean(group) for group in groups for _ in group]
    return [max(min(base, highest), lowest) + index * apart for index, base in enumerate(bases)]


def stride_of(count: int) -> int:
    return ceil(count / MOST_NAMED)
