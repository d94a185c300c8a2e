"""Paints the colours behind a plot, and dots in great number."""

from collections.abc import Callable
from math import ceil, inf

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from gui.draw.dots import paint_outline
from gui.draw.outlines import Outline
from gui.look.theme import Theme, blend
from gui.plots.cloud import Cloud, Look
from gui.plots.ground import PlotGround, pixels

Place = Callable[[float, float], QPointF]

_EDGE, _RING = 1.2, 2.0  # units, the width of lines around dots
_RING_ROOM = 0.8  # of the radius of a dot, between it and the ring around it
_THIN = 3.5  # units, the radius of dots that are too small for wide lines
_FARTHEST = 1.6  # of a circle's radius: the corners of other dots are no farther from the middle


def image_of(ground: PlotGround, theme: Theme) -> QImage:
    """Return the colours of a ground as an image of its own, a pixel for each place."""
    packed = pixels(ground, theme)
    rows, columns = packed.shape
    shared = QImage(packed.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
    return shared.copy()


def paint_ground(painter: QPainter, ground: PlotGround, image: QImage, place: Place) -> None:
    """Paint the image of a ground where its grid lies, smoothly from one place to the next."""
    (left, low), (right, high) = ground.corners
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(place(left, high), place(right, low)), image)
    painter.restore()


def paint_cloud(
    painter: QPainter, cloud: Cloud, place: Place, theme: Theme, stamp_from: float = inf
) -> None:
    """Paint all dots of a cloud.

    stamp_from: from so many dots of a colour on, one of them is painted and then copied to whole
    pixels, for a picture that soon is another one.
    """
    if not len(cloud.xs):
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    around = QPen(QColor(theme.ink(cloud.edge)), _EDGE)
    size = cloud.radius * (1 + _RING_ROOM if cloud.look is Look.RING else 1.0)
    wide = _RING if cloud.radius > _THIN else _EDGE
    at = _on_picture(cloud, place)
    for number, amount, which in cloud.colours():
        ink = QColor(blend(theme.ink(cloud.inks[number]), theme.card, amount))
        match cloud.look:
            case Look.FILLED:
                painter.setPen(around)
                painter.setBrush(ink)
            case Look.HOLLOW:
                painter.setPen(QPen(ink, wide))
                painter.setBrush(QColor(theme.card))
            case Look.RING:
                painter.setPen(QPen(ink, wide))
                painter.setBrush(Qt.BrushStyle.NoBrush)
        dots, outline = at[which].tolist(), cloud.outline(number)
        if len(dots) >= stamp_from:
            _stamp(painter, outline, dots, size)
            continue
        for x, y in dots:
            paint_outline(painter, outline, QPointF(x, y), size)
    painter.restore()


def _stamp(painter: QPainter, outline: Outline, dots: list[list[float]], size: float) -> None:
    """Copy one dot, in the painter's pen and brush, to many places."""
    scale = painter.transform().m11() * painter.device().devicePixelRatio()
    pixels = ceil(2 * (_FARTHEST * size + _RING) * scale)
    stamp = QPixmap(pixels, pixels)
    stamp.fill(Qt.GlobalColor.transparent)
    once = QPainter(stamp)
    once.setRenderHint(QPainter.RenderHint.Antialiasing)
    once.scale(scale, scale)
    once.setPen(painter.pen())
    once.setBrush(painter.brush())
    paint_outline(once, outline, QPointF(pixels, pixels) / (2 * scale), size)
    once.end()
    stamp.setDevicePixelRatio(scale)
    half = pixels / (2 * scale)
    for x, y in dots:
        painter.drawPixmap(QPointF(x - half, y - half), stamp)


def _on_picture(cloud: Cloud, place: Place) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Return where the dots lie on a picture whose axes are linear: (count, 2)."""
    places = cloud.places
    low, high = places.min(axis=0), places.max(axis=0)
    first, last = (place(float(x), float(y)) for x, y in (low, high))
    start, end = (np.array([each.x(), each.y()]) for each in (first, last))
    shares = (places - low) / np.where(high > low, high - low, 1.0)
    on_picture: np.ndarray[tuple[int, int], np.dtype[np.float64]] = start + shares * (end - start)
    return on_picture
