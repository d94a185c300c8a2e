"""Lets Chinese text of a PDF be found: Qt names characters as radicals that look like them.

A font has one glyph for both, U+7528 and U+2F64, and Qt writes the lower number beside it.
"""

import re
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from gui.look.chinese import chinese_family

_RADICALS, _CHARACTERS = range(0x2E80, 0x2FE0), range(0x4E00, 0xA000)
_NAMES = re.compile(rb"\d+ beginbfrange\n.*?endbfrange", re.DOTALL)  # of the glyphs of a font
_NAME = re.compile(rb"<(2[EF][0-9A-F]{2})>")


def with_characters(content: bytes) -> bytes:
    """Return a PDF that Qt has written with its characters named, in as many bytes."""
    return _NAMES.sub(lambda names: _NAME.sub(_named, names[0]), content)


def _named(found: re.Match[bytes]) -> bytes:
    radical = int(found[1], 16)
    return b"<%04X>" % _drawn_as().get(radical, radical)


@cache
def _drawn_as() -> dict[int, int]:
    """Return the character that the Chinese font draws as it draws a radical, by its number."""
    family = chinese_family()
    if family is None:
        return {}
    system = QFontDatabase.WritingSystem.SimplifiedChinese
    font = QRawFont.fromFont(QFont(family), system)
    characters = {
        glyph: number
        for number in _CHARACTERS
        for glyph in font.glyphIndexesForString(chr(number))
        if glyph
    }
    same = {number: font.glyphIndexesForString(chr(number)) for number in _RADICALS}
    return {
        number: characters[glyphs[0]]
        for number, glyphs in same.items()
        if glyphs and glyphs[0] in characters
    }
