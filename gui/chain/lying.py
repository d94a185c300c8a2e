"""Whether a tree lies or stands upright in a room, and how many ways may fit."""

from engine.story.chain.tree import Branch
from gui.chain.shapes import BOX_HEIGHT
from gui.chain.subject import tree
from gui.state.state import State

WAY, FLAT_WAY = 78.0, 30.0  # the room one way to the loss needs, upright and lying
MARGIN = 14.0
ENDING = 190.0  # of a lying tree with several paths: the last derivative and the product
_BOX_PITCH, _ROW_PITCH = 110.0, 2 * BOX_HEIGHT  # of one generation, with its derivative


def most_ways(state: State, width: float, height: float, lies: bool) -> int:
    """Return with how many ways a tree has any chance in a room, at least 2."""
    across, way = (height, FLAT_WAY) if lies else (width, WAY)
    return max(tree(state, max(int((across - 2 * MARGIN) / way), 2)).root.leaves, 2)


def lies_best(state: State, width: float, height: float) -> bool:
    """Return whether a tree lies in a room, because it is wide."""
    return _lies(depth_of(tree(state, 2).root), width, height)


def _lies(generations: int, width: float, height: float) -> bool:
    """Return whether a tree lies: its room is flat, or its boxes have more of theirs so."""
    beside = (width - ENDING) / generations / _BOX_PITCH
    above = height / generations / _ROW_PITCH
    return beside > above if min(beside, above) < 1 else width > 1.5 * height


def depth_of(branch: Branch) -> int:
    return 1 + max((depth_of(each) for each in branch.branches), default=-1)
