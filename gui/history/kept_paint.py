"""Paints a piece of a line as the loss plot draws it."""

from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from gui.history.kept_curves import KeptStyle
from gui.look.sizes import Sizes
from gui.look.theme import Theme

_WIDTH = 1.8  # units
_SHARP = 2  # pixels of the picture for one on an ordinary screen


def line_sample(style: KeptStyle | None, theme: Theme, sizes: Sizes) -> QPixmap:
    """Return a piece of the line of a kept run, or of the present one for None."""
    width, height = sizes.of("line_sample")
    sample = blank_sample(theme, sizes)
    pen = QPen(QColor(theme.ink("loss" if style is None else style.ink)), _WIDTH * sizes.unit)
    if style is not None:
        pen.setDashPattern(style.dash)
    painter = QPainter(sample)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.drawLine(0, height // 2, width, height // 2)
    painter.end()
    return sample


def blank_sample(theme: Theme, sizes: Sizes) -> QPixmap:
    """Return the room of a line where there is none."""
    width, height = sizes.of("line_sample")
    sample = QPixmap(_SHARP * width, _SHARP * height)
    sample.setDevicePixelRatio(_SHARP)
    sample.fill(QColor(theme.card))
    return sample
