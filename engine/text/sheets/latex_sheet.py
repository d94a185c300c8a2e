"""Tables as LaTeX with the rules of booktabs: a fragment to be read into a document."""

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from engine.text.latex import to_latex
from engine.text.numbers import DASH
from engine.text.sheets.number_table import (
    Cell,
    Head,
    NumberColumn,
    NumberDocument,
    NumberTable,
    Section,
    cell_text,
    head_text,
)
from engine.text.tex_words import tex_words
from engine.text.words import Say
from engine.written.expression import Number, Partial, Symbol
from engine.written.quantity import Kind, Quantity

_MOST_ROWS = 40  # of a table that is not divided between pages
_MOST_SIGNS = 76  # of a line of a page in its usual type
_BETWEEN = 3  # signs' width between two columns
_PACKAGES = ("amsmath", "booktabs", "longtable")
_HEADINGS = ("section", "subsection", "subsubsection")


def tables_to_latex(document: NumberDocument, digits: int, say: Say) -> str:
    """Write tables under their headings; one that is too wide goes on below, too long overleaf."""
    blocks: list[str] = []
    if document.notes:
        items = [rf"  \item {tex_words(note)}" for note in document.notes]
        blocks.append("\n".join([r"\begin{itemize}\raggedright", *items, r"\end{itemize}"]))
    for part in document.parts:
        if part.heading:
            blocks.append(rf"\{_HEADINGS[part.level]}*{{{tex_words(part.heading)}}}")
        if not isinstance(part, Section):
            blocks += (_table(part, group, digits) for group in _groups(part, digits))
    body = "\n\n".join(blocks) + "\n"
    packages = [*_PACKAGES, *(["ctex"] if any(map(_is_wide, body)) else [])]
    lines = [f"% {tex_words(document.title)}"] if document.title else []
    lines += [f"% {say('sheet.packages')}", rf"% \usepackage{{{', '.join(packages)}}}"]
    return "\n".join([*lines, "", body])


def _is_wide(sign: str) -> bool:
    """Return whether a sign is as wide as two, as those of Chinese are."""
    return east_asian_width(sign) in ("W", "F")


def _groups(table: NumberTable, digits: int) -> Iterator[tuple[int, ...]]:
    """Yield which columns stand beside each other, the first of all in every group."""
    widths = [_width(table, at, digits) + _BETWEEN for at in range(len(table.columns))]
    group, taken = [0], widths[0]
    for at in range(1, len(widths)):
        if taken + widths[at] > _MOST_SIGNS and len(group) > 1:
            yield tuple(group)
            group, taken = [0], widths[0]
        group.append(at)
        taken += widths[at]
    yield tuple(group)


def _width(table: NumberTable, at: int, digits: int) -> int:
    column = table.columns[at]
    texts = (cell_text(row[at], digits, column.kind) for row in table.rows)
    return max(sum(1 + _is_wide(sign) for sign in text) for text in (head_text(column), *texts))


def _table(table: NumberTable, group: Sequence[int], digits: int) -> str:
    columns = [table.columns[at] for at in group]
    form = "".join("l" if column.is_text else "r" for column in columns)
    head = f"  {' & '.join(map(_head, columns))} \\\\"
    rows = [
        "  " + " & ".join(_cell(row[at], table.columns[at].kind, digits) for at in group) + r" \\"
        for row in table.rows
    ]
    if len(rows) > _MOST_ROWS:
        opening = [rf"\begin{{longtable}}{{{form}}}", r"  \toprule", head, r"  \midrule"]
        opening += [r"  \endhead", r"  \bottomrule", r"  \endfoot"]
        return "\n".join([*opening, *rows, r"\end{longtable}"])
    opening = [r"\begin{center}", rf"\begin{{tabular}}{{{form}}}", r"  \toprule", head]
    ending = [r"  \bottomrule", r"\end{tabular}", r"\end{center}"]
    return "\n".join([*opening, r"  \midrule", *rows, *ending])


def _head(column: NumberColumn) -> str:
    head = _letters(column.head)
    return f"{head} ({tex_words(column.name)})" if column.name else head


def _letters(head: Head) -> str:
    match head:
        case str():
            return tex_words(head)
        case tuple():
            return f"${' = '.join(_in_a_line(each) for each in head)}$"
        case _:
            return f"${_in_a_line(head)}$"


def _in_a_line(letter: Symbol | Partial) -> str:
    """Return a letter no higher than a line."""
    if isinstance(letter, Partial):
        over, of = to_latex(letter.over, 1), to_latex(letter.of, 1)
        return rf"\partial {over} / \partial {of}"
    return to_latex(letter, 1)


def _cell(cell: Cell, kind: Kind | None, digits: int) -> str:
    match cell:
        case float():
            quantity = None if kind is None else Quantity(kind)
            return f"${to_latex(Number(cell, quantity=quantity), digits)}$"
        case Symbol() | Partial():
            return f"${_in_a_line(cell)}$"
        case None:
            return tex_words(DASH)
        case _:
            return tex_words(cell_text(cell, digits))
