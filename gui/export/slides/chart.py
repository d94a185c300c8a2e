"""Writes a plot as a chart of PowerPoint, with its numbers."""

from collections.abc import Iterator, Sequence
from math import isfinite

import numpy as np

from engine.frozen import Array
from gui.export.slides.chart_axis import SaidAxis
from gui.export.slides.ink import SlideScale, line
from gui.export.slides.letters import run_style, turned_room
from gui.export.slides.quoting import content, value
from gui.export.slides.seen import ChartParts
from gui.export.slides.shapes import ShapeLabel
from gui.export.slides.workbook import SheetColumn
from gui.plots.chart import Chart, Series
from gui.plots.meaning import ChartMeaning
from gui.recording.marks import LinePen, TextMark
from gui.recording.meaning import Room

_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_DASHED = (5.0, 3.0)  # widths, as `gui.plots.paint` draws what is dashed, with square ends
_BESIDE, _ABOVE = 0.18, 0.3  # em: the air that LibreOffice leaves around names, and so PowerPoint
_ROUNDING = 0.05  # em
_BARE = '<c:numFmt formatCode="General" sourceLinked="0"/>'
_X, _Y = 1, 2


def columns_of(chart: Chart, parts: ChartParts) -> list[SheetColumn]:
    """Return the places of all curves: two columns each, all as long as the longest.

    LibreOffice loses a curve before a longer one unless it is told to have as many places.
    """
    rows = max(len(series.xs) for series in chart.curves)
    found: list[SheetColumn] = []
    for series in chart.curves:
        names = chart.x_axis.name, series.name or chart.y_axis.name
        across = _numbers_of(series.xs, None, parts.x_axis)
        up = _numbers_of(series.ys, series.values, parts.y_axis)
        for name, values in zip(names, (across, up), strict=True):
            found.append(SheetColumn(len(found), name, tuple(values.tolist()), rows))
    return found


def _numbers_of(drawn: Array, values: Array | None, axis: SaidAxis) -> Array:
    """Return what is drawn; on an axis of powers the numbers that its exponents stand for."""
    if not axis.is_log:
        return drawn
    return 10.0**drawn if values is None else np.where(np.isfinite(drawn), values, np.nan)


def chart_room(meaning: ChartMeaning, parts: ChartParts) -> Room:
    """Return the room of the chart with what the name below it needs.

    LibreOffice draws all of a chart smaller where a name has no room with its air.
    """
    left, top, width, height = meaning.room
    if parts.x_name is None:
        return meaning.room
    name = _with_air(parts.x_name)
    bottom = name[1] + name[3] + _ROUNDING * parts.x_name.size
    return left, top, width, max(height, bottom - top)


def _with_air(name: TextMark) -> Room:
    left, top, width, height = turned_room(name)
    beside, above = _BESIDE * name.size, _ABOVE * name.size
    if name.angle:
        beside, above = above, beside
    return left - beside, top - above, width + 2 * beside, height + 2 * above


def chart_space(
    meaning: ChartMeaning, parts: ChartParts, columns: Sequence[SheetColumn], scale: SlideScale
) -> str:
    """Return a chart as the content of its part, without its workbook."""
    curves = meaning.chart.curves
    # PowerPoint draws curves in the order they are given, LibreOffice the first in the file last
    drawn = [
        _series(i, curve, meaning, columns[2 * i : 2 * i + 2], scale)
        for i, curve in enumerate(curves)
    ]
    room = chart_room(meaning, parts)
    writer = _AxisWriter(meaning, room, parts.number, scale)
    axes = writer.axis(parts.x_axis, parts.x_name, _X) + writer.axis(parts.y_axis, parts.y_name, _Y)
    plot = (
        '<c:plotArea><c:layout><c:manualLayout><c:layoutTarget val="inner"/>'
        f"{_place(room, meaning.data, sized=True)}</c:manualLayout></c:layout>"
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f'{"".join(reversed(drawn))}<c:axId val="{_X}"/><c:axId val="{_Y}"/></c:scatterChart>{axes}'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace {_SPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/>{plot}<c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:chartSpace>"
    )


def chart_frame(label: ShapeLabel, room: Room, scale: SlideScale, relation: str) -> str:
    """Return the place of a chart on the slide. relation: to its part."""
    left, top, width, height = map(scale.emu, room)
    kind = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{label.xml()}<p:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{kind}"><c:chart xmlns:c="{kind}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def _series(
    index: int,
    curve: Series,
    meaning: ChartMeaning,
    columns: Sequence[SheetColumn],
    scale: SlideScale,
) -> str:
    width = curve.width * meaning.size
    dash = tuple(curve.dash) or (_DASHED if curve.dashed else ())
    seen = tuple(width * (each - 1 if i % 2 else each + 1) for i, each in enumerate(dash))
    pen = LinePen((meaning.theme.ink(curve.ink), 1.0), width, seen)
    x, y = columns
    name = f'<c:pt idx="0"><c:v>{content(y.name)}</c:v></c:pt>'
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx><c:strRef><c:f>{y.name_place}</c:f>"
        f'<c:strCache><c:ptCount val="1"/>{name}</c:strCache></c:strRef></c:tx>'
        f"<c:spPr>{line(pen, scale)}</c:spPr>"
        '<c:marker><c:symbol val="none"/></c:marker>'
        f'<c:xVal>{_numbers(x)}</c:xVal><c:yVal>{_numbers(y)}</c:yVal><c:smooth val="0"/></c:ser>'
    )


