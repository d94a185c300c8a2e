"""Whether the first row of a table has the names of its columns, and what they are called."""

import re
from collections.abc import Sequence

from engine.data.table_form import DECIMALS
from engine.text.table.numerals import Numerals

_NUMBERED = re.compile(r"c[1-9][0-9]*")


def has_heading(rows: Sequence[Sequence[str]], wanted: Sequence[str]) -> bool:
    """Return whether the first of some rows, none of them blank, looks like names.

    wanted: the columns an experiment names; c1, c2, ... are those of a table without names.
    """
    first = rows[0] if rows else ()
    if any(name in first for name in wanted):
        return True
    if wanted:
        return not is_numbered(wanted)
    named = [cell for cell in first if cell]
    return len(set(named)) == len(named) and not any(map(_is_number, named))


def is_numbered(names: Sequence[str]) -> bool:
    """Return whether these are the names that columns without names are given."""
    return all(map(_NUMBERED.fullmatch, names))


def names_of(first: Sequence[str], width: int, *, has_names: bool) -> tuple[str, ...]:
    """Return the names of the columns; those without one are called by their number, c3."""
    given = [*first, *[""] * (width - len(first))] if has_names else [""] * width
    return tuple(name or f"c{number}" for number, name in enumerate(given[:width], start=1))


def _is_number(cell: str) -> bool:
    return any(Numerals(decimal).number(cell) is not None for decimal in DECIMALS)
