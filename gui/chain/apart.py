"""Whether the words of a tree can be read: none lies on another, or on a box."""

from collections.abc import Sequence
from itertools import combinations

from msgspec.structs import replace

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


def with_room(frame: TreeFrame, width: float, covered: float = 0.0) -> TreeFrame:
    """Return a tree without numbers that would lie on others or on a box, the weakest first.

    covered: how much of their line may lie on a box above or below it.
    """
    boxes = boxes_of(frame)
    taken: list[Rectangle] = [(x, y, wide, high - 2 * covered) for x, y, wide, high in boxes]
    shares = []
    for share in frame.shares:
        (place,) = words_of(replace(frame, links=(), shares=(share,)))
        if has_room(place, taken, width):
            taken.append(place)
            shares.append(share)
    links = list(frame.links)
    for index in sorted(range(len(links)), key=lambda each: -links[each].weight):
        for place in words_of(replace(frame, links=(links[index],), shares=())):
            if has_room(place, taken, width):
                taken.append(place)
            else:
                links[index] = replace(links[index], text="")
    return replace(frame, links=tuple(links), shares=tuple(shares))


def has_room(place: Rectangle, others: Sequence[Rectangle], width: float) -> bool:
    """Return whether a place lies within the width, and on none of others."""
    x, _, across, _ = place
    inside = across / 2 <= x <= width - across / 2
    return inside and all(are_apart((place, other)) for other in others)
