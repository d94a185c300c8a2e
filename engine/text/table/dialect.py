"""What separates the cells of a text table."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

DELIMITERS = (",", ";", "\t", "|", " ")
_SEP_LINE = re.compile(r"\"?sep=(.)\"?[ \t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)
_SAMPLE_LETTERS, _SAMPLE_LINES = 20_000, 60


class Unclosed(ValueError):
    """A quotation mark that is not closed or stands where none belongs; `row` counts from 1."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def without_sep_line(text: str) -> tuple[str | None, str]:
    """Return the delimiter that a first line `sep=;` names, as spreadsheets write it, and the rest.

    Spreadsheets do not show that line, so rows count without it.
    """
    found = _SEP_LINE.match(text)
    return (found[1], text[found.end() :]) if found else (None, text)


def rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the cells of each row, also of blank ones; raise Unclosed."""
    blanks = delimiter == " "
    if blanks:
        text = "\n".join(line.strip() for line in text.replace("\t", " ").splitlines())
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=blanks, strict=True
    )
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Unclosed(row) from None
        yield list(map(str.strip, cells))


def first_rows(text: str, delimiter: str, most: int = _SAMPLE_LINES) -> list[list[str]]:
    """Return the first rows that are not blank; what cannot be read ends them."""
    found: list[list[str]] = []
    try:
        for row in rows(text[:_SAMPLE_LETTERS], delimiter):
            if any(row):
                found.append(row)
            if len(found) == most:
                break
    except Unclosed:
        pass
    return found


def likely_delimiter(text: str) -> str:
    """Return what clevercsv takes for the delimiter, a comma where it finds none."""
    sample = "".join(text[:_SAMPLE_LETTERS].splitlines(keepends=True)[:_SAMPLE_LINES])
    from clevercsv.detect import Detector  # takes a third of a second

    found = Detector().detect(sample, delimiters=list(DELIMITERS))
    return found.delimiter if found is not None and found.delimiter else DELIMITERS[0]
