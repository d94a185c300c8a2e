"""A text in a PNG: a chunk of international text, compressed, before the picture's own data.

Other programs keep such chunks or leave them out; the picture is never decoded to find it.
"""

import zlib
from typing import BinaryIO

from gui.export.carried.bounds import MOST_BYTES, BadFigure, inflated, within_bounds

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"Gradientscope"
_KIND, _END = b"iTXt", b"IEND"
_HEADER_BYTES = 25  # of the first chunk, with its length, name and checksum
_COMPRESSED, _PLAIN = b"\x01\x00", b"\x00\x00"


def with_text(content: bytes, text: bytes) -> bytes:
    """Return a PNG file with a text in it."""
    body = b"".join((_KEYWORD, b"\0", _COMPRESSED, b"\0", b"\0", zlib.compress(text, 9)))
    length, checksum = len(body).to_bytes(4), zlib.crc32(_KIND + body).to_bytes(4)
    at = len(SIGNATURE) + _HEADER_BYTES
    return content[:at] + length + _KIND + body + checksum + content[at:]


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
        if kind != _KIND:
            file.seek(length + 4, 1)
            continue
        if length > MOST_BYTES:
            raise BadFigure("figure.carries-too-much", most=MOST_BYTES // 2**20)
        body, checksum = file.read(length), file.read(4)
        keyword, _, rest = body.partition(b"\0")
        if keyword != _KEYWORD:
            continue
        if zlib.crc32(kind + body).to_bytes(4) != checksum:
            raise BadFigure("figure.damaged")
        return _text(rest)


def _text(rest: bytes) -> bytes:
    """Return the text behind the keyword: whether it is compressed, a language, a title, itself."""
    how, (_, separator, behind) = rest[:2], rest[2:].partition(b"\0")
    _, second, written = behind.partition(b"\0")
    if not (separator and second) or how not in (_COMPRESSED, _PLAIN):
        raise BadFigure("figure.damaged")
    return inflated(written) if how == _COMPRESSED else within_bounds(written)
