"""Sets columns of text in line, for terminals and for Markdown."""

from collections.abc import Sequence


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
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def _padded(row: Sequence[str], widths: Sequence[int], left: int) -> list[str]:
    return [
        text.ljust(width) if column < left else text.rjust(width)
        for column, (text, width) in enumerate(zip(row, widths, strict=True))
    ]
