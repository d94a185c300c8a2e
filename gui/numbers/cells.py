"""The cells of a page: which lies where, what the arrow keys reach, where a selection stands."""

from msgspec import Struct

from engine.written.quantity import Quantity
from gui.numbers.layout import HEAD, MARGIN, Page
from gui.numbers.matrix import CELL, Matrix


class Cell(Struct, frozen=True):
    """A cell of a page; all three count from 0."""

    matrix: int
    row: int
    column: int


def has_cell(page: Page, cell: Cell) -> bool:
    """Return whether a page has a cell: another batch may have fewer samples."""
    if cell.matrix >= len(page.matrices):
        return False
    rows, columns = page.matrices[cell.matrix].values.shape
    return cell.row < int(rows) and cell.column < int(columns)


def quantity_at(page: Page, cell: Cell) -> Quantity:
    """Return the address of a cell's number."""
    return page.matrices[cell.matrix].quantity(cell.row, cell.column)


def value_at(page: Page, cell: Cell) -> float | None:
    """Return a cell's number, None while it has not been computed."""
    matrix = page.matrices[cell.matrix]
    return float(matrix.values[cell.row, cell.column]) if matrix.known else None


def is_covered(page: Page, cell: Cell) -> bool:
    """Return whether a cell's number is known, but hidden."""
    matrix = page.matrices[cell.matrix]
    return matrix.known and matrix.hides(matrix.quantity(cell.row, cell.column))


def rect_of(page: Page, cell: Cell) -> tuple[float, float, float, float]:
    """Return where a cell stands: x, y, width and height in units."""
    matrix = page.matrices[cell.matrix]
    x, y = matrix.x + cell.column * matrix.cell_width, matrix.y + cell.row * CELL
    return x, y, matrix.cell_width, CELL


Spans = tuple[tuple[float, float], ...]


def surroundings(page: Page, cell: Cell) -> tuple[Spans, Spans]:
    """Return what stands around a cell, across and down, from the largest to itself."""
    matrix = page.matrices[cell.matrix]
    x, y, width, height = rect_of(page, cell)
    head = matrix.y - HEAD
    begins = max(top for top in page.tops.values() if top <= head)
    ends = min((top for top in page.tops.values() if top > head), default=page.height)
    across = (matrix.x - MARGIN, matrix.x + matrix.width + MARGIN), (x, x + width)
    down = (begins, ends), (head, matrix.y + matrix.height), (y - HEAD, y + height)
    return across, down


def cell_under(page: Page, x: float, y: float) -> Cell | None:
    """Return the cell under a point of the page, None where there is none."""
    for index, matrix in enumerate(page.matrices):
        if (cell := matrix.cell_at(x, y)) is not None:
            return Cell(index, *cell)
    return None


def find(page: Page, selected: Quantity | None, near: Cell | None) -> Cell | None:
    """Return a cell of what is selected: the one where one is, else that of its own number."""
    if selected is None:
        return None
    if near is not None and page.matrices[near.matrix].selects(near.row, near.column) == selected:
        return near
    for index, matrix in enumerate(page.matrices):
        if (matrix.kind, matrix.layer) == (selected.kind, selected.layer):
            return Cell(index, selected.unit, selected.source or 0)
    return None


def move(page: Page, cell: Cell, down: int, right: int) -> Cell:
    """Return the next cell in a direction, in the next matrix where this one ends."""
    matrix = page.matrices[cell.matrix]
    row, column = cell.row + down, cell.column + right
    rows, columns = matrix.values.shape
    if 0 <= row < rows and 0 <= column < columns:
        return Cell(cell.matrix, row, column)
    others = page.matrices[cell.matrix + 1 :] if down + right > 0 else page.matrices[: cell.matrix]
    step = 1 if down + right > 0 else -1
    for other in others[::step]:
        if _lies_beyond(matrix, other, is_beside=right != 0):
            index = page.matrices.index(other)
            last_row, last_column = (size - 1 for size in other.values.shape)
            if right:
                return Cell(index, min(cell.row, last_row), 0 if right > 0 else last_column)
            return Cell(index, 0 if down > 0 else last_row, min(cell.column, last_column))
    return cell


def _lies_beyond(matrix: Matrix, other: Matrix, *, is_beside: bool) -> bool:
    """Return whether the keys go on from one matrix to another."""
    if not is_beside:
        return other.kind is matrix.kind
    top, bottom = max(matrix.y, other.y), min(matrix.y + matrix.height, other.y + other.height)
    return top < bottom  # they stand in one line
