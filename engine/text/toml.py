"""Reading a list or a lesson, both of which are TOML, into plain values and checked pieces."""

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import fields

from engine.fault import Faulty
from engine.text.file.schema import T, decode_as
from engine.text.unreadable import unreadable

_LARGEST_BYTES = 4 * 2**20


class BadToml(Faulty):
    """A text that is no TOML, or a group in it that has a key of no other."""


def read_bytes(path: Path) -> bytes:
    """Return what a file holds; raise BadToml where it cannot be read or is far too large."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise BadToml.of(unreadable(error)) from None
    if len(content) > _LARGEST_BYTES:
        raise BadToml("toml.too-large", most=_LARGEST_BYTES // 2**20)
    return content


def parse_toml(content: bytes) -> dict[str, Any]:
    """Return the plain values of a text; raise BadToml where it is none."""
    try:
        return tomllib.loads(content.removeprefix(b"\xef\xbb\xbf").decode())
    except UnicodeDecodeError as error:
        raise BadToml("file.no-text", byte=error.start) from None
    except tomllib.TOMLDecodeError as error:  # in the words of the library, with line and column
        raise BadToml("toml.none", reason=str(error)) from None
    except RecursionError:
        raise BadToml("file.too-deep") from None


def part_of(found: dict[str, Any], kind: type[T]) -> T:
    """Return plain values as a piece of some kind, checked as those of a file of JSON are.

    Raises BadToml for a key that the kind does not have, BadExperiment as `decode_as` does.
    """
    known = tuple(each.encode_name for each in fields(kind))
    for key in found:
        if key not in known:
            if near := get_close_matches(key, known, 1):
                raise BadToml("toml.key-like", key, meant=near[0])
            raise BadToml("toml.key-unknown", key, known=", ".join(known))
    try:
        return decode_as(msgspec.json.encode(found), kind)
    except (OverflowError, RecursionError):
        raise BadToml("toml.number-too-large") from None
