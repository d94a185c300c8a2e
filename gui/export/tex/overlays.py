"""Pictures that follow each other as one, of which each overlay shows its own part."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import groupby


def overlaid(pictures: Sequence[Sequence[str]]) -> list[str]:
    """Return statements of which each overlay shows those of its picture, in their order.

    What all of them have stands there once and for all; pictures count from 1.
    """
    merged: list[tuple[str, frozenset[int]]] = []
    for number, picture in enumerate(pictures, 1):
        merged = _merged(merged, list(picture), number)
    lines: list[str] = []
    for shown, run in groupby(merged, key=lambda each: each[1]):
        statements = [statement for statement, _ in run]
        if len(shown) == len(pictures):
            lines += statements
        else:
            inside = "\n".join(statements)
            lines.append(f"\\only<{slides(shown)}>{{%\n{inside}\n}}")
    return lines


def _merged(
    before: list[tuple[str, frozenset[int]]], picture: list[str], number: int
) -> list[tuple[str, frozenset[int]]]:
    """Return what was there with one more picture, everything in its order."""
    found: list[tuple[str, frozenset[int]]] = []
    kept = [statement for statement, _ in before]
    changes = SequenceMatcher(None, kept, picture, autojunk=False).get_opcodes()
    for kind, start, end, first, last in changes:
        if kind == "equal":
            found += [(each, shown | {number}) for each, shown in before[start:end]]
        else:
            found += before[start:end]
            found += [(each, frozenset({number})) for each in picture[first:last]]
    return found


def slides(shown: Iterable[int]) -> str:
    """Return overlays as beamer reads them: `1-3,5`."""
    parts: list[list[int]] = []
    for number in sorted(shown):
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ",".join(str(p[0]) if len(p) == 1 else f"{p[0]}-{p[-1]}" for p in parts)
