"""Undoes what Qt leaves behind in a font: letters drawn as dots shift outlines taken later.

Qt draws a letter at a part of a dot by shifting it inside FreeType, and leaves FreeType so: every
outline of the font is then shifted by as much, some hundredths of a unit, until another letter is
drawn. So the same figure would differ a little by what was drawn before.
"""

from collections.abc import Iterable

from PySide6.QtGui import QFont, QRawFont, QTextLayout

from gui.recording.fonts import font_of
from gui.recording.marks import FigurePage, TextMark, every_mark

_IN_GREY = QRawFont.AntialiasingType.PixelAntialiasing


def unshift(pages: Iterable[FigurePage]) -> None:
    """Let the outlines of all letters on some pages stand where they belong."""
    texts: dict[str, tuple[QFont, set[str]]] = {}
    for page in pages:
        for mark in every_mark(page.marks):
            if isinstance(mark, TextMark):
                font = font_of(mark)
                texts.setdefault(font.key(), (font, set()))[1].update(mark.text)
    for font, letters in texts.values():
        layout = QTextLayout("".join(sorted(letters)), font)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        for run in layout.glyphRuns():  # one for each font that has some of the letters
            raw = run.rawFont()
            raw.setPixelSize(raw.pixelSize() + 1)  # makes another one, that has drawn nothing
            raw.alphaMapForGlyph(run.glyphIndexes()[0], _IN_GREY)  # draws a letter, not shifted
