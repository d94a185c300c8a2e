"""The table of samples as it is listed, its numbers in full."""

from engine.text.sheets.number_table import Cell, NumberColumn, NumberDocument, NumberTable
from gui.results.listed import Listed, listed
from gui.results.said import heading
from gui.state.results.columns import SampleColumn, SampleValue
from gui.state.state import State

_WORDS = frozenset({SampleValue.MARK, SampleValue.CLASS, SampleValue.TAKEN_FOR, SampleValue.SET})


def samples_as_table(state: State) -> NumberDocument:
    """Return the rows that are listed, in their order and under the names of their columns."""
    shown = listed(state)
    columns = tuple(
        NumberColumn(
            column.key,
            heading(shown.experiment, column, state.view.notation),
            is_text=column.value in _WORDS,
        )
        for column in shown.columns
    )
    rows = [
        tuple(_cell(shown, row, column) for column in shown.columns)
        for row in range(len(shown.samples))
    ]
    return NumberDocument("", (NumberTable(columns, rows),))


def _cell(shown: Listed, row: int, column: SampleColumn) -> Cell:
    if column.value in _WORDS:
        return shown.copied(row, column)
    value = shown.number(row, column)
    if column.value is SampleValue.NUMBER and value is not None:
        return int(value) + 1
    return value
