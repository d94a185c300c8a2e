"""Finds places for labels along edges where they cover nothing."""

from collections.abc import Sequence
from functools import lru_cache

from gui.network.edges import Edge
from gui.network.shapes import Rect, centred

PREFERRED = 0.34  # of the way: before the middle, where edges cross
STEPS = tuple(0.1 + 0.02 * i for i in range(41))
MOST_TRIES = 2000
GAP = 2.0

Circle = tuple[float, float, float]
Place = tuple[float, float]
Option = tuple[float, float, Rect]  # (cost, share of the way, rectangle)


@lru_cache(maxsize=64)
def place(
    edges: tuple[Edge, ...],
    width: float,
    height: float,
    obstacles: tuple[Rect, ...],
    circles: tuple[Circle, ...],
) -> tuple[Place, ...] | None:
    """Return the middle of a label of one size for every edge, or None if not all fit.

    The calmest first: all at the same share of their way; then each where it covers least.
    """
    choices = []
    for edge in edges:
        options = _free(edge, edges, width, height, obstacles, circles)
        if not options:
            return None
        choices.append(options)
    rows = [{t: (cost, rect) for cost, t, rect in options} for options in choices]
    best: tuple[float, float] | None = None  # the cost, and the share of the way
    for t in STEPS:
        if all(t in row for row in rows):
            rects = [row[t][1] for row in rows]
            cost = max(row[t][0] for row in rows)
            if not _any_overlap(rects) and (best is None or cost < best[0]):
                best = (cost, t)
    if best is not None:
        return tuple(_middle(row[best[1]][1]) for row in rows)
    return _searched(choices)


def least_covering(
    edge: Edge,
    width: float,
    height: float,
    obstacles: Sequence[Rect],
    circles: Sequence[Circle],
    bounds: Rect,
) -> Place:
    """Return the place for one label that must be shown, wherever it disturbs least."""

    def disturbance(t: float) -> tuple[int, float]:
        rect = centred(*edge.at(t), width, height)
        outside = rect.x < bounds.x or rect.right > bounds.right
        hits = sum(rect.overlaps(other) for other in obstacles)
        return hits + 2 * outside + sum(rect.near(*circle) for circle in circles), abs(t - 0.5)

    return edge.at(min(STEPS, key=disturbance))


def _free(
    edge: Edge,
    edges: Sequence[Edge],
    width: float,
    height: float,
    obstacles: Sequence[Rect],
    circles: Sequence[Circle],
) -> list[Option]:
    """Return (cost, t, rectangle) of every free place on an edge, the cheapest first."""
    rects = [centred(*edge.at(t), width, height) for t in STEPS]
    way = _around(rects)  # what lies off it is in the way nowhere
    blocked = [_widened(other) for other in obstacles if way.overlaps(other, GAP)]
    near = [(x, y, r + GAP) for x, y, r in circles if way.near(x, y, r + GAP)]
    others = [other for other in edges if other is not edge and _crosses(other, way)]
    found = []
    for t, rect in zip(STEPS, rects, strict=True):
        left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom
        if any(left < x2 and x1 < right and top < y2 and y1 < bottom for x1, y1, x2, y2 in blocked):
            continue
        if any(rect.near(x, y, distance) for x, y, distance in near):
            continue
        covered = sum(_crosses(other, rect) for other in others)
        found.append((covered + 2 * abs(t - PREFERRED), t, rect))
    return sorted(found, key=lambda option: option[:2])


def _searched(choices: Sequence[list[Option]]) -> tuple[Place, ...] | None:
    """Return the cheapest set of places that do not overlap, as far as a bounded search finds it.

    Edge by edge, those with the fewest free places first.
    """
    order = sorted(range(len(choices)), key=lambda i: len(choices[i]))
    to_come = [sum(choices[i][0][0] for i in order[rank:]) for rank in range(len(order) + 1)]
    chosen: dict[int, Rect] = {}
    best: tuple[float, dict[int, Rect]] | None = None
    tries = 0

    def settle(rank: int, spent: float) -> None:
        nonlocal best, tries
        if rank == len(order):
            best = (spent, dict(chosen))
            return
        for cost, _, rect in choices[order[rank]]:
            tries += 1
            too_much = best is not None and spent + cost + to_come[rank + 1] >= best[0]
            if tries > MOST_TRIES or too_much:
                return
            if not any(_touch(rect, other) for other in chosen.values()):
                chosen[order[rank]] = rect
                settle(rank + 1, spent + cost)
                del chosen[order[rank]]

    settle(0, 0.0)
    return None if best is None else tuple(_middle(best[1][i]) for i in range(len(choices)))


def _any_overlap(rects: Sequence[Rect]) -> bool:
    ordered = sorted(rects, key=lambda rect: rect.y)
    return any(_touch(a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :])


def _touch(a: Rect, b: Rect) -> bool:
    """Return whether two labels, all of which have one size, come too close."""
    return abs(a.x - b.x) < a.width + GAP and abs(a.y - b.y) < a.height + GAP


def _around(rects: Sequence[Rect]) -> Rect:
    """Return the rectangle around some of one size."""
    xs, ys = [rect.x for rect in rects], [rect.y for rect in rects]
    left, top, first = min(xs), min(ys), rects[0]
    return Rect(left, top, max(xs) - left + first.width, max(ys) - top + first.height)


def _widened(rect: Rect) -> tuple[float, float, float, float]:
    """Return the sides of a rectangle that keeps its distance."""
    return rect.x - GAP, rect.y - GAP, rect.right + GAP, rect.bottom + GAP


def _middle(rect: Rect) -> Place:
    return rect.x + rect.width / 2, rect.y + rect.height / 2


def _crosses(edge: Edge, rect: Rect) -> bool:
    """Return whether an edge passes under a rectangle (Liang and Barsky's clipping)."""
    dx, dy = edge.x2 - edge.x1, edge.y2 - edge.y1
    enter, leave = 0.0, 1.0
    for way, room in (
        (-dx, edge.x1 - rect.x),
        (dx, rect.right - edge.x1),
        (-dy, edge.y1 - rect.y),
        (dy, rect.bottom - edge.y1),
    ):
        if way == 0:
            if room < 0:
                return False
        elif way < 0:
            enter = max(enter, room / way)
        else:
            leave = min(leave, room / way)
    return enter <= leave
