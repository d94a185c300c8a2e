"""Sets columns of text in line, for terminals and for Markdown."""

from collections.abc import Sequence
from unicodedata import combining, east_asian_width

_WIDE = ("W", "F")


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: a Chinese character has two."""
    return sum((east_asian_width(sign) in _WIDE) - bool(combining(sign)) + 1 for sign in text)


def columns(rows: Sequence[Sequence[str]], left: int = 1, gap: str = "  ") -> list[str]:
    """Return one line a row: the first `left` columns start in line, the others end in line."""
    widths = _widths(rows)
    return [gap.join(_padded(row, widths, left)).rstrip() for row in rows]


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> list[str]:
    """Return a Markdown table whose columns are in line in the source, too."""
    widths = [max(width, 3) for width in _widths([head, *rows])]
    rule = [
        "-" * width if column < left else "-" * (width - 1) + ":"
        for column, width in enumerate(widths)
    ]
    lines = [_padded(row, widths, left) for row in (head, rule, *rows)]
    return [f"| {' | '.join(line)} |" for line in lines]


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(cells, column)) for column in zip(*rows, strict=True)]


def _padded(row: Sequence[str], widths: Sequence[int], left: int) -> list[str]:
    return [
        text + free if column < left else free + text
        for column, (text, free) in enumerate(_with_room(row, widths))
    ]


def _with_room(row: Sequence[str], widths: Sequence[int]) -> list[tuple[str, str]]:
    pairs = zip(row, widths, strict=True)
    return [(text, " " * (width - cells(text))) for text, width in pairs]
