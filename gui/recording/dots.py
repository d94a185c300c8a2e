"""Pictures made of dots as marks."""

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QBrush, QImage, QTransform

from gui.recording.marks import ImageMark


def image_mark(
    image: QImage, room: QRectF, opacity: float, *, is_smooth: bool = False, is_round: bool = False
) -> ImageMark:
    """Return a picture in a room of the page."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes
    png = bytes(buffer.data().data())
    place = room.x(), room.y(), room.width(), room.height()
    return ImageMark(png, *place, is_smooth, is_round, opacity)


def texture_mark(
    brush: QBrush, transform: QTransform, opacity: float, *, is_round: bool
) -> ImageMark:
    """Return the picture with which a brush fills a shape around all of it."""
    image = brush.textureImage()
    room = (brush.transform() * transform).mapRect(QRectF(image.rect()))
    return image_mark(image, room, opacity, is_round=is_round)
