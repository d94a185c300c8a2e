"""Where the labels of edges could stand: the places in which they cover nothing."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.frozen import Array
from gui.network.edges import Edge
from gui.network.shapes import Rect

PREFERRED = 0.34  # of the way: before the middle, where edges cross
STEPS = np.linspace(0.06, 0.94, 45)
SHIFTS = np.array([0.0, -0.3, 0.3, -0.6, 0.6])  # of the height of a label
MANY = 40  # edges, of which every third step will do
MOST_COVERED = 5  # other edges under a label: on more of them nobody sees whose label it is
GAP = 2.0

Circle = tuple[float, float, float]
Place = tuple[float, float]
Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]


class Ground(Struct, frozen=True, eq=False):
    """The room between two layers, and what labels in it must not cover."""

    obstacles: Sequence[Rect]
    circles: Sequence[Circle]
    room: Rect


class Options(Struct, frozen=True, eq=False, dict=True):
    """Where the label of each edge could stand: all arrays are (edges, options).

    xs, ys: its middle; cost: how far it is from where labels stand best, and how many other edges
    it covers; free: whether nothing is in the way; width, height: of every label; room: the area
    in which they lie.
    """

    xs: Array
    ys: Array
    cost: Array
    free: Bools
    width: float
    height: float
    room: float = 0.0

    def close_to(self, edge: int, own: Ints, rows: Ints, places: Ints) -> Bools:
        """Return which places, of which edges, each option of an edge comes too close to.

        own: (options,); rows, places: (others,); returns (options, others).
        """
        across = np.abs(self.xs[edge, own][:, None] - self.xs[rows, places])
        down = np.abs(self.ys[edge, own][:, None] - self.ys[rows, places])
        found: Bools = (across < self.width + GAP) & (down < self.height + GAP)
        return found

    @cached_property
    def possible(self) -> int:
        """How many labels can have a place, at most: those with a free one, as far as they fit."""
        have_some = int(self.free.any(axis=1).sum())
        return min(have_some, int(self.room / (self.width * self.height)))

    @property
    def is_hopeless(self) -> bool:
        """Whether not all labels can have a place."""
        return self.possible < len(self.free)

    def middle(self, edge: int, option: int) -> Place:
        return float(self.xs[edge, option]), float(self.ys[edge, option])


def along(
    edges: Sequence[Edge], width: float, height: float, ground: Ground, *, shifted: bool = False
) -> Options:
    """Return the free places along edges. shifted: also above and below, still upon them."""
    ends = _ends(edges)
    x1, y1, x2, y2 = (ends[:, [side]] for side in range(4))
    way = STEPS[:: 3 if len(edges) > MANY else 1]
    shifts = SHIFTS if shifted else SHIFTS[:1]
    steps, off = np.tile(way, len(shifts)), np.repeat(shifts, len(way))
    xs, ys = x1 + steps * (x2 - x1), y1 + steps * (y2 - y1) + off * height
    cost = np.broadcast_to(2 * np.abs(steps - PREFERRED) + np.abs(off), xs.shape)
    return _free(Options(xs, ys, cost, np.ones(xs.shape, np.bool_), width, height), ground)


def beside(
    edges: Sequence[Edge], at_sources: bool, width: float, height: float, ground: Ground
) -> Options:
    """Return free places beside those ends of edges that do not meet: in rows with the neurons."""
    ends, side = _ends(edges), 0 if at_sources else 2
    way = np.linspace(0.0, ground.room.width, 30)
    off = np.arange(-5, 6) * 0.3 * height
    across, down = (grid.ravel() for grid in np.meshgrid(way, off))
    xs = ends[:, [side]] + (across if at_sources else -across)
    ys = ends[:, [side + 1]] + down
    cost = np.broadcast_to(across / way[-1] + 4 * np.abs(down) / height, xs.shape)
    return _free(Options(xs, ys, cost, np.ones(xs.shape, np.bool_), width, height), ground)


def _ends(edges: Sequence[Edge]) -> Array:
    return np.array([(each.x1, each.y1, each.x2, each.y2) for each in edges])


def _free(options: Options, ground: Ground) -> Options:
    """Return the options with those out that would cover something."""
    xs, ys = options.xs, options.ys
    width, height = options.width / 2, options.height / 2
    left, right, top, bottom = xs - width, xs + width, ys - height, ys + height
    free: Bools = (left >= ground.room.x) & (right <= ground.room.right)
    free &= (top >= ground.room.y) & (bottom <= ground.room.bottom)
    for rect in ground.obstacles:
        in_the_way = (right > rect.x - GAP) & (left < rect.right + GAP)
        in_the_way &= (bottom > rect.y - GAP) & (top < rect.bottom + GAP)
        free &= ~in_the_way
    for x, y, radius in ground.circles:
        across = np.maximum(np.abs(xs - x) - width, 0.0)
        down = np.maximum(np.abs(ys - y) - height, 0.0)
        free &= across * across + down * down >= (radius + GAP) ** 2
    rows = ys[free]
    room = ground.room.width * (np.ptp(rows) + options.height if rows.size else 0.0)
    return replace(options, free=free, room=float(room))


def weighed(edges: Sequence[Edge], options: Options) -> Options:
    """Return the options with the edges that they cover in their cost, too many of them out."""
    covered = _covered(_ends(edges), options)
    free = options.free & (covered <= MOST_COVERED)
    return replace(options, cost=options.cost + covered, free=free)


def _covered(ends: Array, options: Options) -> Array:
    """Return how many other edges pass under each label (Liang and Barsky's clipping)."""
    rows, columns = np.nonzero(options.free)
    xs, ys = options.xs[rows, columns], options.ys[rows, columns]
    x1, y1, x2, y2 = (ends[:, [side]] for side in range(4))
    enter, leave = np.zeros((len(ends), len(xs))), np.ones((len(ends), len(xs)))
    for start, way, middle, half in (
        (x1, x2 - x1, xs, options.width / 2),
        (y1, y2 - y1, ys, options.height / 2),
    ):
        way = np.where(way == 0, 1e-9, way)
        first, last = (middle - half - start) / way, (middle + half - start) / way
        np.maximum(enter, np.minimum(first, last), out=enter)
        np.minimum(leave, np.maximum(first, last), out=leave)
    passing = enter <= leave
    passing[rows, np.arange(len(rows))] = False  # its own edge
    covered = np.zeros(options.xs.shape)
    covered[rows, columns] = passing.sum(axis=0)
    return covered
