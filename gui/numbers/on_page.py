"""How the matrices of a layer are broken into lines and cut, where none can be scrolled."""

from collections.abc import Sequence

from msgspec.structs import replace

from gui.draw.letters import text_width
from gui.numbers.matrix import CELL, TEXT, Matrix, Piece, slot, width_of
from gui.words.catalog import say

_FEWEST = 2  # rows or columns of a matrix that is cut, the last of them as dots
_PADDING = 8.0  # beside the longest number
_CLOSER = 0.85  # of the gaps on screen
_AROUND = 27.0  # above the rows of a line and below
_MOST_READ = 600  # numbers of a matrix, of which all are looked at

Line = list[Piece]


def closely(line: Line, digits: int) -> Line:
    """Return a line with gaps as small, and cells as wide as their numbers, as they may be.

    In a picture numbers do not change, so that nothing has room kept for it.
    """
    return [_close(piece, digits) for piece in line]


def _close(piece: Piece, digits: int) -> Piece:
    matrix = piece.matrix
    if matrix is None:
        return replace(piece, width=_CLOSER * piece.width)
    if matrix.values.size > _MOST_READ:
        return piece
    rows, columns = matrix.values.shape
    known = replace(matrix, known=True)
    cells = ((row, column) for row in range(rows) for column in range(columns))
    widest = max(text_width(known.text(*cell, digits), TEXT) for cell in cells)
    matrix = replace(matrix, cell_width=widest + _PADDING)
    return Piece(slot(matrix), matrix)


def lines_on_page(parts: Sequence[Line], between: float, room: float) -> list[Line]:
    """Return the parts of a layer in as few lines as have room, none of them divided if possible.

    parts: forward, the activation, the derivatives.
    """
    weighted, activation, backward = parts
    gap = Piece(_CLOSER * between)
    for lines in (
        [[*weighted, gap, *activation, gap, *backward]],
        [[*weighted, gap, *activation], backward],
        [weighted, [*activation, gap, *backward]],
        [weighted, activation, backward],
    ):
        if all(width_of(line) <= room for line in lines):
            return lines
    lines = [weighted, [*activation, gap, *backward]]
    return [piece for line in lines for piece in _cut_or_broken(line, room)]


def with_height(lines: Sequence[Line], height: float) -> list[Line]:
    """Return as many lines as have room, with rows left out."""
    most = max(int(height // (_AROUND + _FEWEST * CELL)), 1)
    kept = list(lines[:most])
    rows = max(int((height / len(kept) - _AROUND) // CELL), _FEWEST)
    return [_cut_to_height(line, rows) for line in kept]


def narrowest(line: Line) -> Line:
    """Return a line with as few columns in every matrix as there may be."""
    return [_with_columns(piece, _FEWEST) for piece in line]


def _cut_or_broken(line: Line, room: float) -> list[Line]:
    """Return a line with columns left out of its widest matrices, in several where that is vain."""
    broken = [list[Piece]()]
    for group in _groups(line):
        if broken[-1] and width_of(narrowest([*broken[-1], *group])) > room:
            broken.append([])
        begins = not broken[-1] and not group[0].sign and group[0].matrix is None
        broken[-1] += group[1:] if begins else group
    return [_cut_to_width(each, room) for each in broken]


def _groups(line: Line) -> list[Line]:
    """Return the matrices of a line, each behind the sign or the gap before it."""
    groups: list[Line] = [[]]
    for piece in line:
        if piece.matrix is None and groups[-1]:
            groups.append([])
        groups[-1].append(piece)
    return groups


def _cut_to_width(line: Line, room: float) -> Line:
    line = list(line)
    while width_of(line) > room:
        at = max(range(len(line)), key=lambda index: _columns(line[index]))
        if _columns(line[at]) <= _FEWEST:
            break
        line[at] = _with_columns(line[at], _columns(line[at]) - 1)
    return line


def _columns(piece: Piece) -> int:
    return 0 if piece.matrix is None else piece.matrix.shown[1]


def _with_columns(piece: Piece, count: int) -> Piece:
    matrix = piece.matrix
    if matrix is None or matrix.shown[1] <= count:
        return piece
    matrix = _cut(matrix, matrix.shown[0], count)
    return Piece(slot(matrix), matrix)


def _cut_to_height(line: Line, rows: int) -> Line:
    """Return a line with rows left out of every matrix that has more than so many."""
    cut = []
    for piece in line:
        matrix = piece.matrix
        if matrix is not None and matrix.shown[0] > rows:
            matrix = _cut(matrix, rows, matrix.shown[1])
            piece = Piece(max(piece.width, slot(matrix)), matrix)
        cut.append(piece)
    return cut


def _cut(matrix: Matrix, rows: int, columns: int) -> Matrix:
    """Return a matrix that says how large it is, as not all of it is drawn."""
    head, (all_rows, all_columns) = matrix.head, matrix.values.shape
    if matrix.shown == (all_rows, all_columns) and all_columns > 1 and not matrix.is_gradient:
        head = say("numbers.cut", matrix=head, rows=all_rows, columns=all_columns)
    return replace(matrix, shown=(rows, columns), head=head)
