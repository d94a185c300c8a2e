"""The list of a lecture's figures as it is written: its keys, their types and their defaults."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import field
from msgspec.structs import fields, replace

from engine.fault import Fault, Faulty
from engine.text.file.schema import BadExperiment, FilePart
from engine.text.toml import BadToml, parse_toml, part_of, read_bytes

FORMAT, VERSION = "gradientscope-figures", 1


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


_REQUIRED = tuple(each.name for each in fields(FigurePart) if each.required)


def read_list(path: Path) -> ListPart:
    """Read a list; raise BadList where it cannot be used as a whole."""
    try:
        return _whole(parse_toml(read_bytes(path)))
    except (BadList, BadToml, BadExperiment) as error:
        raise BadList.of(error.fault.within(str(path))) from None


def parts_of(listed: ListPart) -> Iterator[tuple[str, FigurePart | Fault]]:
    """Yield each figure with the defaults, or what is wrong with it, after its name.

    One without a name that can be read is called by its place.
    """
    for index, given in enumerate(listed.figures):
        name = given.get("name")
        try:
            part: FigurePart | Fault = part_of(listed.defaults | given, FigurePart)
        except (BadList, BadToml, BadExperiment) as error:
            part = error.fault
        yield name if isinstance(name, str) and name else f"figures[{index}]", part


def _whole(found: dict[str, Any]) -> ListPart:
    """Return the list; raise BadList for another format, and for defaults that no figure has."""
    if found.get("format") != FORMAT:
        raise BadList("figures.no-format", format=FORMAT, version=VERSION)
    listed = part_of(found, ListPart)
    if listed.version != VERSION:
        raise BadList("figures.version", "version", version=listed.version, known=VERSION)
    if "name" in listed.defaults:
        raise BadList("figures.name-for-all", "defaults.name")
    try:
        part_of(dict.fromkeys(_REQUIRED, "") | listed.defaults, FigurePart)
    except (BadList, BadToml, BadExperiment) as error:
        place = f"defaults.{error.fault.place}" if error.fault.place else "defaults"
        raise BadList.of(replace(error.fault, place=place)) from None
    return listed
