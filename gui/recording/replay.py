"""Paints recorded marks again: into a PDF, or wherever QPainter can."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from gui.recording.fonts import PRECISE, font_of
from gui.recording.marks import (
    AreaMark,
    BoxMark,
    Colour,
    EllipseMark,
    FigurePage,
    GroupMark,
    ImageMark,
    LineMark,
    LinePen,
    Mark,
    TextMark,
)
from gui.recording.steps import path_of


def paint_page(painter: QPainter, page: FigurePage) -> None:
    """Paint a page, a unit of which is one of the painter's."""
    if page.ground is not None:
        painter.fillRect(QRectF(0, 0, page.width, page.height), _colour(page.ground))
    _marks(painter, page.marks)


def _marks(painter: QPainter, marks: tuple[Mark, ...]) -> None:
    for mark in marks:
        match mark:
            case GroupMark():
                painter.save()
                if mark.clip is not None:
                    painter.setClipRect(QRectF(*mark.clip), Qt.ClipOperation.IntersectClip)
                _marks(painter, mark.marks)
                painter.restore()
            case LineMark():
                painter.setPen(_pen(mark.pen))
                painter.drawPolyline(QPolygonF([QPointF(*point) for point in mark.points]))
            case AreaMark():
                _dress(painter, mark.fill, mark.pen)
                painter.drawPath(path_of(mark.steps, even_odd=mark.even_odd))
            case BoxMark():
                _dress(painter, mark.fill, mark.pen)
                painter.drawRect(QRectF(mark.x, mark.y, mark.width, mark.height))
            case EllipseMark():
                _dress(painter, mark.fill, mark.pen)
                painter.drawEllipse(QPointF(mark.x, mark.y), mark.across, mark.down)
            case TextMark():
                _text(painter, mark)
            case ImageMark():
                smooth = QPainter.RenderHint.SmoothPixmapTransform
                painter.setRenderHint(smooth, mark.is_smooth)
                _image(painter, mark)


def _image(painter: QPainter, mark: ImageMark) -> None:
    room = QRectF(mark.x, mark.y, mark.width, mark.height)
    painter.save()
    painter.setOpacity(mark.opacity)
    if mark.is_round:
        shape = QPainterPath()
        shape.addEllipse(room)
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.drawImage(room, QImage.fromData(mark.png))
    painter.restore()


def _text(painter: QPainter, mark: TextMark) -> None:
    painter.save()
    painter.translate(mark.x, mark.y)
    painter.rotate(mark.angle)
    painter.scale(mark.size / PRECISE * mark.stretch, mark.size / PRECISE)
    painter.setFont(font_of(mark))
    painter.setPen(_colour(mark.colour))
    painter.drawText(QPointF(0, 0), mark.text)
    painter.restore()


def _dress(painter: QPainter, fill: Colour | None, pen: LinePen | None) -> None:
    painter.setPen(Qt.PenStyle.NoPen if pen is None else _pen(pen))
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else QBrush(_colour(fill)))


def _pen(pen: LinePen) -> QPen:
    made = QPen(_colour(pen.colour), pen.width)
    made.setCapStyle(Qt.PenCapStyle.RoundCap if pen.is_round else Qt.PenCapStyle.FlatCap)
    if pen.dash:
        made.setDashPattern([length / pen.width for length in pen.dash])
    return made


def _colour(colour: Colour) -> QColor:
    name, opacity = colour
    made = QColor(name)
    made.setAlphaF(opacity)
    return made
