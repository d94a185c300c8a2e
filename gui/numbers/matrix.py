"""A matrix or a vector on the page: whose numbers it holds, and how each of them is written."""

from collections.abc import Callable, Sequence
from math import isfinite

import numpy as np
from msgspec import Struct

from engine.frozen import Array
from engine.text.covered import covered
from engine.text.numbers import DASH, MINUS, short
from engine.written.quantity import OF_WEIGHTS, Kind, Quantity, owner_of
from gui.draw.letters import text_width

CELL, TEXT = 20.0, 12.0
GRADIENTS = frozenset({Kind.DELTA, Kind.D_WEIGHT, Kind.D_BIAS})
EDITABLE = frozenset({Kind.WEIGHT, Kind.BIAS})
ELLIPSIS = "⋯"
_PADDING, _GRADE = 9.0, 6.0
_OF_DOTS = 22.0  # the width of a column of dots


class Matrix(Struct, frozen=True, eq=False):
    """values: (rows, columns), a row for each neuron of `layer`; known: computed by this beat.

    head: what it is called; x, y: the left upper corner of its first cell in units; shown: how
    many rows and columns of it are drawn, the last of them as dots where that is not all. sample:
    of the batch, whose numbers they are; has_column_a_sample: whether each sample has a column;
    extra: with how many more digits than the chosen ones its numbers stand; hides: whether a number
    is hidden.
    """

    kind: Kind
    layer: int
    values: Array
    known: bool
    head: str
    x: float
    y: float
    cell_width: float
    shown: tuple[int, int]
    largest: float
    sample: int | None = None
    has_column_a_sample: bool = False
    extra: int = 0
    hides: Callable[[Quantity], bool] = lambda _: False

    @property
    def width(self) -> float:
        return self.shown[1] * self.cell_width - self.narrowed

    @property
    def narrowed(self) -> float:
        """How much narrower than the others the column of dots is, 0 where there is none."""
        is_cut = self.shown[1] < self.values.shape[1]
        return max(self.cell_width - _OF_DOTS, 0.0) if is_cut else 0.0

    @property
    def height(self) -> float:
        return self.shown[0] * CELL

    @property
    def is_gradient(self) -> bool:
        return self.kind in GRADIENTS

    def quantity(self, row: int, column: int) -> Quantity:
        """Return the address of a cell's number."""
        source = column if self.kind in OF_WEIGHTS else None
        sample = column if self.has_column_a_sample else self.sample
        return Quantity(self.kind, self.layer, row, source, sample)

    def selects(self, row: int, column: int) -> Quantity:
        """Return what a cell stands for in the network: a weight, a bias, an input, a neuron."""
        owner = owner_of(self.quantity(row, column))
        assert owner is not None  # every matrix is of neurons, weights or biases
        return owner

    def cell_of(self, selected: Quantity | None) -> tuple[int, int] | None:
        """Return the cell drawn of what is selected, None where there is none."""
        if selected is None or selected.layer != self.layer:
            return None
        cell = (selected.unit, selected.source or 0)
        is_drawn = all(at < count for at, count in zip(cell, self.shown, strict=True))
        return cell if is_drawn and self.selects(*cell) == selected else None

    def is_left_out(self, row: int, column: int) -> bool:
        """Return whether a cell stands for all those that have no room."""
        rows, columns = self.values.shape
        return (self.shown[0] < rows and row == self.shown[0] - 1) or (
            self.shown[1] < columns and column == self.shown[1] - 1
        )

    def text(self, row: int, column: int, digits: int) -> str:
        """Return what stands in a cell: a number, a dash until it is computed, or dots."""
        if self.is_left_out(row, column):
            return ELLIPSIS
        if not self.known:
            return DASH
        value = float(self.values[row, column])
        text = short(value, digits + self.extra, sign=self.is_gradient, kind=self.kind)
        return covered(text) if self.hides(self.quantity(row, column)) else text

    def share(self, row: int, column: int) -> float:
        """Return how large a number is beside the largest of its matrix, 0 to 1."""
        value = abs(float(self.values[row, column]))
        return value / self.largest if self.largest > 0 and isfinite(value) else 0.0

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the row and the column under a place of the page, None beside the matrix."""
        row, column = int((y - self.y) // CELL), int((x - self.x) // self.cell_width)
        inside = 0 <= row < self.shown[0] and 0 <= column < self.shown[1]
        return (row, column) if inside and not self.is_left_out(row, column) else None


def largest_of(values: Array) -> float:
    """Return the largest finite |number|, 0 if there is none."""
    return float(np.max(np.abs(values), initial=0.0, where=np.isfinite(values)))


def cell_width(values: Array, digits: int, kind: Kind) -> float:
    """Return the width of a cell in which every one of these numbers can be written.

    It grows in grades from what most numbers need, so that a matrix seldom moves.
    """
    sizes = np.abs(values)
    plain = (sizes >= 1e-4) & (sizes < 1e6)
    texts = [("0.00" if kind in GRADIENTS else "0.0") + "0" * digits]
    for part in (sizes[plain], sizes[~plain & (sizes > 0) & np.isfinite(sizes)]):
        if part.size:
            texts += [short(float(end), digits) for end in (part.min(), part.max())]
    below = sizes[sizes < 1]
    if below.size:
        texts.append(short(float(below.max()), digits, kind=kind))
    if not np.isfinite(sizes).all():
        texts += [short(float("nan"))]
    widest = max(text_width(MINUS + text, TEXT) for text in texts)
    return -(-(widest + _PADDING) // _GRADE) * _GRADE


class Piece(Struct, frozen=True, eq=False):
    """A matrix without its place, or a sign, or neither, and how much room it takes in a line."""

    width: float
    matrix: Matrix | None = None
    sign: str = ""


def slot(matrix: Matrix) -> float:
    """Return the width of a matrix and of what stands above it."""
    return max(matrix.width, text_width(matrix.head, TEXT))


def width_of(line: Sequence[Piece]) -> float:
    """Return how wide a line of pieces is."""
    return sum(piece.width for piece in line)
