"""Tables as Markdown."""

import re

from engine.text.grid import markdown
from engine.text.sheets.number_table import (
    NumberDocument,
    NumberTable,
    Section,
    cell_text,
    head_text,
)

_MEANT_OTHERWISE = re.compile(r"([\\`*_\[\]<|~])")


def tables_to_markdown(document: NumberDocument, digits: int | None) -> str:
    """Write tables under their headings; digits: of each number, None for all of them."""
    blocks = [f"# {document.title}"] if document.title else []
    if document.notes:
        blocks.append("\n".join(f"- {note}" for note in document.notes))
    for part in document.parts:
        if part.heading:
            blocks.append(f"{'#' * (part.level + 1)} {part.heading}")
        if not isinstance(part, Section):
            blocks.append("\n".join(_table(part, digits)))
    return "\n\n".join(blocks) + "\n"


def _table(table: NumberTable, digits: int | None) -> list[str]:
    head = [_plain(head_text(column)) for column in table.columns]
    rows = [
        [
            _plain(cell_text(cell, digits, column.kind))
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    left = next((i for i, each in enumerate(table.columns) if not each.is_text), len(head))
    return markdown(head, rows, left)


def _plain(text: str) -> str:
    """Return words that mean nothing to Markdown, on one line."""
    return _MEANT_OTHERWISE.sub(r"\\\1", " ".join(text.split()))
