"""How the numbers of a table are written: the decimal sign, and what groups the digits."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from engine.data.table_form import DECIMALS
from engine.written.typed_number import BadNumber, read_number

_SAME_GROUPS = {" ": " \u00a0\u202f\u2009", "'": "'’"}
_SEPARATED = re.compile(r"[+−-]?[0-9][0-9.,'’ \u00a0\u202f\u2009]*[.,'’ \u00a0\u202f\u2009][0-9]+")
_LEADING = re.compile(r"[+−-]?[.,][0-9]+")
_ENOUGH = 2000  # cells, to tell how all are written
_NOT_PLAIN = re.compile(r"[^0-9.eE+\n-]")


class Numerals(Struct, frozen=True):
    """decimal: the sign before the fraction; thousands: between groups of three, "" for none."""

    decimal: str = "."
    thousands: str = ""

    def number(self, cell: str) -> float | None:
        """Return the number in a cell, None if there is none or it is not finite."""
        plain = cell
        if self.thousands and _grouped(self.decimal, self.thousands).fullmatch(cell):
            for sign in _SAME_GROUPS.get(self.thousands, self.thousands):
                plain = plain.replace(sign, "")
        other = "," if self.decimal == "." else "."
        if other in plain or "/" in plain:  # 1/3 in a table is more often a day
            return None
        try:
            return read_number(plain).value
        except BadNumber:
            return None

    def numbers(self, cells: Sequence[str]) -> list[float] | None:
        """Return the numbers of a column, None if a cell holds none."""
        if self.decimal == "." and not _NOT_PLAIN.search("\n".join(cells)):
            try:
                return [float(cell) for cell in cells]
            except ValueError:
                return None
        numbers = [self.number(cell) for cell in cells]
        return None if None in numbers else [each for each in numbers if each is not None]


@lru_cache
def _grouped(decimal: str, thousands: str) -> re.Pattern[str]:
    group = f"[{re.escape(_SAME_GROUPS.get(thousands, thousands))}]"
    return re.compile(rf"[+−-]?[0-9]{{1,3}}(?:{group}[0-9]{{3}})+(?:{re.escape(decimal)}[0-9]*)?")


def guess_numerals(
    cells: Iterable[str], delimiter: str, decimal: str | None, thousands: str | None
) -> Numerals:
    """Return how the numbers among some cells are written; what is given is kept.

    The way in which most of them can be read wins. A comma before three digits is a decimal
    comma, but where commas separate the cells it groups the digits.
    """
    written = (each for each in cells if _SEPARATED.fullmatch(each) or _LEADING.fullmatch(each))
    odd = set(islice(written, _ENOUGH))
    comma = [Numerals(",", ""), Numerals(".", ",")]
    ways = [Numerals(), *(comma[::-1] if delimiter == "," else comma), Numerals(",", ".")]
    ways += [Numerals(point, group) for group in (" ", "'") for point in DECIMALS]
    if decimal is not None:
        ways = [way for way in ways if way.decimal == decimal]
    if thousands is not None:
        given = Numerals(decimal or ("," if thousands == "." else "."), thousands)
        ways = [way for way in ways if way.thousands == thousands] or [given]
    return max(ways, key=lambda way: sum(way.number(cell) is not None for cell in odd))
