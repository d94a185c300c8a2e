"""Paints a chart for a figure: axes, grid, curves, marks."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from gui.draw.arrows import paint_head
from gui.draw.paragraph import in_two_lines, on_one_line
from gui.look.fonts import sized
from gui.look.sizes import Sizes
from gui.look.theme import Theme
from gui.plots.chart import Axis, Chart, Series, VectorMark
from gui.plots.meaning import ChartMeaning
from gui.plots.paint_ground import image_of, paint_cloud, paint_ground
from gui.plots.paint_marks import paint_area, paint_labels, paint_point
from gui.plots.paint_notes import notes_height, paint_notes
from gui.recording.naming import meant

_TEXT = Sizes().length("tiny")
_GAP = 6.0  # units, as all lengths here
_EDGE, _AROUND = 4.0, 10.0  # of the picture beside an axis, and beside words
_BESIDE, _LEAST_ASIDE = 20.0, 150.0  # between notes and what they stand beside, and their width
_HEAD = 11.0  # length of an arrow's head
_TOP = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Plane(Struct, frozen=True):
    """Where the data lie on the picture; left: from the name of the y axis to them; notes: where
    the notes stand, over the picture or beside it.
    """

    room: QRectF
    left: float
    notes: QRectF
    x_axis: Axis
    y_axis: Axis

    def x(self, value: float) -> float:
        share = (value - self.x_axis.low) / (self.x_axis.high - self.x_axis.low)
        return self.room.left() + share * self.room.width()

    def y(self, value: float) -> float:
        share = (value - self.y_axis.low) / (self.y_axis.high - self.y_axis.low)
        return self.room.bottom() - share * self.room.height()

    def place(self, x: float, y: float) -> QPointF:
        return QPointF(self.x(x), self.y(y))


def plane_of(chart: Chart, width: float, height: float) -> _Plane:
    """Return where the data of a chart lie on a picture of this size."""
    metrics = QFontMetricsF(sized(_TEXT))
    line = metrics.height()
    widest = max((metrics.horizontalAdvance(text) for text in _tick_texts(chart.y_axis)), default=0)
    left = (line if chart.y_axis.name else 0) + _GAP + widest + _GAP + 4 + _EDGE
    words = width - 2 * _AROUND
    top = _GAP + notes_height(chart.notes, words)
    named = len(in_two_lines(chart.x_axis.name, metrics, width))
    bottom = (1 + named) * line + 2 * _GAP + notes_height(chart.legend, words)
    room = QRectF(left, top, max(width - left - 16, 1), max(height - top - bottom, 1))
    notes = QRectF(_AROUND, _GAP, words, top)
    if not chart.equal:
        return _Plane(room, left, notes, chart.x_axis, chart.y_axis)
    part = _equal(room, chart)
    beside = _equal(room.adjusted(0, _GAP + line / 2 - top, 0, 0), chart)
    aside = width - 16 - beside.width() - left - _BESIDE
    if chart.notes and beside.width() > part.width() and aside >= _LEAST_ASIDE:
        beside.moveRight(width - 16)
        down = notes_height(chart.notes, aside)
        notes = QRectF(_AROUND, max(beside.center().y() - down / 2, _GAP), aside, down)
        part = beside
    return _Plane(part, left, notes, chart.x_axis, chart.y_axis)


def _equal(room: QRectF, chart: Chart) -> QRectF:
    """Return the largest part of a room in which a unit is as long along both axes."""
    across, up = (axis.high - axis.low for axis in (chart.x_axis, chart.y_axis))
    unit = min(room.width() / across, room.height() / up)
    part = QRectF(0, 0, unit * across, unit * up)
    part.moveCenter(room.center())
    return part


def paint(chart: Chart, painter: QPainter, theme: Theme, width: float, height: float) -> None:
    """Paint a chart into the rectangle from 0, 0 to width, height."""
    plane = plane_of(chart, width, height)
    whole = QRectF(0, 0, width, height)
    at = plane.room
    data = at.x(), at.y(), at.width(), at.height()
    with meant(
        painter, whole, lambda room: ChartMeaning.of(chart, theme, data, (width, height), room)
    ):
        _paint_all(chart, plane, painter, theme, width, height)


def _paint_all(
    chart: Chart, plane: _Plane, painter: QPainter, theme: Theme, width: float, height: float
) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(sized(_TEXT))
    _paint_axes(painter, plane, theme, width, height)
    paint_notes(painter, chart.notes, theme, plane.notes.topLeft(), plane.notes.right())
    right = width - _AROUND
    below = height - notes_height(chart.legend, right - _AROUND)
    paint_notes(painter, chart.legend, theme, QPointF(_AROUND, below), right)
    painter.save()
    painter.setClipRect(plane.room.adjusted(-1, -1, 1, 1))
    if chart.ground is not None:
        paint_ground(painter, chart.ground, image_of(chart.ground, theme), plane.place)
    for area in chart.areas:
        paint_area(painter, area, plane.place, theme)
    for curve in chart.curves:
        _paint_curve(painter, curve, plane, theme)
    for cloud in chart.clouds:
        paint_cloud(painter, cloud, plane.place, theme)
    painter.restore()
    for arrow in chart.arrows:
        _paint_arrow(painter, arrow, plane, theme)
    dots = [_dot(plane.place(each.x, each.y), each.radius) for each in chart.points]
    paint_labels(painter, chart.labels, plane.place, theme, plane.room, dots=dots)
    for point in chart.points:
        paint_point(painter, point, plane.place(point.x, point.y), theme)
    painter.restore()


def _dot(at: QPointF, radius: float) -> QRectF:
    return QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)


def _tick_texts(axis: Axis) -> list[str]:
    ticks = axis.ticks
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    return [axis.text(tick, step) for tick in ticks]


def spread(centres: Sequence[float], lengths: Sequence[float]) -> tuple[int, ...]:
    """Return which labels to write so that none touches the next: all, or every second, ..."""
    for stride in range(1, len(centres)):
        kept = range(0, len(centres), stride)
        if all(
            abs(centres[after] - centres[before]) >= (lengths[before] + lengths[after]) / 2 + _GAP
            for before, after in pairwise(kept)
        ):
            return tuple(kept)
    return (0,) if centres else ()


def _paint_axes(
    painter: QPainter, plane: _Plane, theme: Theme, width: float, height: float
) -> None:
    _paint_y_axis(painter, plane, theme)
    _paint_x_axis(painter, plane, theme, width)
    painter.setPen(QColor(theme.text_soft))
    metrics = QFontMetricsF(sized(_TEXT))
    below = plane.room.bottom() + metrics.height() + 2 * _GAP - 2
    for x_name in in_two_lines(plane.x_axis.name, metrics, width):
        length = metrics.horizontalAdvance(x_name)
        left = _inside(plane.room.center().x(), length, width) - length / 2
        # on the line of these letters, in which Qt would write those of a higher font lower
        painter.drawText(QPointF(left, below + metrics.ascent()), x_name)
        below += metrics.height()
    painter.save()
    most = min(plane.room.height() + 2 * metrics.height(), height)
    y_name = on_one_line(plane.y_axis.name, metrics, most)
    y_name = metrics.elidedText(y_name, Qt.TextElideMode.ElideRight, most)
    length = metrics.horizontalAdvance(y_name)
    middle = max(plane.room.center().y(), plane.room.top() + length / 2)
    painter.translate(plane.room.left() - plane.left + 2 + _EDGE, middle)
    painter.rotate(-90)
    painter.drawText(QPointF(-length / 2, metrics.ascent()), y_name)
    painter.restore()


def _inside(middle: float, length: float, room: float) -> float:
    """Return the middle of a text that begins and ends within a room, if it is no longer."""
    return max(min(middle, room - length / 2), length / 2)


def _paint_y_axis(painter: QPainter, plane: _Plane, theme: Theme) -> None:
    room, texts = plane.room, _tick_texts(plane.y_axis)
    heights = [plane.y(tick) for tick in plane.y_axis.ticks]
    written = spread(heights, [QFontMetricsF(sized(_TEXT)).ascent()] * len(heights))
    for index, y in enumerate(heights):
        if plane.y_axis.words is None:
            painter.setPen(QPen(QColor(theme.grid), theme.strokes))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        if index in written:
            painter.setPen(QColor(theme.text_faint))
            painter.drawText(QRectF(0, y - 10, room.left() - _GAP, 20), _RIGHT, texts[index])


def _paint_x_axis(painter: QPainter, plane: _Plane, theme: Theme, width: float) -> None:
    room, texts, metrics = plane.room, _tick_texts(plane.x_axis), QFontMetricsF(sized(_TEXT))
    lengths = [metrics.horizontalAdvance(text) for text in texts]
    places = [plane.x(tick) for tick in plane.x_axis.ticks]
    # a number at the edge moves inwards rather than out of the picture
    centres = [min(x, width - length / 2 - 1) for x, length in zip(places, lengths, strict=True)]
    written = spread(centres, lengths)
    for index, x in enumerate(places):
        painter.setPen(QPen(QColor(theme.control_edge), theme.strokes))
        painter.drawLine(QPointF(x, room.bottom()), QPointF(x, room.bottom() + 4))
        if index in written:
            painter.setPen(QColor(theme.text_faint))
            painter.drawText(_box(centres[index], room.bottom() + 5), _TOP, texts[index])
    painter.setPen(QPen(QColor(theme.control_edge), theme.strokes))
    painter.drawLine(room.bottomLeft(), room.bottomRight())


def _box(centre: float, top: float) -> QRectF:
    return QRectF(centre - 100, top, 200, 20)


def _paint_curve(painter: QPainter, curve: Series, plane: _Plane, theme: Theme) -> None:
    pen = QPen(QColor(theme.ink(curve.ink)), theme.strokes * curve.width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if curve.dashed:
        pen.setDashPattern([5, 3])
    if curve.dash:
        pen.setDashPattern(curve.dash)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for start, end in finite_runs(curve):
        pairs = zip(curve.xs[start:end], curve.ys[start:end], strict=True)
        painter.drawPolyline(QPolygonF([plane.place(float(x), float(y)) for x, y in pairs]))


def finite_runs(curve: Series) -> list[tuple[int, int]]:
    """Return where a curve begins and ends anew, between its gaps."""
    is_there = np.concatenate([[False], np.isfinite(curve.ys), [False]])
    edges = np.flatnonzero(is_there[1:] != is_there[:-1])
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _paint_arrow(painter: QPainter, arrow: VectorMark, plane: _Plane, theme: Theme) -> None:
    start, end = plane.place(arrow.x, arrow.y), plane.place(arrow.to_x, arrow.to_y)
    pen = QPen(QColor(theme.ink(arrow.ink)), 1.8 * theme.strokes)
    if arrow.dashed:
        pen.setDashPattern([4, 2.5])
    painter.setPen(pen)
    painter.drawLine(start, end)
    length = ((end.x() - start.x()) ** 2 + (end.y() - start.y()) ** 2) ** 0.5
    if length < 1:
        return
    paint_head(painter, start, end, min(_HEAD, length), QColor(theme.ink(arrow.ink)))
