"""Tables for the clipboard: what spreadsheets take, as HTML and as text with tabs."""

from collections.abc import Sequence
from html import escape
from math import isfinite

from engine.text.numbers import full
from engine.text.sheets.number_table import (
    Cell,
    NumberColumn,
    NumberDocument,
    NumberTable,
    cell_text,
    head_text,
)

_EMPTY = "<td></td>"
_OPENS_A_FORMULA = ("=", "+", "-", "@")
# what keeps Excel, and then LibreOffice, from computing it
_AS_TEXT = ' style=\'mso-number-format:"\\@"\' sdnum="1033;0;@"'


def tables_to_tabs(document: NumberDocument) -> str:
    """Write tables as lines of cells with tabs between them, with an empty line between two."""
    lines: list[str] = []
    for part in document.parts:
        lines += [""] if lines else []
        lines += [_on_one_line(part.heading)] if part.heading else []
        lines += _lines(part) if isinstance(part, NumberTable) else []
    return "".join(f"{line}\n" for line in lines)


def tables_to_html(document: NumberDocument) -> str:
    """Write all tables as one, with all digits, headings and empty rows between them.

    Spreadsheets would make several ones equally wide by joining cells.
    """
    rows: list[str] = []
    across = max((len(table.columns) for table in document.tables), default=1)
    for part in document.parts:
        rows += [_EMPTY] if rows else []
        if part.heading:  # over all columns, or it would make the first one high
            rows.append(f'<th align="left" colspan="{across}">{escape(part.heading)}</th>')
        rows += _rows(part, None) if isinstance(part, NumberTable) else []
    return _table(rows)


def table_to_html(table: NumberTable, digits: int) -> str:
    """Write one table, with so many digits of each number."""
    return _table(_rows(table, digits))


def _lines(table: NumberTable) -> list[str]:
    head = [head_text(column) for column in table.columns]
    rows = ([cell_text(cell, None) for cell in row] for row in table.rows)
    return ["\t".join(map(_on_one_line, row)) for row in (head, *rows)]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _rows(table: NumberTable, digits: int | None) -> list[str]:
    rows = (
        "".join(
            _cell(cell, column, digits) for cell, column in zip(row, table.columns, strict=True)
        )
        for row in table.rows
    )
    return ["".join(map(_head, table.columns)), *rows]


def _table(rows: Sequence[str]) -> str:
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>\n{body}\n</table>\n"


def _head(column: NumberColumn) -> str:
    text = head_text(column)
    align = "left" if column.is_text else "right"
    return f'<th align="{align}"{_guard(text)}>{escape(text)}</th>'


def _cell(cell: Cell, column: NumberColumn, digits: int | None) -> str:
    text = escape(cell_text(cell, digits, column.kind))
    if isinstance(cell, float) and isfinite(cell):
        # the number for programs that would read the text by the rules of another language
        return f'<td align="right" sdval="{full(cell)}" sdnum="1033;">{text}</td>'
    if isinstance(cell, str):
        return f"<td{_guard(cell)}>{text}</td>"
    return f"<td>{text}</td>" if column.is_text else f'<td align="right">{text}</td>'


def _guard(text: str) -> str:
    """Return what marks words of a user's as words, where they open as a formula does."""
    return _AS_TEXT if text.startswith(_OPENS_A_FORMULA) else ""