def _numbers(column: SheetColumn) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>'
        for i, value in enumerate(column.values)
        if isfinite(value)
    )
    count = f'<c:ptCount val="{column.rows}"/>'
    cache = f"<c:numCache><c:formatCode>General</c:formatCode>{count}{points}</c:numCache>"
    return f"<c:numRef><c:f>{column.place}</c:f>{cache}</c:numRef>"


def _place(whole: Room, part: Room, *, sized: bool) -> str:
    """Return where something stands, in shares of the chart."""
    shares = [("x", (part[0] - whole[0]) / whole[2]), ("y", (part[1] - whole[1]) / whole[3])]
    if sized:
        shares += [("w", part[2] / whole[2]), ("h", part[3] / whole[3])]
    return '<c:xMode val="edge"/><c:yMode val="edge"/>' + "".join(
        f'<c:{side} val="{share!r}"/>' for side, share in shares
    )


class _AxisWriter:
    """Writes both axes of a chart in the colours of its theme."""

    def __init__(
        self, meaning: ChartMeaning, room: Room, number: TextMark | None, scale: SlideScale
    ) -> None:
        self._room, self._scale, theme = room, scale, meaning.theme
        self._style = run_style(number, scale).replace("a:rPr", "a:defRPr") if number else ""
        self._grid = LinePen((theme.grid, 1.0), meaning.size)
        self._edge = LinePen((theme.control_edge, 1.0), meaning.size)

    def axis(self, axis: SaidAxis, name: TextMark | None, number: int) -> str:
        """Return an axis; what PowerPoint cannot write along it stands there as shapes."""
        return f"<c:valAx>{''.join(self._parts(axis, name, number))}</c:valAx>"

    def _parts(self, axis: SaidAxis, name: TextMark | None, number: int) -> Iterator[str]:
        is_x = number == _X
        base = '<c:logBase val="10"/>' if axis.is_log else ""
        yield f'<c:axId val="{number}"/><c:scaling>{base}<c:orientation val="minMax"/>'
        yield f'<c:max val="{axis.high!r}"/><c:min val="{axis.low!r}"/></c:scaling>'
        yield f'<c:delete val="0"/><c:axPos val="{"b" if is_x else "l"}"/>'
        if axis.is_whole and not is_x:
            yield f"<c:majorGridlines><c:spPr>{self._line(self._grid)}</c:spPr></c:majorGridlines>"
        if name is not None:
            yield self._title(name)
        written = f'<c:numFmt formatCode={value(axis.format)} sourceLinked="0"/>'
        yield written if axis.is_whole else _BARE
        tick = "out" if axis.is_whole and is_x else "none"
        yield f'<c:majorTickMark val="{tick}"/><c:minorTickMark val="none"/>'
        yield f'<c:tickLblPos val="{"low" if axis.is_whole else "none"}"/>'
        yield f"<c:spPr>{self._line(self._edge if is_x else None)}</c:spPr>"
        yield f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{self._style}</a:pPr>"
        yield '<a:endParaRPr lang="en-US"/></a:p></c:txPr>'
        yield f'<c:crossAx val="{_Y if is_x else _X}"/><c:crosses val="min"/>'
        yield f'<c:crossBetween val="midCat"/><c:majorUnit val="{axis.step!r}"/>'

    def _line(self, pen: LinePen | None) -> str:
        return line(pen, self._scale)

    def _title(self, name: TextMark) -> str:
        beside, above = (self._scale.emu(em * name.size) for em in (_BESIDE, _ABOVE))
        insets = f' lIns="{beside}" tIns="{above}" rIns="{beside}" bIns="{above}"'
        turned = f' rot="{round(60_000 * name.angle)}" vert="horz"{insets}'
        style = run_style(name, self._scale)
        place = _place(self._room, _with_air(name), sized=False)
        return (
            f"<c:title><c:tx><c:rich><a:bodyPr{turned}/><a:lstStyle/><a:p><a:pPr>"
            f"{style.replace('a:rPr', 'a:defRPr')}</a:pPr><a:r>{style}"
            f"<a:t>{content(name.text)}</a:t></a:r></a:p></c:rich></c:tx>"
            f'<c:layout><c:manualLayout>{place}</c:manualLayout></c:layout><c:overlay val="1"/>'
            "</c:title>"
        )
