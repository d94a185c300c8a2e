"""How far the cells of a spreadsheet reach, found before anything makes room for them all.

A file of a few hundred bytes may put a number into the last of 17 thousand million cells, or be
packed so that it fills the memory.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import IO
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from engine.text.table.bad_table import BadTable

MOST_CELLS = 2_000_000
_MOST_UNPACKED_BYTES = 256 * 2**20
_PIECE = 2**20
_SHEET = re.compile(r"(xl/worksheets/.*\.xml|content\.xml)", re.IGNORECASE)
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ODS_CELLS = ("table:table-cell", "table:covered-table-cell")


def check_extent(content: bytes) -> None:
    """Raise BadTable if this is no packed file, or a sheet in it is too large."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED_BYTES:
                most = _MOST_UNPACKED_BYTES // 2**20
                raise BadTable("table.unpacked-too-large", most=most)
            for part in packed.infolist():
                if _SHEET.fullmatch(part.filename):
                    with packed.open(part) as file:
                        _check_sheet(file)
    except BadTable:
        raise
    except Exception:  # whatever the readers of zip and XML make of bytes that are neither
        raise BadTable("table.no-spreadsheet") from None


def _check_sheet(file: IO[bytes]) -> None:
    parser, extent = ParserCreate(), _Extent()
    parser.StartElementHandler = extent.start
    for piece in _pieces(file):
        parser.Parse(piece)
    parser.Parse(b"", True)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


class _Extent:
    """Counts rows and columns up to the last cell that has something in it."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._rows = self._columns = self._row = self._column = 0
        self._repeated = 0  # how often the row before stands there

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element of either kind of file into account."""
        if name == "c":
            self._place(attributes.get("r", ""))
        elif name == "row":
            self._row = _whole(attributes.get("r"), self._row + 1)
            self._column = 0
        elif name == "table:table":
            self._begin()
        elif name == "table:table-row":
            self._row += self._repeated
            self._repeated = _whole(attributes.get("table:number-rows-repeated"), 1)
            self._column = 0
        elif name in _ODS_CELLS:
            self._column += _whole(attributes.get("table:number-columns-repeated"), 1)
            if any(key.startswith(("office:", "calcext:")) for key in attributes):
                self._reach(self._row + self._repeated, self._column)
        elif name == "text:p":
            self._reach(self._row + self._repeated, self._column)

    def _place(self, place: str) -> None:
        found = _PLACE.fullmatch(place)
        if found is None:
            self._column += 1
            row = self._row
        else:
            self._column = 0
            for letter in found[1].upper():
                self._column = 26 * self._column + ord(letter) - 64
            row = int(found[2])
        self._reach(row, self._column)

    def _reach(self, row: int, column: int) -> None:
        self._rows, self._columns = max(self._rows, row), max(self._columns, column)
        if self._rows * self._columns > MOST_CELLS:
            raise BadTable("table.too-many-cells", most=MOST_CELLS)


def _whole(text: str | None, other: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else other
