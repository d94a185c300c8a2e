"""The tree of dependence in a figure: as many ways and as large as all its words are apart."""

from functools import lru_cache
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from engine.story.chain.tree import Tree
from gui.chain.apart import are_apart, boxes_of, with_room, words_of
from gui.chain.frame import laid_tree
from gui.chain.growth import TreeKey
from gui.chain.last_factor import unsaid
from gui.chain.lying import lies_best, most_ways
from gui.chain.shapes import TEXT, TreeFrame
from gui.chain.subject import tree
from gui.look.sizes import Sizes
from gui.state.run import derived
from gui.state.state import Cursor, State

_UNITS = (2.0, 1.85, 1.7, 1.55, 1.45, 1.35, 1.25, 1.17, Sizes().length("tiny") / TEXT)
_AIR, _ROOMY = 4.0, 28.0  # units: between two boxes, and where all is drawn larger
_SEEN = 14.0  # units of an arrow, on each side of the number on it
_OF_BOXES = 100  # two boxes on each other cost as much as so many words left out


class PageTree(Struct, frozen=True):
    """A tree in a figure. unit: how many times larger than on screen; lacking: how much is not."""

    frame: TreeFrame
    unit: float
    lacking: int


class _Way(Struct, frozen=True):
    """How a tree is laid out."""

    ways: int
    unit: float
    lies: bool
    lacking: int


def page_tree(state: State, width: float, height: float) -> PageTree:
    """Return the tree for a room; how it is laid out is the same in all beats."""
    way = _way(TreeKey(state, width, height))
    across = width / way.unit
    frame = laid_tree(state, tree(state, way.ways), across, height / way.unit, way.lies)
    return PageTree(with_room(frame, across), way.unit, way.lacking)


@lru_cache(maxsize=8)
def _way(key: TreeKey) -> _Way:
    last = Cursor(key.state.cursor.step, len(derived.beats(key.state)) - 1, 1.0)
    known = replace(key.state, cursor=last)  # in which every number has its place
    least = _UNITS[-1]
    room = key.width / least, key.height / least
    best = lies_best(known, *room)
    found = []
    for lies in (best, not best):
        for ways in range(most_ways(known, *room, lies), 1, -1):
            harm = _harm(laid_tree(known, tree(known, ways), *room, lies), room[0])
            if harm and ways > 2:
                continue
            way = _Way(ways, least, lies, harm)
            way = replace(way, unit=_largest(known, tree(known, ways), key, way))
            found.append((harm, -ways, -way.unit, way))
            break
    return min(found, key=lambda each: each[:3])[3]


def _largest(state: State, shown: Tree, key: TreeKey, way: _Way) -> float:
    """Return how many times larger a tree can be drawn with room for its arrows."""
    for unit in _UNITS:
        frame = laid_tree(state, shown, key.width / unit, key.height / unit, way.lies)
        seen = not way.lies or _are_arrows_seen(frame)
        if seen and not _harm(frame, key.width / unit, _ROOMY):
            return unit
    return way.unit


def _are_arrows_seen(frame: TreeFrame) -> bool:
    """Return whether arrows that run across are seen on both sides of their numbers."""
    wide = [(x, y, across + 2 * _SEEN, down) for x, y, across, down in boxes_of(frame)]
    return all(are_apart((word, box)) for word in words_of(frame) for box in wide)


def _harm(frame: TreeFrame, width: float, air: float = _AIR) -> int:
    """Return how much lies on each other, or has no room at the sides."""
    boxes = [(x, y, across + _AIR, down + air) for x, y, across, down in boxes_of(frame)]
    pairs = combinations(boxes, 2)
    on_boxes = sum(not are_apart(pair) for pair in pairs)
    left_out = len(words_of(frame)) - len(words_of(with_room(frame, width)))
    return _OF_BOXES * on_boxes + left_out + unsaid(frame)
