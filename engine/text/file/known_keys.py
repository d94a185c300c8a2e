"""Which keys a file may have in some place of it, and what is said of others."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from msgspec import inspect

from engine.fault import Fault


def unknown_key(key: str, written: str, path: str, known: Sequence[str]) -> Fault:
    """Return that a key is not known at a path, and which one is meant, or which there are."""
    details: dict[str, object] = {"key": written}
    if near := get_close_matches(key, known, 1):
        return Fault("file.key-like", path, details=details | {"meant": near[0]})
    if known:
        return Fault("file.key-of-others", path, details=details | {"known": ", ".join(known)})
    return Fault("file.key-unknown", path, details=details)


def keys_at(kind: type, steps: Sequence[tuple[str, str]], value: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Return the keys that a piece of some kind has in a place.

    steps: that lead there, each a key or the number of an entry; value: what was read there.
    """
    found: list[inspect.Type] = [inspect.type_info(kind)]
    for key, _ in steps:
        found = [below for each in found for below in _below(each, key)]
    parts = [part for each in found for part in _parts(each)]
    chosen = [part for part in parts if len(parts) == 1 or _is_tagged(part, value)]
    return tuple(field.encode_name for part in chosen[:1] for field in part.fields)


def _below(kind: inspect.Type, key: str) -> Iterator[inspect.Type]:
    """Yield what stands below a kind: in a list, or at a key."""
    if isinstance(kind, inspect.UnionType):
        for each in kind.types:
            yield from _below(each, key)
    elif isinstance(kind, inspect.ListType) and not key:
        yield kind.item_type
    elif isinstance(kind, inspect.StructType):
        yield from (field.type for field in kind.fields if field.encode_name == key)


def _parts(kind: inspect.Type) -> Iterator[inspect.StructType]:
    if isinstance(kind, inspect.UnionType):
        for each in kind.types:
            yield from _parts(each)
    elif isinstance(kind, inspect.StructType):
        yield kind


def _is_tagged(part: inspect.StructType, value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, dict) and value.get(part.tag_field) == part.tag
