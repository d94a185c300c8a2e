"""The data of a plot as tables of pgfplots: curves, areas and dots."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import isfinite, nan

from engine.frozen import Array
from gui.draw.outlines import Outline
from gui.export.tex.palette import TexPalette
from gui.export.tex.preamble import mark_name
from gui.export.tex.statements import dash_pattern, length
from gui.look.theme import blend
from gui.plots.chart import Area, Series
from gui.plots.cloud import Cloud, Look
from gui.plots.meaning import ChartMeaning

_FARTHEST = 4.0  # times the range of an axis: TeX does not compute with what lies farther away
_DASHED = (5.0, 3.0)  # widths, as on screen
_ROW = 6  # points on a line of the file
_EDGE, _RING, _RING_ROOM, _THIN = 1.2, 2.0, 0.8, 3.5  # units, as on screen

Pair = tuple[float, float]


def digits(value: float) -> str:
    """Return a number as it stands in a table: with all digits that a plot can show."""
    return f"{value:.8g}" if isfinite(value) else "nan"


def curve(series: Series, meaning: ChartMeaning, palette: TexPalette) -> Iterator[str]:
    """Yield what draws points joined by lines, with its gaps."""
    points = list(_within(_pairs(series.xs, series.ys), meaning))
    if not any(isfinite(y) for _, y in points):
        return
    width = series.width * meaning.size
    dash = series.dash or (_DASHED if series.dashed else ())
    options = [f"draw={palette.ink(series.ink)}", f"line width={length(width)}", "no marks"]
    if dash:
        options.append(f"dash pattern={dash_pattern([each * width for each in dash])}")
    yield _addplot(options, points)


def area(ground: Area, meaning: ChartMeaning, palette: TexPalette) -> str:
    """Return what fills the ground inside an odd number of outlines."""
    theme = meaning.theme
    colour = palette.name(blend(theme.ink(ground.ink), theme.card, ground.amount))
    points: list[Pair] = []
    for outline in ground.outlines:
        points += [*_pairs(outline[:, 0], outline[:, 1]), (nan, nan)]
    options = ["draw=none", f"fill={colour}", "even odd rule", "no marks"]
    return _addplot(options, points[:-1])


def cloud(dots: Cloud, meaning: ChartMeaning, palette: TexPalette) -> Iterator[str]:
    """Yield what draws the dots of a cloud, a plot for each of its colours."""
    if not len(dots.xs):
        return
    theme, unit = meaning.theme, meaning.size
    size = dots.radius * (1 + _RING_ROOM if dots.look is Look.RING else 1.0)
    wide = _RING if dots.radius > _THIN else _EDGE
    for number, amount, which in dots.colours():
        ink = palette.name(blend(theme.ink(dots.inks[number]), theme.card, amount))
        mark = mark_name(dots.outline(number))
        match dots.look:
            case Look.FILLED:
                dress = f"fill={ink}, draw={palette.ink(dots.edge)}"
                width = _EDGE
            case Look.HOLLOW:
                dress, width = f"fill={palette.ink('card')}, draw={ink}", wide
            case Look.RING:
                dress, width = f"draw={ink}", wide
                mark = "o" if dots.outline(number) is Outline.CIRCLE else mark
        options = [
            "only marks",
            f"mark={mark}",
            f"mark size={length(size * unit)}",
            f"mark options={{{dress}, line width={length(width * unit)}}}",
        ]
        yield _addplot(options, _pairs(dots.xs[which], dots.ys[which]))


def _addplot(options: Iterable[str], points: Iterable[Pair]) -> str:
    """Return a plot with its table; rows end in a sign, so that it may stand in an overlay."""
    rows = [f"{digits(x)} {digits(y)}\\\\" for x, y in points]
    lines = "\n".join("".join(rows[i : i + _ROW]) for i in range(0, len(rows), _ROW))
    return f"\\addplot[{', '.join(options)}] table[row sep=\\\\] {{\nx y\\\\\n{lines}\n}};"


def _pairs(xs: Array, ys: Array) -> list[Pair]:
    return list(zip(xs.tolist(), ys.tolist(), strict=True))


def _within(points: list[Pair], meaning: ChartMeaning) -> Iterator[Pair]:
    """Yield the points of a curve; where it goes too far away, where it leaves and comes back."""
    chart = meaning.chart
    bounds = []
    for axis in (chart.x_axis, chart.y_axis):
        span = axis.high - axis.low
        bounds.append((axis.low - _FARTHEST * span, axis.high + _FARTHEST * span))
    ends = [each for each in points if all(map(isfinite, each))]
    if all(low <= each[i] <= high for each in ends for i, (low, high) in enumerate(bounds)):
        yield from points
        return
    last: Pair | None = None
    for start, end in pairwise(points):
        part = _part(start, end, bounds)
        if part is None:
            continue
        if last is not None and part[0] != last:
            yield nan, nan
        if part[0] != last:
            yield part[0]
        yield part[1]
        last = part[1]


def _part(start: Pair, end: Pair, bounds: list[Pair]) -> tuple[Pair, Pair] | None:
    """Return the part of a line within bounds, None where there is none."""
    if not all(map(isfinite, (*start, *end))):
        return None
    first, last = 0.0, 1.0
    for at, to, (low, high) in zip(start, end, bounds, strict=True):
        way = to - at
        if not way:
            if not low <= at <= high:
                return None
            continue
        near, far = sorted(((low - at) / way, (high - at) / way))
        first, last = max(first, near), min(last, far)
    if first >= last:
        return None

    def place(share: float) -> Pair:
        if share in (0.0, 1.0):
            return end if share else start
        return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])

    return place(first), place(last)
