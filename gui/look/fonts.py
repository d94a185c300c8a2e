"""The fonts of everything drawn."""

from functools import lru_cache

from PySide6.QtGui import QFont


@lru_cache(maxsize=256)
def sized(size: float, bold: bool = False, italic: bool = False) -> QFont:
    """Return the font of words at a size in pixels; it is shared, so it is not to be changed."""
    font = QFont()
    # a point is a pixel on a device of 72 dpi: QFont takes fractions only of points
    font.setPixelSize(max(1, round(size)))
    font.setBold(bold)
    font.setItalic(italic)
    return font
