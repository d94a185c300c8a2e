"""How a table is written down: what separates its cells, and how its numbers look."""

from msgspec import Struct

REFUSE, DROP = "refuse", "drop"
ONE_HOT, BINARY, NUMBER = "one_hot", "binary", "number"
DECIMALS, THOUSANDS = (".", ","), ("", ",", ".", " ", "'")
SPREADSHEET_ENDINGS = (".xlsx", ".ods")
TABLE_ENDINGS = (".csv", ".tsv", ".txt", *SPREADSHEET_ENDINGS)
MISSING, LABELS = (REFUSE, DROP), (ONE_HOT, BINARY, NUMBER)


_PACKED = b"PK\x03\x04"


class TableForm(Struct, frozen=True):
    """What is said of a table; None is left to be guessed.

    delimiter: between two cells, a blank for any number of blanks; decimal: "." or ",";
    thousands: between groups of three digits, "" for nothing; encoding: as Python names it;
    sheet: of a spreadsheet; header: whether the first row has the names of the columns;
    missing: "refuse", or "drop" the rows that lack a value; labels: "one_hot", "binary" (one
    output for two classes) or "number".
    """

    delimiter: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    header: bool | None = None
    missing: str | None = None
    labels: str | None = None


def is_spreadsheet(file: str, content: bytes) -> bool:
    """Return whether a file is a spreadsheet, by its name or, where that is wrong, by its bytes."""
    return file.lower().endswith(SPREADSHEET_ENDINGS) or content.startswith(_PACKED)
