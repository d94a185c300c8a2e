"""Makes the icon in the forms that systems want, out of its one drawing."""

import io
import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_SIZES = (16, 24, 32, 48, 64, 128, 256)
_LARGEST = 1024


def make_icons(drawing: Path, folder: Path) -> None:
    """Write gradientscope.ico, .icns and .png (256 pixels) into a folder."""
    running = QGuiApplication.instance() or QGuiApplication([])
    renderer = QSvgRenderer(str(drawing))
    assert renderer.isValid()
    folder.mkdir(parents=True, exist_ok=True)
    by_size = {size: _picture(renderer, size) for size in (*_SIZES, 512, _LARGEST)}
    smaller = [by_size[size] for size in _SIZES]
    by_size[256].save(folder / "gradientscope.png")
    by_size[256].save(
        folder / "gradientscope.ico", sizes=[(s, s) for s in _SIZES], append_images=smaller
    )
    by_size[_LARGEST].save(folder / "gradientscope.icns", append_images=[*smaller, by_size[512]])
    del running


def _picture(renderer: QSvgRenderer, size: int) -> Image.Image:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants the format as bytes
    return Image.open(io.BytesIO(content.data()))
