"""Writes the numbers of a chart as the workbook that PowerPoint opens to edit them."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from math import isfinite

from msgspec import Struct

SHEET = "Sheet1"
_FIRST_DAY = datetime(1980, 1, 1)  # a workbook has no time zones


class SheetColumn(Struct, frozen=True):
    """Numbers below a name. index: of the column, from 0; rows: with the empty ones at its end."""

    index: int
    name: str
    values: tuple[float, ...]
    rows: int

    @property
    def name_place(self) -> str:
        """The cell of the name."""
        return f"{SHEET}!${_letters(self.index)}$1"

    @property
    def place(self) -> str:
        """The cells of the numbers."""
        letters = _letters(self.index)
        return f"{SHEET}!${letters}$2:${letters}${self.rows + 1}"


def workbook(columns: Sequence[SheetColumn]) -> bytes:
    """Return columns as the bytes of a workbook; a number that is not finite is an empty cell."""
    from xlsxwriter import Workbook

    found = BytesIO()
    book = Workbook(found, {"in_memory": True})
    book.set_properties({"created": _FIRST_DAY})
    sheet = book.add_worksheet(SHEET)
    for column in columns:
        sheet.write_string(0, column.index, column.name)
        for row, value in enumerate(column.values, 1):
            if isfinite(value):
                sheet.write_number(row, column.index, value)
    book.close()
    return found.getvalue()


def _letters(index: int) -> str:
    """Return the name of a column: A to Z, then AA and so on."""
    found, rest = "", index + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        found = chr(ord("A") + letter) + found
    return found
