"""The list of a lecture's figures as it is written: its keys, their types and their defaults."""

import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec
from msgspec import field
from msgspec.structs import fields, replace

from engine.fault import Fault, Faulty
from engine.text.file.schema import BadExperiment, FilePart, T, decode_as
from engine.text.unreadable import unreadable

FORMAT, VERSION = "gradientscope-figures", 1
_LARGEST_BYTES = 4 * 2**20


class BadList(Faulty):
    """A list that cannot be used, or one figure of it."""


ByLanguage = str | dict[str, str]
"""Words of the list: for every language, or by language."""


class FigurePart(FilePart, frozen=True):
    """What is said of one figure. beat: its number, several, or "all" of them.

    What is "" or None is as usual, or as in the figure that is drawn again.
    """

    name: str
    view: str
    experiment: str
    section: ByLanguage = ""
    title: ByLanguage = ""
    step: int | None = None
    beat: int | list[int] | str | None = None
    sample: int | None = None
    batch: bool = False
    select: str = ""
    actions: tuple[tuple[Any, ...], ...] = ()
    neurons: str = ""
    labels: str = ""
    size: str = "slide"
    scale: float = 1.0
    theme: str = ""
    formats: tuple[str, ...] = ("png",)
    languages: tuple[str, ...] = ()
    film: str = "beats"
    text: str = ""
    transparent: bool = False
    caption: bool = False
    plain: bool = False


class ListPart(FilePart, frozen=True):
    """A whole list; defaults: what figures have that do not say otherwise."""

    format: str
    version: int
    figures: list[dict[str, Any]]
    title: ByLanguage = ""
    defaults: dict[str, Any] = field(default_factory=dict)


_KEYS = tuple(each.name for each in fields(FigurePart))
_REQUIRED = tuple(each.name for each in fields(FigurePart) if each.required)


def read_list(path: Path) -> ListPart:
    """Read a list; raise BadList where it cannot be used as a whole."""
    try:
        return _whole(_toml(path))
    except (BadList, BadExperiment) as error:
        raise BadList.of(error.fault.within(str(path))) from None


def parts_of(listed: ListPart) -> Iterator[tuple[str, FigurePart | Fault]]:
    """Yield each figure with the defaults, or what is wrong with it, after its name.

    One without a name that can be read is called by its place.
    """
    for index, given in enumerate(listed.figures):
        name = given.get("name")
        try:
            part: FigurePart | Fault = _part(listed.defaults | given)
        except (BadList, BadExperiment) as error:
            part = error.fault
        yield name if isinstance(name, str) and name else f"figures[{index}]", part


def _toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise BadList.of(unreadable(error)) from None
    if len(content) > _LARGEST_BYTES:
        raise BadList("figures.too-large", most=_LARGEST_BYTES // 2**20)
    try:
        return tomllib.loads(content.decode())
    except UnicodeDecodeError as error:
        raise BadList("file.no-text", byte=error.start) from None
    except tomllib.TOMLDecodeError as error:  # in the words of the library, with line and column
        raise BadList("figures.no-toml", reason=str(error)) from None
    except RecursionError:
        raise BadList("file.too-deep") from None


def _whole(found: dict[str, Any]) -> ListPart:
    """Return the list; raise BadList for another format, and for defaults that no figure has."""
    if found.get("format") != FORMAT:
        raise BadList("figures.no-format", format=FORMAT, version=VERSION)
    listed = _as(found, ListPart)
    if listed.version != VERSION:
        raise BadList("figures.version", "version", version=listed.version, known=VERSION)
    if "name" in listed.defaults:
        raise BadList("figures.name-for-all", "defaults.name")
    try:
        _part(dict.fromkeys(_REQUIRED, "") | listed.defaults)
    except (BadList, BadExperiment) as error:
        place = f"defaults.{error.fault.place}" if error.fault.place else "defaults"
        raise BadList.of(replace(error.fault, place=place)) from None
    return listed


def _part(given: dict[str, Any]) -> FigurePart:
    for key in given:
        if key not in _KEYS:
            if near := get_close_matches(key, _KEYS, 1):
                raise BadList("figures.key-like", key, meant=near[0])
            raise BadList("figures.key-unknown", key, known=", ".join(_KEYS))
    return _as(given, FigurePart)


def _as(found: dict[str, Any], kind: type[T]) -> T:
    """Return plain values as a piece of the list, checked as those of a file of JSON are."""
    try:
        return decode_as(msgspec.json.encode(found), kind)
    except (OverflowError, RecursionError):
        raise BadList("figures.number-too-large") from None
