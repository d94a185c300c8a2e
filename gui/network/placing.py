"""Finds places for labels of one size where they cover neither each other nor anything else."""

from collections.abc import Sequence

import numpy as np

from gui.network.edges import Edge
from gui.network.label_options import GAP, STEPS, Bools, Circle, Options, Place, weighed
from gui.network.shapes import Rect

SEARCHED = 12  # edges up to which a search for the calmest set of places is worth its time
MOST_TRIES = 600
BESIDE = (0.0, *(side * off for off in (0.6, 1.1, 1.7, 2.4, 3.2, 4.2, 5.4) for side in (1, -1)))
Disturbance = tuple[bool, int, int, int, float, float]


def place_all(edges: Sequence[Edge], options: Options) -> tuple[Place, ...] | None:
    """Return the middle of a label for every edge, or None if not all are found to fit.

    The calmest first: all at the same share of their way; then each where it costs least.
    """
    if options.is_hopeless:
        return None
    options = weighed(edges, options)
    if options.is_hopeless:
        return None
    chosen = _in_step(edges, options)
    if chosen is None and len(edges) <= SEARCHED:
        chosen = _searched(options)
    if chosen is None or None in chosen:
        chosen = _one_by_one(options)
    found = [options.middle(i, each) for i, each in enumerate(chosen) if each is not None]
    return tuple(found) if len(found) == len(edges) else None


def place_most(edges: Sequence[Edge], options: Options) -> tuple[Place | None, ...]:
    """Return the middles of as many labels as find a place, None for the others."""
    options = weighed(edges, options)
    chosen = _one_by_one(options)
    return tuple(None if at is None else options.middle(i, at) for i, at in enumerate(chosen))


def least_covering(
    edge: Edge,
    width: float,
    height: float,
    texts: Sequence[Rect],
    labels: Sequence[Rect],
    circles: Sequence[Circle],
    bounds: Rect,
) -> tuple[Disturbance, Place]:
    """Return the place for one label that must be shown, where it disturbs least, and how much.

    That is whether it is cut at the edge, how many neurons, how many texts and how many labels it
    covers, which are then left out, and how far it is from where it belongs: BESIDE counts in
    halves of a label.
    """
    dx, dy = edge.x2 - edge.x1, edge.y2 - edge.y1
    length = max((dx * dx + dy * dy) ** 0.5, 1e-9)
    reach = (abs(dy) * width + abs(dx) * height) / length / 2
    t, off = (each.ravel() for each in np.meshgrid(STEPS, BESIDE))
    xs = edge.x1 + t * dx - off * reach * dy / length
    ys = edge.y1 + t * dy + off * reach * dx / length
    left, top = xs - width / 2, ys - height / 2
    right, bottom = left + width, top + height
    outside = (left < bounds.x) | (right > bounds.right)
    outside |= (top < bounds.y) | (bottom > bounds.bottom)
    covered, under, instead = np.zeros((3, len(t)), int)
    for x, y, distance in circles:
        across = np.maximum(np.maximum(left - x, x - right), 0.0)
        down = np.maximum(np.maximum(top - y, y - bottom), 0.0)
        covered += across * across + down * down < distance * distance
    for count, rects in ((under, texts), (instead, labels)):
        for each in rects:
            beside = (left < each.right) & (each.x < right)
            count += beside & (top < each.bottom) & (each.y < bottom)
    aside, along = np.abs(off), np.abs(t - 0.5)
    best = np.lexsort((ys, xs, along, aside, instead, under, covered, outside))[0]
    harm = (
        bool(outside[best]),
        int(covered[best]),
        int(under[best]),
        int(instead[best]),
        float(aside[best]),
        float(along[best]),
    )
    return harm, (float(xs[best]), float(ys[best]))


