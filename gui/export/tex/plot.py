"""A plot of a figure as an axis of pgfplots with its data, where it lies in the figure."""

from collections.abc import Iterator

from gui.export.tex.alignment import LEFT
from gui.export.tex.letters import tex_text
from gui.export.tex.plot_data import area, cloud, curve, digits
from gui.export.tex.plot_marks import arrow, label, point
from gui.export.tex.plot_words import PlotWords
from gui.export.tex.raster import cells
from gui.export.tex.statements import BP, Clipped, Statement, Verbatim, length, number
from gui.export.tex.typed import TypedText
from gui.plots.chart import Axis
from gui.plots.meaning import ChartMeaning
from gui.recording.marks import GroupMark, ImageMark, TextMark, every_mark

_LINE, _TICK = 1.0, 4.0  # units of the chart
_MOST_DIGITS = 1e4  # times its range, the farthest from zero that an axis may lie


def can_be_plotted(meaning: ChartMeaning) -> bool:
    """Return whether the numbers along both axes differ enough for the seven digits of TeX."""
    chart = meaning.chart
    return all(
        max(abs(axis.low), abs(axis.high)) < _MOST_DIGITS * (axis.high - axis.low)
        for axis in (chart.x_axis, chart.y_axis)
    )


def plot(group: GroupMark, meaning: ChartMeaning, typed: TypedText) -> Iterator[Statement]:
    """Yield what draws a chart: its ground, the axis with its data, and the words around it."""
    words = PlotWords(group, meaning)
    left, top, width, height = meaning.data
    room = f"({number(left)},{number(top)}) rectangle +({number(width)},{number(height)})"
    grounds = [
        cells(mark, typed.palette.card)
        for mark in every_mark(group.marks)
        if isinstance(mark, ImageMark)
    ]
    if grounds:
        yield Clipped(room, tuple(grounds))
    options = ",\n".join(f"  {each}" for each in _options(meaning, words, typed, bool(grounds)))
    inside = "\n".join(_inside(meaning, words, typed))
    corner = f"shift={{({number(left)},{number(top + height)})}}, y={BP}bp"  # y goes up again
    axis = f"\\begin{{axis}}[\n{options}]\n{inside}\n\\end{{axis}}"
    yield Verbatim(f"\\begin{{scope}}[{corner}]\n{axis}\n\\end{{scope}}")
    for text in words.others:
        yield typed.command(text, anchor=LEFT)


def _options(
    meaning: ChartMeaning, words: PlotWords, typed: TypedText, has_ground: bool
) -> Iterator[str]:
    left, top, width, height = meaning.data
    chart, ink = meaning.chart, typed.palette.ink
    x_axis, y_axis = chart.x_axis, chart.y_axis
    line, tick = length(_LINE * meaning.size), length(_TICK * meaning.size)
    yield "at={(0,0)}, anchor=south west, scale only axis"
    yield f"width={length(width)}, height={length(height)}"
    yield f"xmin={digits(x_axis.low)}, xmax={digits(x_axis.high)}"
    yield f"ymin={digits(y_axis.low)}, ymax={digits(y_axis.high)}"
    yield "clip mode=individual, clip marker paths=true, unbounded coords=jump"
    yield "scaled ticks=false, axis x line*=bottom, axis y line*=left"
    yield "y axis line style={draw=none}, ytick style={draw=none}, ytick align=inside"
    edge = f"draw={ink('control_edge')}, line width={line}"
    yield f"x axis line style={{{edge}}}, xtick style={{{edge}}}, xtick align=outside"
    yield f"major tick length={tick}"
    if y_axis.words is None and not has_ground:
        yield f"ymajorgrids, major grid style={{draw={ink('grid')}, line width={line}}}"
    yield from _ticks("x", x_axis, words.x_ticks)
    yield from _ticks("y", y_axis, words.y_ticks)
    for text in list(words.x_ticks.values())[:1]:
        drop = text.y - top - height - _TICK * meaning.size
        yield f"xticklabel style={{{typed.style(text, 'base')}, yshift={length(-drop)}}}"
    for tick_place, text in list(words.y_ticks.items())[:1]:
        drop = text.y - words.y(tick_place)
        gap = left - text.x - text.width
        shifts = f"xshift={length(-gap)}, yshift={length(-drop)}"
        yield f"yticklabel style={{{typed.style(text, 'base east')}, {shifts}}}"
    if words.x_name is not None:
        yield _name("x", meaning, words.x_name, typed)
    if words.y_name is not None:
        yield _name("y", meaning, words.y_name, typed)


def _ticks(along: str, axis: Axis, texts: dict[float, TextMark]) -> Iterator[str]:
    places = ",".join(map(digits, axis.ticks))
    said = (f"{{{tex_text(texts[tick].text)}}}" if tick in texts else "{}" for tick in axis.ticks)
    if not places:
        yield rf"{along}tick=\empty"
        return
    yield f"{along}tick={{{places}}}, {along}ticklabels={{{','.join(said)}}}"


def _name(along: str, meaning: ChartMeaning, text: TextMark, typed: TypedText) -> str:
    """Return what names an axis, at the place where its name is written."""
    left, top, width, height = meaning.data
    x, y = typed.middle(text)
    share = f"{(x - left) / width:.4f},{(top + height - y) / height:.4f}"
    style = f"at={{(axis description cs:{share})}}, {typed.style(text, 'base')}"
    return f"{along}label={{{tex_text(text.text)}}}, every axis {along} label/.style={{{style}}}"


def _inside(meaning: ChartMeaning, words: PlotWords, typed: TypedText) -> Iterator[str]:
    chart, palette = meaning.chart, typed.palette
    for each in chart.areas:
        yield area(each, meaning, palette)
    for series in chart.curves:
        yield from curve(series, meaning, palette)
    for dots in chart.clouds:
        yield from cloud(dots, meaning, palette)
    for vector in chart.arrows:
        yield arrow(vector, meaning, words, palette)
    for text, (x, y) in words.labels:
        yield label(text, (x, y), words, typed)
    for dot in chart.points:
        yield from point(dot, meaning, palette)
        for text in words.inside(dot):
            yield label(text, (dot.x, dot.y), words, typed, has_ground=False)
