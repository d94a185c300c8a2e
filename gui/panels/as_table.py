"""The formulas on screen as a table: each number with what it is computed from."""

from collections.abc import Iterator

from engine.text.numbers import DASH
from engine.text.plain import to_text
from engine.text.sheets.number_table import Cell, NumberColumn, NumberDocument, NumberTable
from engine.written.expression import Equation, Number, Partial, Symbol
from gui.panels.explain import explanation
from gui.state.state import State
from gui.words.catalog import say


def formulas_as_table(state: State) -> NumberDocument:
    """Return a row a line of formulas: the letter, the formula, and what it comes to."""
    columns = (
        NumberColumn("number", say("sheet.number"), is_text=True),
        NumberColumn("formula", say("sheet.formula"), is_text=True),
        NumberColumn("value", say("sheet.value")),
    )
    shown, digits = explanation(state), state.view.digits
    tables = [
        NumberTable(columns, [_row(line, digits) for line in block.equations], block.caption)
        for block in shown.blocks
    ]
    return NumberDocument(shown.heading, tuple(tables))


def _row(line: Equation, digits: int) -> tuple[Cell, ...]:
    return tuple(_cells(line, digits))


def _cells(line: Equation, digits: int) -> Iterator[Cell]:
    left, right = line.left, line.right
    if left is None or isinstance(left, Symbol | Partial):
        yield "" if left is None else left
    else:
        yield to_text(left, digits)
    is_value = isinstance(right, Number)
    is_dash = isinstance(right, Symbol) and right.name == DASH
    yield "" if is_value or is_dash else to_text(right, digits)
    if isinstance(right, Number):
        yield right.value
    elif line.result is not None:
        yield line.result.value
    else:
        yield None if is_dash else ""
