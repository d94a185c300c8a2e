"""Tables of numbers as files: CSV with a row of column names."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from math import isfinite
from pathlib import Path

import numpy as np

from engine.frozen import Array
from engine.text.file.schema import BadExperiment, shown

LARGEST_FILE_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The text of a table. Rows count as in a spreadsheet, where the names are row 1."""

    file: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> list[str]:
        """Return the cells of a column; raise BadExperiment if there is no such column."""
        if name not in self.names:
            known = ", ".join(self.names)
            raise BadExperiment(f"{self.file}: there is no column {shown(name)}; there are {known}")
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
        where = f"{self.file}: row {row}, column '{name}'"
        if cell == "":
            raise BadExperiment(f"{where}: the cell is empty")
        try:
            value = float(cell)
        except ValueError:
            raise BadExperiment(f"{where}: {shown(cell)} is not a number") from None
        if not isfinite(value):
            raise BadExperiment(f"{where}: {shown(cell)} is not a finite number")
        return value

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
                raise BadExperiment(f"{self.file}: row {row}, column '{name}': the cell is empty")
        labels = tuple(sorted(set(cells)))
        numbers = {label: number for number, label in enumerate(labels)}
        return np.eye(len(labels))[[numbers[cell] for cell in cells]], labels


def read_table(path: Path) -> Table:
    """Read a CSV file whose cells are parted by commas or semicolons.

    Raises BadExperiment with one sentence that names the file and, where it is one, the row.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadExperiment(f"{path}: {reason[0].lower()}{reason[1:]}") from None
    if len(content) > LARGEST_FILE_BYTES:
        raise BadExperiment(f"{path}: the file is larger than {LARGEST_FILE_BYTES // 2**20} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadExperiment(f"{path}: byte {error.start} is no UTF-8 text") from None
    return parse_table(text, str(path))


def parse_table(text: str, file: str) -> Table:
    """Return the table in a text; `file` is its name in messages."""
    first_line = text.partition("\n")[0]
    delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise BadExperiment(f"{file}: {error}") from None
    rows = [tuple(cell.strip() for cell in line) for line in lines]
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) < 2:
        raise BadExperiment(f"{file}: there are no rows below the column names")
    names = rows[0]
    for name in names:
        if names.count(name) > 1:
            raise BadExperiment(f"{file}: row 1: the column name {shown(name)} stands there twice")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(names):
            raise BadExperiment(f"{file}: row {number}: {len(row)} cells where {len(names)} belong")
    return Table(file, names, tuple(rows[1:]))
