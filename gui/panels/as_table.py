"""The formulas on screen as a table: each number with what it is computed from."""

from collections.abc import Iterator, Sequence

from engine.text.numbers import DASH
from engine.text.plain import to_text
from engine.text.sheets.number_table import Cell, NumberColumn, NumberDocument, NumberTable
from engine.written.expression import Equation, Expr, Number, Partial, Symbol
from gui.panels.explain import explanation
from gui.state.state import State
from gui.words.catalog import say


def formulas_as_table(state: State) -> NumberDocument:
    """Return a row a number: its letter, what it is computed from, and what that comes to."""
    columns = (
        NumberColumn("number", say("sheet.number"), is_text=True),
        NumberColumn("formula", say("sheet.formula"), is_text=True),
        NumberColumn("value", say("sheet.value")),
    )
    shown, digits = explanation(state), state.view.digits
    found = ((block.caption, [*_rows(block.equations, digits)]) for block in shown.blocks)
    tables = (NumberTable(columns, rows, caption) for caption, rows in found if rows)
    return NumberDocument(shown.heading, tuple(tables))


def _rows(lines: Sequence[Equation], digits: int) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a number: of lines that go on the last formula, which has numbers in it."""
    letter: Cell = ""
    formula = ""
    for line in lines:
        if line.left is not None:
            letter, formula = _letter(line.left, digits), ""
        right, result = line.right, line.result
        if isinstance(right, Number):
            yield letter, formula, right.value
        elif isinstance(right, Symbol) and right.name == DASH:
            yield letter, formula, None
        else:
            formula = to_text(right, digits)
            if result is not None:
                yield letter, formula, result.value


def _letter(left: Expr, digits: int) -> Cell:
    return left if isinstance(left, Symbol | Partial) else to_text(left, digits)
