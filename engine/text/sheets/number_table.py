"""A table of numbers as a value, before it is written in any format."""

from collections.abc import Callable, Sequence
from math import isfinite
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from engine.story.notation import STANDARD, Notation, noted, noted_text
from engine.text.names import written
from engine.text.numbers import DASH, full, short
from engine.written.expression import Partial, Symbol
from engine.written.quantity import Kind

Letter: TypeAlias = Symbol | Partial
Head: TypeAlias = str | Letter | tuple[Letter, ...]
"""Words, a letter, or several letters for the same."""


class Counted(Struct, frozen=True):
    """The number of a sample, a neuron or a step of the way; it counts from 0.

    Files for programs have it so; a reader sees it counted from 1.
    """

    number: int


class Choice(Struct, frozen=True):
    """One of a few words: as programs are told it, and as a reader is."""

    key: str
    words: str


Cell: TypeAlias = float | int | str | Counted | Choice | Letter | None
"""A float is a number of the network, an int a count; None is what there is no number of."""


class NumberColumn(Struct, frozen=True):
    """A column. key: its name for programs; head: what a reader sees over it.

    name: what the user calls it, "" for nothing; kind: of its numbers, where that decides how they
    are rounded; is_text: whether it holds words.
    """

    key: str
    head: Head
    name: str = ""
    kind: Kind | None = None
    is_text: bool = False


class NumberTable(Struct, frozen=True, eq=False):
    """Rows under columns. heading: over it, "" for none; level: of the heading, from 1 on."""

    columns: tuple[NumberColumn, ...]
    rows: Sequence[tuple[Cell, ...]]
    heading: str = ""
    level: int = 2


class Section(Struct, frozen=True):
    """A heading that has tables of its own below it."""

    heading: str
    level: int = 1


class NumberDocument(Struct, frozen=True, eq=False):
    """Tables that belong together. notes: sentences before them.

    csv: writes them for programs in a form of its own, None for one table after the other.
    """

    title: str
    parts: tuple[NumberTable | Section, ...]
    notes: tuple[str, ...] = ()
    csv: Callable[[], str] | None = None

    @property
    def tables(self) -> tuple[NumberTable, ...]:
        """Return the tables alone."""
        return tuple(part for part in self.parts if isinstance(part, NumberTable))


def cell_text(cell: Cell, digits: int | None, kind: Kind | None = None) -> str:
    """Return what a reader sees in a cell. digits: None for as many as tell any two float64 apart.

    kind: of the number. There is a dash where there is none.
    """
    match cell:
        case None:
            return DASH
        case float():
            if digits is None:
                return full(cell) if isfinite(cell) else short(cell)
            return short(cell, digits, kind=kind)
        case int():
            return str(cell)
        case str():
            return cell
        case Counted(number=number):
            return str(number + 1)
        case Choice(words=words):
            return words
        case Symbol() | Partial():
            return written(cell)


def cell_of_file(cell: Cell) -> str:
    """Return what a program reads in a cell: "" for what is no finite number."""
    match cell:
        case float():
            return full(cell) if isfinite(cell) else ""
        case Counted(number=number):
            return str(number)
        case Choice(key=key):
            return key
        case None:
            return ""
        case _:
            return cell_text(cell, None)


def head_text(column: NumberColumn) -> str:
    """Return what stands over a column: a letter, and what the user calls it."""
    head = column.head
    if isinstance(head, tuple):
        text = " = ".join(map(written, head))
    else:
        text = head if isinstance(head, str) else written(head)
    return f"{text} ({column.name})" if column.name else text


def in_notation(document: NumberDocument, notation: Notation) -> NumberDocument:
    """Return the same numbers under the letters of another notation."""
    if notation == STANDARD:
        return document
    parts = tuple(_part(part, notation) for part in document.parts)
    notes = tuple(noted_text(note, notation) for note in document.notes)
    return replace(document, parts=parts, notes=notes)


def _part(part: NumberTable | Section, notation: Notation) -> NumberTable | Section:
    part = replace(part, heading=noted_text(part.heading, notation))
    if isinstance(part, Section):
        return part
    columns = (replace(each, head=_noted(each.head, notation)) for each in part.columns)
    rows = [
        tuple(noted(cell, notation) if isinstance(cell, Symbol | Partial) else cell for cell in row)
        for row in part.rows
    ]
    return replace(part, columns=tuple(columns), rows=rows)


def _noted(head: Head, notation: Notation) -> Head:
    if isinstance(head, str):
        return noted_text(head, notation)
    if not isinstance(head, tuple):
        return noted(head, notation)
    letters = (noted(each, notation) for each in head)
    return tuple(dict.fromkeys(letters))  # of which two may have become the same
