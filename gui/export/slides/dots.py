"""Pictures of dots for slides."""

from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from gui.recording.dots import image_mark
from gui.recording.marks import ImageMark

_FINE = 4  # dots to a unit where cells have sharp edges
_MOST = 4096  # dots across


def crisp(mark: ImageMark) -> ImageMark:
    """Return an image as a slide has it, opaque or not in itself.

    PowerPoint blurs small cells, so they are larger there; LibreOffice 7 knows no pale pictures.
    """
    image = QImage.fromData(mark.png)
    across = down = 1
    if not mark.is_smooth:
        across = _times(_FINE * mark.width, image.width())
        down = _times(_FINE * mark.height, image.height())
    if across == down == 1 and mark.opacity >= 1:
        return mark
    size = image.width() * across, image.height() * down
    larger = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    larger.fill(Qt.GlobalColor.transparent)
    painter = QPainter(larger)
    painter.setOpacity(mark.opacity)
    painter.drawImage(QRectF(0, 0, *size), image)  # not smoothly
    painter.end()
    room = QRectF(mark.x, mark.y, mark.width, mark.height)
    return image_mark(larger, room, 1.0, is_round=mark.is_round)


def _times(wanted: float, cells: int) -> int:
    return max(min(ceil(wanted / cells), _MOST // cells), 1)
