"""Reads the text of a PDF as a viewer does that searches in it: by what its fonts say of glyphs."""

import re
import zlib

_OBJECT = re.compile(rb"\n(\d+) 0 obj\s*(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj|(ET)")


def text_of(content: bytes) -> str:
    """Return all text in its order, a line for each piece that was written at once."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    named = {
        number: _names(objects[int(to[1])])
        for number, body in objects.items()
        if (to := re.search(rb"/ToUnicode (\d+) 0 R", body))
    }
    fonts = {int(font): named[int(of)] for font, of in re.findall(rb"/F(\d+) (\d+) 0 R", content)}
    said = ""
    font: dict[int, str] = {}
    for body in objects.values():
        for number, shown, end in _SHOWN.findall(_inflated(body)):
            font = fonts[int(number)] if number else font
            glyphs = re.findall(rb"....", shown)
            said += "".join(font[int(glyph, 16)] for glyph in glyphs) + ("\n" if end else "")
    return said


def _names(body: bytes) -> dict[int, str]:
    """Return the character that each glyph is said to be."""
    found = {}
    ranges = re.findall(rb"<(\w{4})> <\w{4}> (?:<(\w{4})>|\[(.*?)\])", _inflated(body))
    for first, one, several in ranges:
        for index, name in enumerate([one] if one else re.findall(rb"<(\w+)>", several)):
            found[int(first, 16) + index] = bytes.fromhex(name.decode()).decode("utf-16-be")
    return found


def _inflated(body: bytes) -> bytes:
    stream = _STREAM.search(body)
    if stream is None:
        return b""
    try:
        return zlib.decompressobj().decompress(stream[1])
    except zlib.error:
        return stream[1]
