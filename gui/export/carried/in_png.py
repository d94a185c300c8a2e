"""A text in a PNG: in a chunk of compressed text, before the picture's own data.

Programs that change pictures keep such chunks, or write them as another kind of text. The picture
is never decoded to find it.
"""

import zlib
from typing import BinaryIO

from gui.export.carried.bounds import MOST_BYTES, BadFigure, inflated, within_bounds

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"Gradientscope"
_COMPRESSED, _PLAIN, _INTERNATIONAL = b"zTXt", b"tEXt", b"iTXt"
_KINDS, _END = (_COMPRESSED, _PLAIN, _INTERNATIONAL), b"IEND"
_HEADER_BYTES = 25  # of the first chunk, with its length, name and checksum


def with_text(content: bytes, text: bytes) -> bytes:
    """Return a PNG file with a text in it, of ASCII alone."""
    body = _KEYWORD + b"\0\0" + zlib.compress(text, 9)
    length, checksum = len(body).to_bytes(4), zlib.crc32(_COMPRESSED + body).to_bytes(4)
    at = len(SIGNATURE) + _HEADER_BYTES
    return content[:at] + length + _COMPRESSED + body + checksum + content[at:]


def text_in(file: BinaryIO) -> bytes | None:
    """Return the text that was put into a PNG file, None without one.

    Raises BadFigure where the file is damaged, or the text too large.
    """
    file.seek(len(SIGNATURE))
    while True:
        start = file.read(8)
        length, kind = int.from_bytes(start[:4]), start[4:]
        if len(start) < 8:
            raise BadFigure("figure.damaged")
        if kind == _END:
            return None
        if kind not in _KINDS:
            file.seek(length + 4, 1)
            continue
        if length > MOST_BYTES:
            raise BadFigure("figure.carries-too-much", most=MOST_BYTES // 2**20)
        body, checksum = file.read(length), file.read(4)
        keyword, _, held = body.partition(b"\0")
        if keyword == _KEYWORD:
            if zlib.crc32(kind + body).to_bytes(4) != checksum:
                raise BadFigure("figure.damaged")
            return _text(kind, held)


def _text(kind: bytes, held: bytes) -> bytes:
    """Return the text behind a keyword; before it may stand how it is compressed, and more."""
    if kind == _PLAIN:
        return within_bounds(held)
    if kind == _COMPRESSED:
        return inflated(held[1:])
    how, rest = held[:2], held[2:].split(b"\0", 2)  # a language, a title, the text
    if len(rest) < 3:
        raise BadFigure("figure.damaged")
    return inflated(rest[2]) if how[:1] == b"\x01" else within_bounds(rest[2])
