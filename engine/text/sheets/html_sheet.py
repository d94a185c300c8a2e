"""Tables for the clipboard: what spreadsheets take, as HTML and as text with tabs."""

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

_OPENS_A_FORMULA = ("=", "+", "-", "@")
# what keeps Excel, and then LibreOffice, from computing it
_AS_TEXT = ' style=\'mso-number-format:"\\@"\' sdnum="1033;0;@"'


def tables_to_tabs(document: NumberDocument) -> str:
    """Write tables as lines of cells with tabs between them, with an empty line between two."""
    return "\n".join(
        "".join("\t".join(line) + "\n" for line in _lines(table)) for table in document.tables
    )


def tables_to_html(document: NumberDocument, digits: int | None = None) -> str:
    """Write tables under their headings. digits: of each number, None for all of them."""
    parts = []
    for part in document.parts:
        if part.heading:
            parts.append(f"<h{part.level + 2}>{escape(part.heading)}</h{part.level + 2}>")
        if isinstance(part, NumberTable):
            parts.append(_table(part, digits))
    return "\n".join(parts) + "\n"


def _lines(table: NumberTable) -> list[list[str]]:
    head = [" ".join(head_text(column).split()) for column in table.columns]
    rows = ([" ".join(cell_text(cell, None).split()) for cell in row] for row in table.rows)
    return [head, *rows]


def _table(table: NumberTable, digits: int | None) -> str:
    head = "".join(map(_head, table.columns))
    rows = ("".join(map(_cell, row, table.columns, [digits] * len(row))) for row in table.rows)
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>\n<tr>{head}</tr>\n{body}\n</table>"


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
