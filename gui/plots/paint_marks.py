"""Paints the points, words and filled ground of a chart."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from engine.text.covered import is_covered
from gui.draw.texts import write_at
from gui.look.fonts import sized
from gui.look.sizes import Sizes
from gui.look.theme import Theme, blend
from gui.plots.chart import Area, Label, Point, Shape

_OPEN = 0.42  # of a cross hair: its middle
_TEXT = Sizes().length("tiny")
_HEADS = {
    Shape.LEFT: ((-1.0, 0.0), (0.7, -0.9), (0.7, 0.9)),
    Shape.RIGHT: ((1.0, 0.0), (-0.7, -0.9), (-0.7, 0.9)),
    Shape.UP: ((0.0, -1.0), (-0.9, 0.7), (0.9, 0.7)),
    Shape.DOWN: ((0.0, 1.0), (-0.9, -0.7), (0.9, -0.7)),
}


def paint_point(painter: QPainter, point: Point, at: QPointF, theme: Theme) -> None:
    """Paint a point around a place of the picture, with its number if it has one."""
    ink, size = QColor(theme.ink(point.ink)), point.radius
    if point.shape is Shape.RING:
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(QColor(theme.card))
        painter.drawEllipse(at, size, size)
        return
    if point.shape is Shape.CROSS:
        _paint_cross(painter, at, size, theme.card, ink)
        return
    painter.setPen(QPen(QColor(theme.card), 1.5))
    painter.setBrush(ink)
    if point.shape is Shape.BALL:
        painter.drawEllipse(at, size, size)
    else:
        corners = [at + QPointF(size * x, size * y) for x, y in _HEADS[point.shape]]
        painter.drawPolygon(QPolygonF(corners))
    if point.text:
        painter.save()
        painter.setFont(sized(1.4 * size, bold=True))
        painter.setPen(QColor(theme.card))
        box = QRectF(at.x() - 20, at.y() - 20, 40, 40)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, point.text)
        painter.restore()


def _paint_cross(painter: QPainter, at: QPointF, size: float, around: str, ink: QColor) -> None:
    """Paint four lines towards a place, on broader ones that part them from any ground."""
    for width, colour, longer in ((4.0, QColor(around), 1.0), (2.0, ink, 0.0)):
        painter.setPen(QPen(colour, width, c=Qt.PenCapStyle.FlatCap))
        for x, y in ((1, 0), (0, 1), (-1, 0), (0, -1)):
            way = QPointF(x, y)
            start, end = way * (_OPEN * size - longer), way * (size + longer)
            painter.drawLine(at + start, at + end)


def label_box(label: Label, at: QPointF, metrics: QFontMetricsF, room: QRectF) -> QRectF:
    """Return where the words of a label stand, moved into the room if they would leave it."""
    width, height = metrics.horizontalAdvance(label.text), metrics.height()
    x = at.x() - width / 2 + label.dx * (width / 2 + label.gap_px)
    y = at.y() - height / 2 - label.dy * (height / 2 + label.gap_px)
    x = min(max(x, room.left()), max(room.right() - width, room.left()))
    y = min(max(y, room.top()), max(room.bottom() - height, room.top()))
    return QRectF(x, y, width, height)


def paint_labels(
    painter: QPainter,
    labels: Sequence[Label],
    place: Callable[[float, float], QPointF],
    theme: Theme,
    room: QRectF,
    covered: QRectF | None = None,
    dots: Sequence[QRectF] = (),
) -> None:
    """Paint words beside their places, on a ground that keeps lines away from them.

    covered: where other words lie over the picture: what would stand under them is left out;
    dots: what words that give way do not stand under either.
    """
    font = sized(_TEXT)
    metrics = QFontMetricsF(font)
    taken: list[QRectF] = list(dots)
    painter.save()
    painter.setFont(font)
    for label in sorted(labels, key=lambda each: each.gives_way):
        said = label.text
        if not is_covered(said):
            said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room.width())
        label = label if said == label.text else replace(label, text=said)
        box = label_box(label, place(label.x, label.y), metrics, room).adjusted(-2, 0, 2, 0)
        if label.gives_way and any(box.intersects(other) for other in taken):
            continue
        if covered is not None and box.intersects(covered):
            continue
        taken.append(box)
        painter.fillRect(box, QColor(theme.card))
        painter.setPen(QColor(theme.ink(label.ink)))
        write_at(painter, QPointF(box.left() + 2, box.top() + metrics.ascent()), label.text)
    painter.restore()


def paint_area(
    painter: QPainter, area: Area, place: Callable[[float, float], QPointF], theme: Theme
) -> None:
    """Fill the ground inside the outlines of an area."""
    path = QPainterPath()
    for outline in area.outlines:
        path.addPolygon(QPolygonF([place(float(x), float(y)) for x, y in outline]))
        path.closeSubpath()
    painter.fillPath(path, QColor(blend(theme.ink(area.ink), theme.card, area.amount)))
