"""The fonts of everything drawn."""

from functools import lru_cache

from PySide6.QtGui import QFont

from gui.words.catalog import AND, CHINESE, language

CHINESE_PACKAGE = "fonts-noto-cjk"  # of Debian, with a font that has the characters


def sized(size: float, bold: bool = False, italic: bool = False) -> QFont:
    """Return the font of words at a size in pixels; it is shared, so it is not to be changed."""
    return _sized(size, bold, italic, language())


@lru_cache(maxsize=256)
def _sized(size: float, bold: bool, italic: bool, of: str) -> QFont:
    font = QFont()
    if CHINESE in of.split(AND):
        from gui.look.chinese import with_chinese  # asks for all fonts of the system

        font.setFamilies(with_chinese())
    # a point is a pixel on a device of 72 dpi: QFont takes fractions only of points
    font.setPixelSize(max(1, round(size)))
    font.setBold(bold)
    font.setItalic(italic)
    return font
