"""How a table was read, in a sentence."""

from pathlib import Path

from engine.data.dataset import FromTable, Source
from engine.data.table_form import TableForm
from gui.words.catalog import say, say_count

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "blank"}
THOUSANDS = {",": "comma", ".": "point", " ": "blank", "'": "apostrophe"}
_OF_TEXT = ("delimiter", "decimal", "encoding", "header")
_OF_SHEETS = ("sheet", "header")


def guess_sentence(source: Source) -> str:
    """Return how a table was read and what was left out, "" where all of it had been said."""
    if not isinstance(source, FromTable) or source.builtin:
        return ""
    asked = _OF_TEXT if source.read_as.sheet is None else _OF_SHEETS
    guessed = any(getattr(source.form, key) is None for key in asked)
    read = reading_sentence(Path(source.path).name, source.read_as) if guessed else ""
    dropped = say_count("table-read.dropped", source.dropped) if source.dropped else ""
    if read and dropped:
        return say("table-read.and", first=read, second=dropped)
    return read or dropped


def reading_sentence(file: str, form: TableForm) -> str:
    """Return in a sentence how a table was read; nothing of the form is left open.

    file: its name, "" where the table was pasted, so that it has no encoding of its own.
    """
    header = say("table-read.header" if form.header else "table-read.no-header")
    if form.sheet is not None:
        return say("table-read.sheet", file=file, sheet=form.sheet, header=header)
    delimiter, decimal = delimiter_words(form.delimiter or ","), _numerals(form)
    if not file:
        return say("table-read.pasted", delimiter=delimiter, decimal=decimal, header=header)
    return say(
        "table-read.text",
        file=file,
        encoding=form.encoding,
        delimiter=delimiter,
        decimal=decimal,
        header=header,
    )


def delimiter_words(delimiter: str) -> str:
    """Return what stands between two cells, in words."""
    if delimiter in DELIMITERS:
        return say(f"delimiter.{DELIMITERS[delimiter]}")
    return say("delimiter-other", sign=delimiter)


def decimal_words(sign: str) -> str:
    """Return which sign stands before the fraction, in words."""
    return say("decimal.comma" if sign == "," else "decimal.point")


def thousands_words(sign: str) -> str:
    """Return what stands between groups of three digits, in words."""
    if sign == "":
        return say("thousands-none")
    return say(f"thousands.{THOUSANDS[sign]}")


def _numerals(form: TableForm) -> str:
    decimal = decimal_words(form.decimal or ".")
    if not form.thousands:
        return decimal
    return say("table-read.grouped", decimal=decimal, groups=thousands_words(form.thousands))
