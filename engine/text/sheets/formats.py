"""The formats of tables, by the ending of a file's name."""

from collections.abc import Callable, Mapping

from engine.text.sheets.csv_sheet import tables_to_csv
from engine.text.sheets.latex_sheet import tables_to_latex
from engine.text.sheets.markdown_sheet import tables_to_markdown
from engine.text.sheets.number_table import NumberDocument
from engine.text.words import Say

CSV = ".csv"
_WRITERS: Mapping[str, Callable[[NumberDocument, int, Say], str]] = {
    CSV: lambda document, digits, say: tables_to_csv(document),
    ".md": lambda document, digits, say: tables_to_markdown(document, digits),
    ".tex": tables_to_latex,
}
TABLE_ENDINGS = tuple(_WRITERS)


def tables_as(document: NumberDocument, ending: str, digits: int, say: Say) -> str:
    """Return tables as the text of a file with this ending, one of TABLE_ENDINGS.

    digits: of each number for readers; CSV has all of them.
    """
    return _WRITERS[ending](document, digits, say)
