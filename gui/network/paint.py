"""Paints a drawing of the network with Qt; everything in it is decided already."""

from functools import lru_cache
from math import ceil

from msgspec import Struct
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPaintEngine, QPainter, QPen, QPixmap, QTransform

from gui.draw.plates import paint_plate
from gui.draw.texts import paint_squeezed
from gui.network.shapes import Dash, Disc, Frame, Picture, Plate, Raster, SampleMark, Stroke, Text

FINE = 1.8  # px at scale 1: below it nobody sees that a dot is not round
_PATTERNS = {Dash.DASHED: (6.0, 4.0), Dash.DOTTED: (0.1, 5.0)}  # px at scale 1


def paint(frame: Frame, painter: QPainter) -> None:
    """Paint a frame with its ground."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, frame.width, frame.height), QColor(frame.ground))
    for picture in (frame.below, frame.moving, frame.above, frame.front):
        paint_picture(picture, painter, frame.scale)


def paint_picture(picture: Picture, painter: QPainter, scale: float = 1.0) -> None:
    """Paint shapes over what is there; on a paper that keeps names, each under its own."""
    if hasattr(painter.device(), "begin_group"):  # a recorder, which no screen needs
        from gui.network.parts import parts
        from gui.recording.naming import named

        for part in parts(picture):
            with named(painter, part.name):
                _paint_shapes(part.picture, painter, scale)
    else:
        _paint_shapes(picture, painter, scale)


def _paint_shapes(picture: Picture, painter: QPainter, scale: float) -> None:
    _lines(picture.lines, painter, scale)
    for raster in picture.rasters:
        _raster(raster, painter)
    for disc in picture.discs:
        _disc(disc, painter, scale)
    for box in picture.boxes:
        _box(box, painter)
    if picture.marks:
        _marks(picture.marks, painter)
    for text in picture.texts:
        _text(text, painter)


@lru_cache(maxsize=1024)
def _pen(colour: str, width: float, dash: Dash, scale: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash in _PATTERNS:
        on, off = _PATTERNS[dash]
        if dash is Dash.DOTTED and width < FINE * scale:
            on, off = width / scale, 4.0  # square dots: round ones cost more than twice as much
        elif dash is Dash.DOTTED:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            off += width / scale
        pen.setDashPattern([on * scale / width, off * scale / width])
    return pen


def _lines(lines: tuple[Stroke, ...], painter: QPainter, scale: float) -> None:
    """Paint lines in order; neighbours with the same pen in one call."""
    start = 0
    while start < len(lines):
        first, end = lines[start], start + 1
        style = (first.colour, first.width, first.dash)
        while end < len(lines) and (lines[end].colour, lines[end].width, lines[end].dash) == style:
            end += 1
        painter.setPen(_pen(*style, scale))
        painter.drawLines([QLineF(i.x1, i.y1, i.x2, i.y2) for i in lines[start:end]])
        start = end


def _disc(disc: Disc, painter: QPainter, scale: float) -> None:
    if disc.edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(_pen(disc.edge, disc.edge_width, disc.dash, scale))
    if disc.fill is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setBrush(QColor(disc.fill))
    painter.drawEllipse(QPointF(disc.x, disc.y), disc.radius, disc.radius)


def _raster(raster: Raster, painter: QPainter) -> None:
    """Fill a shape with cells that have sharp edges: each is one number."""
    across, down = raster.columns, raster.rows
    cells = QImage(raster.pixels, across, down, 4 * across, QImage.Format.Format_RGB32)
    rect = raster.rect
    brush = QBrush(cells)
    to_cells = QTransform.fromTranslate(rect.x, rect.y)
    brush.setTransform(to_cells.scale(rect.width / across, rect.height / down))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.setOpacity(raster.shown)
    paint = painter.drawEllipse if raster.is_round else painter.drawRect
    paint(QRectF(rect.x, rect.y, rect.width, rect.height))
    painter.setOpacity(1.0)


def _box(box: Plate, painter: QPainter) -> None:
    rect = QRectF(box.rect.x, box.rect.y, box.rect.width, box.rect.height)
    edge = None if box.edge is None else _pen(box.edge, box.edge_width, Dash.SOLID, 1.0)
    paint_plate(painter, rect, box.fill, box.corner, edge)


def _marks(marks: tuple[SampleMark, ...], painter: QPainter) -> None:
    from gui.draw.dots import paint_outline  # over the large map of one neuron only

    for mark in marks:
        painter.setPen(_pen(mark.edge, mark.edge_width, Dash.SOLID, 1.0))
        painter.setBrush(QColor(mark.fill))
        paint_outline(painter, mark.outline, QPointF(mark.x, mark.y), mark.radius)


def _text(text: Text, painter: QPainter) -> None:
    rect = QRectF(text.rect.x, text.rect.y, text.rect.width, text.rect.height)
    if text.ground is not None:
        paint_plate(painter, rect, text.ground, 0)
    paint_squeezed(
        painter, rect, text.text, text.size, text.colour, bold=text.bold, italic=text.italic
    )


class Kept(Struct, frozen=True, eq=False):
    """A part of the drawing, and for what it was painted.

    size: in pixels; ratio: how many dots of the pixmap there are to a pixel; ground: the colour
    below the picture, None for none.
    """

    picture: Picture
    size: QSize
    ratio: float
    ground: str | None
    pixmap: QPixmap


def paint_kept(
    painter: QPainter,
    before: Kept | None,
    picture: Picture,
    scale: float,
    size: QSize,
    ground: str | None = None,
) -> Kept | None:
    """Paint a picture as it was kept, or anew, and return what is to be kept of it.

    Where lines are recorded they are painted as lines. The arguments are those of `kept`.
    """
    engine = painter.paintEngine()
    if engine is not None and engine.type() == QPaintEngine.Type.User:
        if ground is not None:
            painter.fillRect(QRectF(QPointF(), size), QColor(ground))
        paint_picture(picture, painter, scale)
        return before
    # not the widget's ratio: a picture of the window has another one than the screen
    ratio = painter.deviceTransform().m11()
    now = kept(before, picture, scale, size, ratio, ground)
    painter.drawPixmap(0, 0, now.pixmap)
    return now


def kept(
    before: Kept | None,
    picture: Picture,
    scale: float,
    size: QSize,
    ratio: float,
    ground: str | None = None,
) -> Kept:
    """Return what was kept before if it is of this picture, else the picture painted anew.

    scale: at which the picture is painted; the others as in `Kept`.
    """
    if (
        before is not None
        and (before.size, before.ratio, before.ground) == (size, ratio, ground)
        and before.picture == picture
    ):
        return before
    pixmap = QPixmap(QSize(ceil(size.width() * ratio), ceil(size.height() * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent if ground is None else ground)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_picture(picture, painter, scale)
    return Kept(picture, size, ratio, ground, pixmap)
