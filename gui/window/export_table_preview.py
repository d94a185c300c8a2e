"""How tables look before they are written: their first rows, with the digits on screen."""

from html import escape

from msgspec.structs import replace

from engine.text.sheets.html_sheet import table_to_html
from engine.text.sheets.number_table import NumberDocument, NumberTable
from gui.look.fit import current
from gui.look.theme import Theme
from gui.words.catalog import say, say_count

_MOST_ROWS, _MOST_COLUMNS, _MOST_PARTS = 40, 40, 60


def preview_style(theme: Theme) -> str:
    """Return the colours of tables in a theme."""
    down, across, below = map(current().length, ("thread", "controls", "row"))
    return (
        f"h3, h4 {{ color: {theme.text}; font-size: medium; }}"
        f"th {{ color: {theme.text_soft}; padding: {down}px {across}px; }}"
        f"td {{ padding: {down}px {across}px; }}"
        f"table {{ margin-bottom: {below}px; }}"
        f"p {{ color: {theme.text_faint}; }}"
    )


def preview_html(document: NumberDocument, digits: int) -> str:
    """Return the notes and the beginning of every table, as rich text."""
    written = [f"<p>{escape(note)}</p>" for note in document.notes]
    for part in document.parts[:_MOST_PARTS]:
        if part.heading:
            written.append(f"<h{part.level + 2}>{escape(part.heading)}</h{part.level + 2}>")
        if not isinstance(part, NumberTable):
            continue
        written.append(table_to_html(_beginning(part), digits))
        rows, columns = len(part.rows) - _MOST_ROWS, len(part.columns) - _MOST_COLUMNS
        if rows > 0:
            written.append(f"<p>{escape(say_count('table-export.more-rows', rows))}</p>")
        if columns > 0:
            written.append(f"<p>{escape(say_count('table-export.more-columns', columns))}</p>")
    if len(document.parts) > _MOST_PARTS:
        written.append(f"<p>{escape(say('table-export.more-tables'))}</p>")
    return "".join(written)


def _beginning(table: NumberTable) -> NumberTable:
    rows = [row[:_MOST_COLUMNS] for row in table.rows[:_MOST_ROWS]]
    return replace(table, columns=table.columns[:_MOST_COLUMNS], rows=rows)
