"""A text in an SVG: in an element of its metadata, behind the picture."""

from typing import BinaryIO

from gui.export.carried import in_xml

_AT_ONCE = 2**20
_END = b"</svg>"


def with_text(content: bytes, text: bytes) -> bytes:
    """Return an SVG file with a text in it."""
    picture, end, behind = content.rpartition(_END)
    return b"".join(
        (picture, f"<metadata>{in_xml.element(text)}</metadata>\n".encode(), end, behind)
    )


def text_in(file: BinaryIO) -> bytes | None:
    """Return the text that was put into an SVG file, None without one."""
    return in_xml.text_in(iter(lambda: file.read(_AT_ONCE), b""))
