"""The text of a table, and what its columns are as numbers and as classes."""

from collections.abc import Sequence
from math import isfinite
from typing import NoReturn

import numpy as np
from msgspec import Struct

from engine.data.table_form import TableForm
from engine.fault import Fault
from engine.frozen import Array
from engine.text.table.bad_table import BadTable, shown
from engine.text.table.numerals import Numerals

_MISSING = frozenset({"", "?", "NA", "N/A", "n/a", "#N/A", "NULL", "null", "NaN", "nan"})
EMPTY_CELL, MISSING_CELL = "table.empty-cell", "table.missing-cell"
LACKS_VALUE = frozenset({EMPTY_CELL, MISSING_CELL})  # what is said of a row that lacks a value
MOST_LABELS = 1000  # of one column


class Table(Struct, frozen=True, eq=False):
    """A table whose cells are text still.

    names: of the columns; rows: the cells of each; places: where each row stands in the file,
    counted as in a spreadsheet, from 1; form: how it was read, all of it said; guessed: which of
    that nobody had said; dropped: how many rows were left out as they lack a value.
    """

    file: str
    names: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    places: Sequence[int]
    form: TableForm
    guessed: tuple[str, ...] = ()
    dropped: int = 0

    def column(self, name: str) -> list[str]:
        """Return the cells of a column; raise BadTable if there is no such column."""
        if name not in self.names:
            known = ", ".join(self.names)
            self._refuse("table.no-column", name=shown(name), known=known)
        index = self.names.index(name)
        return [row[index] for row in self.rows]

    def numbers(self, names: Sequence[str]) -> Array:
        """Return columns of numbers, (rows, names)."""
        return np.array([self._numbers(name) for name in names], dtype=np.float64).T

    def is_numeric(self, name: str) -> bool:
        """Return whether a column is of numbers, but for a few cells that will be refused."""
        cells = [cell for cell in self.column(name) if not is_missing(cell)]
        numerals = self.numerals
        if numerals.numbers(cells) is not None:
            return bool(cells)
        return 2 * sum(_is_number(cell, numerals) for cell in cells) >= len(cells)

    def labels(self, name: str) -> tuple[str, ...]:
        """Return the classes of a column, whole numbers by their size and words by their letters.

        Raises BadTable where a cell lacks its label.
        """
        return self._labels(self._classes(name))

    def one_hot(self, name: str) -> tuple[Array, tuple[str, ...]]:
        """Return a column of labels as one column each, and the labels in their order."""
        cells = self._classes(name)
        labels = self._labels(cells)
        if len(labels) > MOST_LABELS:
            count = {"column": name, "count": len(labels), "most": MOST_LABELS}
            self._refuse("table.too-many-labels", **count)
        numbers = {label: number for number, label in enumerate(labels)}
        hot = np.zeros((len(cells), len(labels)))
        hot[np.arange(len(cells)), [numbers[cell] for cell in cells]] = 1.0
        return hot, labels

    def binary(self, name: str) -> tuple[Array, tuple[str, ...]]:
        """Return a column of two labels as 0 and 1, (rows, 1), and the label that is 1."""
        cells = self._classes(name)
        labels = self._labels(cells)
        if len(labels) != 2:
            self._refuse("table.not-two-labels", column=name, count=len(labels))
        return np.array([[float(cell == labels[1])] for cell in cells]), labels[1:]

    @property
    def numerals(self) -> Numerals:
        """How the numbers in it are written."""
        return Numerals(self.form.decimal or ".", self.form.thousands or "")

    def _numbers(self, name: str) -> list[float]:
        cells, numerals = self.column(name), self.numerals
        numbers = numerals.numbers(cells)
        if numbers is not None and all(map(isfinite, numbers)):
            return numbers
        return [
            self._number(cell, place, name, numerals)
            for cell, place in zip(cells, self.places, strict=True)
        ]

    def _number(self, cell: str, row: int, name: str, numerals: Numerals) -> float:
        if cell.lower() != "nan":  # which is no finite number either
            self._refuse_missing(cell, row, name)
        value = numerals.number(cell)
        if value is None:
            key = "table.not-finite" if _is_infinite(cell) else "table.no-number"
            self._refuse(key, row=row, column=name, cell=shown(cell))
        return value

    def _classes(self, name: str) -> list[str]:
        """Return the labels of a column, whole numbers written in one way."""
        cells = self.column(name)
        for cell, place in zip(cells, self.places, strict=True):
            self._refuse_missing(cell, place, name)
        numbers = self.numerals.numbers(cells)
        if numbers is not None and all(map(float.is_integer, numbers)):
            return [str(int(number)) for number in numbers]
        return cells

    def _labels(self, cells: Sequence[str]) -> tuple[str, ...]:
        labels = set(cells)
        if all(label.removeprefix("-").isdecimal() for label in labels):
            return tuple(sorted(labels, key=int))
        return tuple(sorted(labels))

    def _refuse_missing(self, cell: str, row: int, name: str) -> None:
        if is_missing(cell):
            key = MISSING_CELL if cell else EMPTY_CELL
            self._refuse(key, row=row, column=name, cell=shown(cell))

    def _refuse(self, key: str, **details: object) -> NoReturn:
        raise BadTable.of(Fault(key, file=self.file, details=details)) from None


def is_missing(cell: str) -> bool:
    """Return whether a cell says that its value is not known."""
    return cell in _MISSING


def _is_number(cell: str, numerals: Numerals) -> bool:
    return numerals.number(cell) is not None or _is_infinite(cell)


def _is_infinite(cell: str) -> bool:
    """Return whether a cell is "nan", "inf" or larger than what can be computed with."""
    try:
        return not isfinite(float(cell))
    except ValueError:
        return False
