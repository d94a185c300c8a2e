"""Whether the words of a tree can be read: none lies on another, or on a box."""

from collections.abc import Sequence
from itertools import combinations

from gui.chain.shapes import BOX_HEIGHT, TEXT, TreeFrame
from gui.draw.letters import text_width

_LINE = 12.0  # units: the height of a line without its air
_BETWEEN = 3.0  # two words beside each other

Rectangle = tuple[float, float, float, float]
"""A middle (x, y), a width and a height."""


def words_of(frame: TreeFrame) -> Sequence[Rectangle]:
    """Return where the numbers at arrows and paths stand."""
    said = [(each.text, each.text_x, each.text_y, False) for each in frame.links if each.text]
    said += [(each.text, each.x, each.y, True) for each in frame.shares]
    return [
        (x, y, text_width(text, TEXT, bold=bold) + _BETWEEN, _LINE) for text, x, y, bold in said
    ]


def boxes_of(frame: TreeFrame) -> Sequence[Rectangle]:
    """Return where the boxes stand."""
    return [(box.x, box.y, box.width, BOX_HEIGHT) for box in frame.boxes]


def are_apart(rectangles: Sequence[Rectangle]) -> bool:
    """Return whether no two of them overlap."""
    return not any(
        2 * abs(x - other_x) < width + other_width and 2 * abs(y - other_y) < height + other_height
        for (x, y, width, height), (other_x, other_y, other_width, other_height) in combinations(
            rectangles, 2
        )
    )
