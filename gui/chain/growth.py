"""How large a tree is drawn: as its room lets it, with as many ways and all words apart."""

from functools import lru_cache

from msgspec.structs import replace

from gui.chain.apart import are_apart, boxes_of, words_of
from gui.chain.frame import tree_frame
from gui.chain.last_factor import unsaid
from gui.chain.subject import root_of
from gui.look.room import growth_that_fits
from gui.state.run import derived
from gui.state.state import Cursor, State


def tree_growth(state: State, width: float, height: float) -> float:
    """Return how many times larger a tree can be drawn in a room, the same in all beats."""
    return _growth(TreeKey(state, width, height))


class TreeKey:
    """What a growth depends on; the state itself only serves to compute it."""

    def __init__(self, state: State, width: float, height: float) -> None:
        self.state, self.width, self.height = state, width, height
        self._same = derived.scope(state), root_of(state), state.view, width, height

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TreeKey) and self._same == other._same

    def __hash__(self) -> int:
        return hash(self._same)


@lru_cache(maxsize=8)
def _growth(key: TreeKey) -> float:
    # every number has its place, also a dash's; nothing is taken here, not even the next step
    last = Cursor(key.state.cursor.step, len(derived.beats(key.state)) - 1, 1.0)
    known = replace(key.state, cursor=last)
    usual = tree_frame(known, key.width, key.height)
    ways, without = len(usual.links), unsaid(usual)

    def fits(across: float, down: float) -> bool:
        frame = tree_frame(known, across, down)
        is_whole = len(frame.links) >= ways and unsaid(frame) <= without
        return is_whole and are_apart((*words_of(frame), *boxes_of(frame)))

    return growth_that_fits(key.width, key.height, fits)
