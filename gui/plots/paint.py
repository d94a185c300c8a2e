"""Paints a chart for a figure: axes, grid, curves, marks."""

from dataclasses import dataclass
from math import atan2, cos, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from gui.plots.chart import Arrow, Axis, Chart, Curve, Note, tick_text
from gui.theme import Theme

_TEXT_PX = 11
_GAP = 6.0
_HEAD = 8.0  # length of an arrow's head


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where the data lie on the picture."""

    room: QRectF
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
    metrics = QFontMetricsF(_font())
    line = metrics.height()
    widest = max((metrics.horizontalAdvance(text) for text in _tick_texts(chart.y_axis)), default=0)
    left = line + _GAP + widest + _GAP + 4
    top = _GAP + (line + _GAP if chart.notes else 0)
    bottom = 2 * line + 2 * _GAP
    room = QRectF(left, top, max(width - left - 16, 1), max(height - top - bottom, 1))
    return _Plane(room, chart.x_axis, chart.y_axis)


def paint(chart: Chart, painter: QPainter, theme: Theme, width: float, height: float) -> None:
    """Paint a chart into the rectangle from 0, 0 to width, height."""
    plane = plane_of(chart, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(_font())
    _paint_axes(painter, plane, theme, height)
    _paint_notes(painter, chart.notes, plane, theme)
    painter.save()
    painter.setClipRect(plane.room.adjusted(-1, -1, 1, 1))
    for curve in chart.curves:
        _paint_curve(painter, curve, plane, theme)
    painter.restore()
    for arrow in chart.arrows:
        _paint_arrow(painter, arrow, plane, theme)
    painter.setPen(QPen(QColor(theme.card), 1.5))
    for point in chart.points:
        painter.setBrush(QColor(getattr(theme, point.ink)))
        painter.drawEllipse(plane.place(point.x, point.y), point.radius, point.radius)
    painter.restore()


def _font(bold: bool = False) -> QFont:
    font = QFont()
    font.setPixelSize(_TEXT_PX)
    font.setBold(bold)
    return font


def _tick_texts(axis: Axis) -> list[str]:
    ticks = axis.ticks
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    return [tick_text(tick, step) for tick in ticks]


def _paint_axes(painter: QPainter, plane: _Plane, theme: Theme, height: float) -> None:
    room, metrics = plane.room, QFontMetricsF(_font())
    for tick, text in zip(plane.y_axis.ticks, _tick_texts(plane.y_axis), strict=True):
        y = plane.y(tick)
        painter.setPen(QPen(QColor(theme.grid), 1))
        painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        painter.setPen(QColor(theme.text_faint))
        box = QRectF(0, y - 10, room.left() - _GAP, 20)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
    for tick, text in zip(plane.x_axis.ticks, _tick_texts(plane.x_axis), strict=True):
        x = plane.x(tick)
        painter.setPen(QPen(QColor(theme.control_edge), 1))
        painter.drawLine(QPointF(x, room.bottom()), QPointF(x, room.bottom() + 4))
        painter.setPen(QColor(theme.text_faint))
        painter.drawText(QRectF(x - 60, room.bottom() + 5, 120, 20), top, text)
    painter.setPen(QPen(QColor(theme.control_edge), 1))
    painter.drawLine(room.bottomLeft(), room.bottomRight())
    painter.setPen(QColor(theme.text_soft))
    name_y = height - metrics.height() - 2
    painter.drawText(QRectF(room.left(), name_y, room.width(), 20), top, plane.x_axis.name)
    painter.save()
    painter.translate(2, room.center().y())
    painter.rotate(-90)
    painter.drawText(QRectF(-100, 0, 200, 20), top, plane.y_axis.name)
    painter.restore()


def _paint_notes(painter: QPainter, notes: tuple[Note, ...], plane: _Plane, theme: Theme) -> None:
    x = plane.room.left()
    metrics = QFontMetricsF(_font(bold=True))
    painter.save()
    painter.setFont(_font(bold=True))
    for note in notes:
        painter.setPen(QColor(getattr(theme, note.ink)))
        painter.drawText(QPointF(x, _GAP + metrics.ascent()), note.text)
        x += metrics.horizontalAdvance(note.text) + 2.5 * _GAP
    painter.restore()


def _paint_curve(painter: QPainter, curve: Curve, plane: _Plane, theme: Theme) -> None:
    pen = QPen(QColor(getattr(theme, curve.ink)), curve.width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if curve.dashed:
        pen.setDashPattern([5, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    places = [plane.place(float(x), float(y)) for x, y in zip(curve.xs, curve.ys, strict=True)]
    painter.drawPolyline(QPolygonF(places))


def _paint_arrow(painter: QPainter, arrow: Arrow, plane: _Plane, theme: Theme) -> None:
    start, end = plane.place(arrow.x, arrow.y), plane.place(arrow.to_x, arrow.to_y)
    painter.setPen(QPen(QColor(getattr(theme, arrow.ink)), 1.8))
    painter.drawLine(start, end)
    length = ((end.x() - start.x()) ** 2 + (end.y() - start.y()) ** 2) ** 0.5
    if length < 1:
        return
    angle, head = atan2(end.y() - start.y(), end.x() - start.x()), min(_HEAD, length)
    wings = [
        QPointF(end.x() - head * cos(angle + turn), end.y() - head * sin(angle + turn))
        for turn in (-0.45, 0.45)
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(getattr(theme, arrow.ink)))
    painter.drawPolygon(QPolygonF([end, *wings]))
