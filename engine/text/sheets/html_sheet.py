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
_AS_TEXT = " style='mso-number-format:\"\\@\"'"  # as spreadsheets mark what is none


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
    head = "".join(f"<th>{escape(head_text(column))}</th>" for column in table.columns)
    rows = ("".join(map(_cell, row, table.columns, [digits] * len(row))) for row in table.rows)
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>\n<tr>{head}</tr>\n{body}\n</table>"


def _cell(cell: Cell, column: NumberColumn, digits: int | None) -> str:
    text = escape(cell_text(cell, digits, column.kind))
    if isinstance(cell, float) and isfinite(cell):
        # the number for programs that would read the text by the rules of another language
        return f'<td align="right" sdval="{full(cell)}" sdnum="1033;">{text}</td>'
    if isinstance(cell, str) and cell.startswith(_OPENS_A_FORMULA):
        return f"<td{_AS_TEXT}>{text}</td>"
    return f"<td>{text}</td>" if column.is_text else f'<td align="right">{text}</td>'
