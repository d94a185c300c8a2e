"""The text that a figure carries: a session with its pieces in it, and how it was shown."""

import json
import re
from typing import Any

import msgspec

from engine.text.file.schema import BadExperiment, FilePart, decode_as, shown
from engine.text.session.parts import SessionPart
from engine.text.session.pieces import BadSession

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
FORMAT, VERSION = "gradientscope-figure", 1


class CarriedPart(FilePart, frozen=True):
    """figure: what it is of and how it was shown; pieces: in base64, by their names."""

    format: str
    version: int
    figure: dict[str, Any]
    session: SessionPart
    pieces: dict[str, bytes]


def write_figure(part: CarriedPart) -> bytes:
    """Return the text, in one line of ASCII: formats of pictures have letters of their own."""
    text = msgspec.json.encode(part).decode()
    return _BEYOND_ASCII.sub(lambda letter: json.dumps(letter[0])[1:-1], text).encode()


def read_figure(text: bytes) -> CarriedPart:
    """Return what a text says; raise BadSession with the place of what is wrong."""
    try:
        part = decode_as(text, CarriedPart)
    except BadExperiment as error:
        raise BadSession.of(error.fault) from None
    if part.format != FORMAT:
        raise BadSession("file.other-format", "format", value=shown(part.format), format=FORMAT)
    if part.version != VERSION:
        key = "file.newer" if part.version > VERSION else "file.no-version"
        raise BadSession(key, "version", version=part.version, known=VERSION)
    return part
