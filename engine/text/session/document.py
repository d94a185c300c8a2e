"""The text of a session: read, checked and written; alone, or with its pieces in it."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from engine.text.file.schema import BadExperiment, FilePart, decode_as, shown
from engine.text.session.parts import SessionPart
from engine.text.session.pieces import BadSession

T = TypeVar("T", bound=FilePart)
FORMAT, VERSION = "gradientscope-session", 1


class _Whole(FilePart, frozen=True):
    """A session that needs no files beside it; pieces: in base64, by their names."""

    session: msgspec.Raw
    pieces: dict[str, bytes]


def write_session(part: SessionPart) -> bytes:
    """Return the text of a session."""
    return msgspec.json.encode(part)


def read_session(text: bytes) -> SessionPart:
    """Return what a text says; raise BadSession with the place of what is wrong."""
    part = _decoded(text, SessionPart)
    if part.format != FORMAT:
        raise BadSession("session.other-format", "format", value=shown(part.format))
    if part.version != VERSION:
        raise BadSession("session.version", "version", version=part.version, known=VERSION)
    return part


def with_pieces(text: bytes, pieces: Mapping[str, bytes]) -> str:
    """Return a session in one text."""
    return msgspec.json.encode(_Whole(msgspec.Raw(text), dict(pieces))).decode()


def taken_apart(text: str) -> tuple[bytes, dict[str, bytes]]:
    """Return the text of a session and its pieces; raise BadSession where there is none."""
    whole = _decoded(text.encode(), _Whole)
    return bytes(whole.session), whole.pieces


def _decoded(text: bytes, kind: type[T]) -> T:
    try:
        return decode_as(text, kind)
    except BadExperiment as error:
        raise BadSession.of(error.fault) from None
