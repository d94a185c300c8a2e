"""Breaks a row that is too wide into lines."""

from collections.abc import Iterator, Sequence

from gui.formula.boxes import Item

_DEPTH_COST = 0.5  # of a break one level deeper in the tree
_EMPTY_COST = 3.0  # of a line that is all empty; one half empty costs an eighth of it


def broken(items: Sequence[Item], room: float | None, indent: float) -> Iterator[Sequence[Item]]:
    """Yield the lines of a row: at most `room` wide, later ones `indent` less, as far as can be."""
    start = 0
    while start < len(items):
        available = None if room is None else max(room - (indent if start else 0.0), 1.0)
        end = _end_of_line(items, start, available)
        yield items[start:end]
        start = end


def _end_of_line(items: Sequence[Item], start: int, room: float | None) -> int:
    """Return the best break for a line from `start`, or the first where even that is too wide."""
    if room is None:
        return len(items)
    best, best_cost = 0, float("inf")
    width = items[start].box.width
    for i in range(start + 1, len(items)):
        item = items[i]
        if item.break_level is not None:
            if width > room:
                return best or i
            cost = _EMPTY_COST * (1 - width / room) ** 3 + _DEPTH_COST * item.break_level
            if cost <= best_cost:
                best, best_cost = i, cost
        width += item.gap + item.box.width
    return len(items) if width <= room or not best else best
