"""The matrices on screen as tables: a dash stays where the beat has not computed a number yet."""

from engine.text.sheets.html_sheet import tables_to_tabs
from engine.text.sheets.matrices import number_matrix
from engine.text.sheets.number_table import NumberDocument, NumberTable, Section
from gui.numbers.frame import every_layer
from gui.numbers.layout import layer_title, page
from gui.numbers.matrix import Matrix
from gui.state.state import State

_WIDE = 1e9  # no line is divided


def numbers_as_tables(state: State) -> NumberDocument:
    """Return every matrix of the panel with its full numbers, layer by layer."""
    parts: list[NumberTable | Section] = []
    for layer in every_layer(state):
        parts.append(Section(layer_title(state, layer)))
        parts += map(_table, page(state, [layer], _WIDE).matrices)
    return NumberDocument("", tuple(parts))


def numbers_as_text(state: State) -> str:
    """Return the same as text, with tabs between the numbers."""
    return tables_to_tabs(numbers_as_tables(state))


def _table(matrix: Matrix) -> NumberTable:
    is_vector = matrix.values.shape[1] == 1 and not matrix.has_column_a_sample
    heads = ("",) if is_vector else ()
    return number_matrix(
        *(matrix.kind, matrix.layer, matrix.head, matrix.values),
        heads=heads,
        is_known=matrix.known,
    )