def _in_step(edges: Sequence[Edge], options: Options) -> list[int | None] | None:
    """Return the cheapest choice in which edges that are equally steep have the same option.

    All edges have the same where they are of more than two steepnesses; None where labels overlap.
    """
    kinds = [round(abs(each.y2 - each.y1)) for each in edges]
    steep = sorted(set(kinds))
    one = np.array([kind == steep[0] or len(steep) > 2 for kind in kinds])
    cost = np.where(options.free[one].all(axis=0), options.cost[one].max(axis=0), np.inf)
    cost[_meet(options, one, one, same=True)] = np.inf
    if one.all():
        best = int(cost.argmin())
        return [best] * len(edges) if np.isfinite(cost[best]) else None
    others = np.where(options.free[~one].all(axis=0), options.cost[~one].max(axis=0), np.inf)
    others[_meet(options, ~one, ~one, same=True)] = np.inf
    both = np.maximum(cost[:, None], others)
    both[_meet(options, one, ~one, same=False)] = np.inf
    first, second = divmod(int(both.argmin()), both.shape[1])
    if not np.isfinite(both[first, second]):
        return None
    return [first if each else second for each in one.tolist()]


def _meet(options: Options, some: Bools, others: Bools, *, same: bool) -> Bools:
    """Return with which option some labels meet others; of two groups, with which two options.

    same: whether both are one group, in which all have the same option, and none meets itself.
    """
    across, down = options.width + GAP, options.height + GAP
    xs, ys = options.xs, options.ys
    if same:
        close = np.abs(xs[some][:, None] - xs[others]) < across
        close &= np.abs(ys[some][:, None] - ys[others]) < down
        return np.asarray(close.sum(axis=(0, 1)) > np.count_nonzero(some))
    close = np.abs(xs[some][:, None, :, None] - xs[others][:, None, :]) < across
    close &= np.abs(ys[some][:, None, :, None] - ys[others][:, None, :]) < down
    return np.asarray(close.any(axis=(0, 1)))


def _searched(options: Options) -> list[int | None]:
    """Return the cheapest set of places that do not overlap, as far as a bounded search finds it.

    Edge by edge, those with the fewest free places first; without any place if there is no set.
    """
    costs = options.cost.tolist()
    choices = [
        sorted(np.flatnonzero(free).tolist(), key=of.__getitem__)
        for free, of in zip(options.free, costs, strict=True)
    ]
    order = sorted(range(len(choices)), key=lambda i: len(choices[i]))
    cheapest = [costs[i][choices[i][0]] for i in order]
    to_come = [sum(cheapest[rank:]) for rank in range(len(order) + 1)]
    xs, ys = options.xs.tolist(), options.ys.tolist()
    across, down = options.width + GAP, options.height + GAP
    chosen: dict[int, int] = {}
    best: tuple[float, dict[int, int]] | None = None
    tries = 0

    def is_free(edge: int, option: int) -> bool:
        x, y = xs[edge][option], ys[edge][option]
        others = chosen.items()
        return not any(abs(xs[i][t] - x) < across and abs(ys[i][t] - y) < down for i, t in others)

    def settle(rank: int, spent: float) -> None:
        nonlocal best, tries
        if rank == len(order):
            best = spent, dict(chosen)
            return
        edge = order[rank]
        for option in choices[edge]:
            tries += 1
            total = spent + costs[edge][option]
            if tries > MOST_TRIES or (best and total + to_come[rank + 1] >= best[0]):
                return
            if is_free(edge, option):
                chosen[edge] = option
                settle(rank + 1, total)
                del chosen[edge]

    settle(0, 0.0)
    return [None if best is None else best[1][i] for i in range(len(choices))]


def _one_by_one(options: Options) -> list[int | None]:
    """Return places chosen one after the other: next the edge with the fewest that are left.

    It gets the place that takes the least from the others. None where none is left.
    """
    left = options.free.copy()
    chosen: list[int | None] = [None] * len(left)
    while left.any():
        counts = left.sum(axis=1)
        edge = int(np.where(counts > 0, counts, left.size).argmin())
        own, (rows, places) = np.flatnonzero(left[edge]), np.nonzero(left)
        close = options.close_to(edge, own, rows, places)
        lost = np.zeros((len(own), len(left)))
        owners, starts = np.unique(rows, return_index=True)
        lost[:, owners] = np.add.reduceat(close, starts, axis=1, dtype=np.intp)
        harm = (lost / np.maximum(counts, 1)).sum(axis=1)  # of each edge its share of places
        best = int((harm + 0.3 * options.cost[edge, own]).argmin())
        chosen[edge] = int(own[best])
        left[rows[close[best]], places[close[best]]] = False
        left[edge] = False
    return chosen
