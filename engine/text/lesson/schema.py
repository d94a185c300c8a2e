"""A lesson's file as it is written: its keys, their types and their defaults."""

from typing import Any

from msgspec import field

from engine.text.file.schema import FilePart

FORMAT, VERSION = "gradientscope-lesson", 1


class LessonPart(FilePart, frozen=True):
    """A whole file."""

    format: str
    version: int
    language: str
    title: str
    experiment: str
    cards: list[dict[str, Any]]


class CardPart(FilePart, frozen=True):
    """What is said of one card. beat: its number, or its scene with the layer."""

    key: str
    title: str
    text: str
    experiment: str = ""
    step: int | None = None
    beat: int | str | None = None
    select: str = ""
    sample: int | None = None
    batch: bool = False
    panels: tuple[str, ...] = ()
    actions: tuple[tuple[Any, ...], ...] = ()
    trying: str = field(default="", name="try")
    done: list[dict[str, Any]] = field(default_factory=list)
    ask: dict[str, Any] | None = None


class ConditionPart(FilePart, frozen=True):
    """A fact, and one of the ways to compare it."""

    fact: str
    above: float | str | None = None
    below: float | str | None = None
    at_least: float | str | None = None
    at_most: float | str | None = None
    equals: float | str | None = None
    differs: float | str | None = None
    contains: str | None = None
    changed: bool = False
    rises: bool = False
    falls: bool = False


class AskPart(FilePart, frozen=True):
    """A question; which of the keys it has is a matter of its kind."""

    kind: str
    text: str
    quantity: str = ""
    digits: int | None = None
    belief: int = 0
    reason: str = ""
    reveal: int | str | None = None
    covers: tuple[str, ...] = ()
    varies: bool = False
    options: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    right: int | tuple[str, ...] | None = None
    among: str = ""
    which: str = ""
    items: tuple[str, ...] = ()
