"""Tables of numbers as files: CSV with a row of column names."""

import csv
from collections.abc import Sequence
from io import StringIO
from math import isfinite
from pathlib import Path
from typing import NoReturn

import numpy as np
from msgspec import Struct

from engine.fault import Fault
from engine.frozen import Array
from engine.text.file.schema import BadExperiment, shown, unreadable

LARGEST_FILE_BYTES = 64 * 2**20


class Table(Struct, frozen=True, eq=False):
    """The text of a table. Rows count as in a spreadsheet, where the names are row 1."""

    file: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> list[str]:
        """Return the cells of a column; raise BadExperiment if there is no such column."""
        if name not in self.names:
            known = ", ".join(self.names)
            self._refuse("table.no-column", name=shown(name), known=known)
        index = self.names.index(name)
        return [row[index] for row in self.rows]

    def numbers(self, names: Sequence[str]) -> Array:
        """Return columns of numbers, (rows, names)."""
        columns = [
            [self._number(cell, row, name) for row, cell in enumerate(self.column(name), start=2)]
            for name in names
        ]
        return np.array(columns, dtype=np.float64).T

    def _number(self, cell: str, row: int, name: str) -> float:
        if cell == "":
            self._refuse("table.empty-cell", row=row, column=name)
        try:
            value = float(cell)
        except ValueError:
            self._refuse("table.no-number", row=row, column=name, cell=shown(cell))
        if not isfinite(value):
            self._refuse("table.not-finite", row=row, column=name, cell=shown(cell))
        return value

    def _refuse(self, key: str, **details: object) -> NoReturn:
        raise BadExperiment.of(Fault(key, file=self.file, details=details)) from None

    def is_numeric(self, name: str) -> bool:
        """Return whether every cell of a column is a number."""
        try:
            self.numbers([name])
        except BadExperiment:
            return False
        return True

    def one_hot(self, name: str) -> tuple[Array, tuple[str, ...]]:
        """Return a column of labels as one column each, and the labels in their sorted order."""
        cells = self.column(name)
        for row, cell in enumerate(cells, start=2):
            if cell == "":
                self._refuse("table.empty-cell", row=row, column=name)
        labels = tuple(sorted(set(cells)))
        numbers = {label: number for number, label in enumerate(labels)}
        return np.eye(len(labels))[[numbers[cell] for cell in cells]], labels


def read_table(path: Path) -> Table:
    """Read a CSV file whose cells are parted by commas or semicolons.

    Raises BadExperiment, whose fault names the file and, where it is one, the row.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise BadExperiment.of(unreadable(error).within(str(path))) from None
    if len(content) > LARGEST_FILE_BYTES:
        most = {"most": LARGEST_FILE_BYTES // 2**20}
        raise BadExperiment.of(Fault("table.too-large", file=str(path), details=most))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = {"byte": error.start}
        raise BadExperiment.of(Fault("file.no-text", file=str(path), details=byte)) from None
    return parse_table(text, str(path))


def parse_table(text: str, file: str) -> Table:
    """Return the table in a text; `file` is its name in messages."""
    first_line = text.partition("\n")[0]
    delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = list(reader)
    except csv.Error:
        at = {"row": reader.line_num}
        raise BadExperiment.of(Fault("table.unreadable", file=file, details=at)) from None
    rows = [tuple(cell.strip() for cell in line) for line in lines]
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) < 2:
        raise BadExperiment.of(Fault("table.no-rows", file=file))
    names = rows[0]
    for name in names:
        if names.count(name) > 1:
            twice = {"name": shown(name)}
            raise BadExperiment.of(Fault("table.name-twice", file=file, details=twice))
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(names):
            cells = {"row": number, "cells": len(row), "names": len(names)}
            raise BadExperiment.of(Fault("table.ragged", file=file, details=cells))
    return Table(file, names, tuple(rows[1:]))
