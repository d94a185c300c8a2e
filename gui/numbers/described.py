"""The matrices in words, row by row, for who does not see them."""

from engine.text.covered import said
from gui.numbers.layout import Page
from gui.numbers.matrix import Matrix
from gui.words.catalog import say, say_list
from gui.words.quantities import kind_name


def described(page: Page, digits: int) -> str:
    """Return all matrices that are computed, with the rows and columns that are drawn."""
    return say_list([_matrix(each, digits) for each in page.matrices if each.known])


def _matrix(matrix: Matrix, digits: int) -> str:
    rows, columns = (range(count) for count in matrix.shown)
    lines = [
        say(
            "described.row",
            row=row + 1,
            numbers=" ".join(said(matrix.text(row, column, digits)) for column in columns),
        )
        for row in rows
    ]
    kind = kind_name(matrix.kind)
    return say("described.matrix", kind=kind, layer=matrix.layer, rows=say_list(lines))
