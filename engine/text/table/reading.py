"""Reads a table: what is not said of its form is guessed, by the names of the columns first."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace

from engine.data.table_form import DROP, REFUSE, TableForm, is_spreadsheet
from engine.fault import Fault
from engine.text.table import dialect
from engine.text.table.bad_table import BadTable, shown
from engine.text.table.encoding import decodings
from engine.text.table.heading import has_heading, is_numbered, names_of
from engine.text.table.numerals import guess_numerals
from engine.text.table.table import Table, is_missing
from engine.text.unreadable import unreadable

LARGEST_FILE_BYTES = 64 * 2**20
MOST_CELLS = 4_000_000
_BEGINNING_BYTES = 2**19
_SURE_BYTES = 1000  # where a zero among them is of two bytes a letter, or of a packed file
_LARGEST_WHOLE = 1e15  # written without a power of ten
_GUESSED = ("delimiter", "decimal", "thousands", "encoding", "sheet", "header")


def read_table(path: Path, form: TableForm, wanted: Sequence[str]) -> Table:
    """Read a table from a file; `wanted` are the columns that an experiment names.

    Raises BadTable, whose fault names the file and, where they are known, row and column.
    """
    return table_of(read_bytes(path), str(path), form, wanted)


def read_bytes(path: Path) -> bytes:
    """Return what is in the file of a table; raise BadTable if it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise BadTable.of(unreadable(error).within(str(path))) from None
    if len(content) > LARGEST_FILE_BYTES:
        most = {"most": LARGEST_FILE_BYTES // 2**20}
        raise BadTable.of(Fault("table.too-large", file=str(path), details=most))
    return content


def beginning(content: bytes) -> bytes:
    """Return the first lines of a large text table, enough to see how it is written."""
    if len(content) <= _BEGINNING_BYTES or b"\0" in content[:_SURE_BYTES]:
        return content
    return content[: content.rfind(b"\n", 0, _BEGINNING_BYTES) + 1] or content


def table_of(content: bytes, file: str, form: TableForm, wanted: Sequence[str] = ()) -> Table:
    """Return the table in the bytes of a file; `file` is its name in messages."""
    try:
        if is_spreadsheet(file, content):
            from engine.text.table.spreadsheet import sheet_rows  # loads what text has no use for

            sheet, cells = sheet_rows(content, form.sheet)
            words = (cell for row in cells for cell in row if isinstance(cell, str))
            known = _with_numerals(replace(form, sheet=sheet), words)
            rows = [[_written(cell, known.decimal) for cell in row] for row in cells]
        else:
            text, known = _as_text(content, file, form, wanted)
            rows = _rows(text, known.delimiter or ",")
            known = _with_numerals(known, chain.from_iterable(rows))
        return _table(rows, file, form, wanted, known)
    except BadTable as error:
        fault = error.fault
        raise BadTable.of(fault if fault.file else replace(fault, file=file)) from None


class _Reading(Struct, frozen=True):
    """One way to read the text; found: how many of the columns wanted have their names then."""

    encoding: str
    delimiter: str
    text: str
    found: int


def _as_text(
    content: bytes, file: str, form: TableForm, wanted: Sequence[str]
) -> tuple[str, TableForm]:
    """Return the text of a table, and the form with its encoding and delimiter."""
    best: _Reading | None = None
    for reading in _readings(content, file, form, wanted):
        if best is None or reading.found > best.found:
            best = reading
        if best.found == len(wanted):
            break
    if best is None:
        raise BadTable("table.no-text")
    return best.text, replace(form, encoding=best.encoding, delimiter=best.delimiter)


def _readings(
    content: bytes, file: str, form: TableForm, wanted: Sequence[str]
) -> Iterator[_Reading]:
    for encoding, decoded in _texts(content, form.encoding):
        named, text = dialect.without_sep_line(decoded.removeprefix("\ufeff"))
        for delimiter in _delimiters(text, file, form.delimiter or named, wanted):
            head = dialect.first_rows(text, delimiter, 1)
            header = has_heading(head, wanted) if form.header is None else form.header
            first = head[0] if head else []
            names = names_of(first, len(first), has_names=header)
            found = sum(name in names for name in wanted)
            yield _Reading(encoding, delimiter, text, found)


def _texts(content: bytes, encoding: str | None) -> Iterator[tuple[str, str]]:
    if encoding is None:
        yield from decodings(content)
        return
    try:
        yield encoding, content.decode(encoding)
    except UnicodeError as error:
        byte = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise BadTable("table.not-encoded", byte=byte, encoding=encoding) from None


def _delimiters(text: str, file: str, given: str | None, wanted: Sequence[str]) -> Iterator[str]:
    """Yield the delimiters to try; with columns to know it by, the likeliest need not be found."""
    if given is not None:
        yield given
        return
    if file.lower().endswith(".tsv"):
        yield "\t"
    if not wanted or is_numbered(wanted):
        yield dialect.likely_delimiter(text)
    if wanted:
        first = text.lstrip().partition("\n")[0]
        # a blank comes last: it often stands beside another delimiter
        yield from sorted(dialect.DELIMITERS, key=lambda each: (each == " ", -first.count(each)))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    found = []
    cells = 0
    try:
        for row in dialect.rows(text, delimiter):
            found.append(row)
            cells += len(row)
            if cells > MOST_CELLS:
                raise BadTable("table.too-many-cells", most=MOST_CELLS)
    except dialect.Unclosed as error:
        raise BadTable("table.unreadable", row=error.row) from None
    return found


def _with_numerals(form: TableForm, words: Iterable[str]) -> TableForm:
    numerals = guess_numerals(words, form.delimiter or "\t", form.decimal, form.thousands)
    return replace(form, decimal=numerals.decimal, thousands=numerals.thousands)


def _table(
    every_row: Sequence[Sequence[str]],
    file: str,
    form: TableForm,
    wanted: Sequence[str],
    known: TableForm,
) -> Table:
    """Return the table with these rows; known: the form as far as it has been found out."""
    filled = [(row, place) for place, row in enumerate(every_row, start=1) if any(row)]
    rows, places = [row for row, _ in filled], [place for _, place in filled]
    header = has_heading(rows[:1], wanted) if form.header is None else form.header
    if len(rows) < 1 + header:
        raise BadTable("table.no-rows" if header else "table.no-cells")
    whole = _even(rows, places, has_names=header)
    names = names_of(rows[0], len(whole[0]), has_names=header)
    _check_names(names, places[0])
    known = replace(known, header=header, missing=form.missing or REFUSE)
    said = asdict(form)
    guessed = tuple(key for key in _GUESSED if said[key] is None and asdict(known)[key] is not None)
    table = Table(file, names, whole[header:], places[header:], known, guessed)
    return _without_missing(table, wanted) if known.missing == DROP else table


def _written(cell: str | float, decimal: str | None) -> str:
    if isinstance(cell, str):
        return cell
    whole = cell.is_integer() and abs(cell) < _LARGEST_WHOLE
    return str(int(cell)) if whole else repr(cell).replace(".", decimal or ".")


def _even(
    rows: Sequence[Sequence[str]], places: Sequence[int], *, has_names: bool
) -> Sequence[Sequence[str]]:
    """Return rows of one width, without the columns at the end that have nothing in them."""
    filled = max(map(_last_filled, rows))
    width = min(filled, len(rows[0])) if has_names else filled
    if all(len(row) == width for row in rows):
        return rows
    for row, place in zip(rows, places, strict=True):
        if len(row) < width or _last_filled(row) > width:
            count = {"row": place, "cells": len(row), "names": width}
            raise BadTable("table.ragged", **count)
    return [row[:width] for row in rows]


def _last_filled(row: Sequence[str]) -> int:
    length = len(row)
    while length and not row[length - 1]:
        length -= 1
    return length


def _check_names(names: Sequence[str], row: int) -> None:
    for name in names:
        if names.count(name) > 1:
            raise BadTable("table.name-twice", row=row, name=shown(name))


def _without_missing(table: Table, wanted: Sequence[str]) -> Table:
    """Leave out the rows that lack a value in one of the columns wanted."""
    columns = [table.column(name) for name in wanted]
    kept = [
        row
        for row in range(len(table.rows))
        if not any(is_missing(column[row]) for column in columns)
    ]
    if not kept:
        raise BadTable("table.all-dropped")
    return replace(
        table,
        rows=[table.rows[row] for row in kept],
        places=[table.places[row] for row in kept],
        dropped=len(table.rows) - len(kept),
    )
