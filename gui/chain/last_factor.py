"""Where the derivative of the loss stands in an upright tree, beside the product of its path."""

from collections.abc import Iterator, Sequence
from math import isnan

from msgspec.structs import replace

from engine.text.numbers import short
from engine.written.quantity import OF_LOSS
from gui.chain.apart import Rectangle, are_apart, boxes_of, has_room, words_of
from gui.chain.shapes import BOX_HEIGHT, TEXT, Link, Share, TreeFrame
from gui.chain.summands import TreeDigits
from gui.draw.letters import text_width

_LINE, _AIR = 12.0, 5.0  # units: a line of words, and what is left beside an arrow
_ALONG = (0.62, 0.5, 0.7)  # of the arrow, where its number is looked for
_ASIDE = (0.0, 0.5, 1.0)  # how far the product gives way, as far as beside the arrow

Places = tuple[tuple[float, float], tuple[float, float]]
"""The middles of a product and of a derivative."""


def ends(link: Link) -> bool:
    """Return whether an arrow leads from the last neuron of a path to a loss."""
    tail, head = link.tail, link.head
    return head is not None and head.kind in OF_LOSS and not (tail and tail.kind in OF_LOSS)


def with_last_factors(frame: TreeFrame, digits: TreeDigits, width: float) -> TreeFrame:
    """Put each last derivative where it lies on nothing, and leave out what has no such place.

    It has the same place in all beats: what is still a dash is measured as it will be.
    """
    last = [index for index, link in enumerate(frame.links) if link.text and _ends_at(frame, link)]
    links = tuple(
        replace(link, text="") if index in last else link for index, link in enumerate(frame.links)
    )
    shown = replace(frame, links=links)
    for index in last:
        shown = _with_last_factor(shown, index, frame.links[index], digits, width)
    return shown


def _with_last_factor(
    frame: TreeFrame, index: int, link: Link, digits: TreeDigits, width: float
) -> TreeFrame:
    """Put one derivative in its place; where boxes leave room for one number, it is this one."""
    own = next(share for share in frame.shares if _is_of(share, link))
    without = replace(frame, shares=tuple(each for each in frame.shares if each is not own))
    taken = (*boxes_of(without), *words_of(without))
    wide = max(text_width(link.text, TEXT), _measured(link.derivative, digits.factors))
    bold = text_width(own.text, TEXT, bold=True)
    product = max(bold, _measured(own.value, digits.shares, bold=True))
    places = list(_places(frame, link, wide, product))
    for (share_x, share_y), (x, y) in places:
        both = (share_x, share_y, product, _LINE), (x, y, wide, _LINE)
        if _have_room(both, taken, width):
            moved = replace(own, x=share_x, y=share_y)
            shares = tuple(moved if each is own else each for each in frame.shares)
            return replace(frame, links=_put(frame, index, link, x, y), shares=shares)
    if _have_room([(own.x, own.y, product, _LINE)], boxes_of(frame), width):
        return frame
    for _, (x, y) in places:
        if _have_room([(x, y, wide, _LINE)], taken, width):
            return replace(without, links=_put(frame, index, link, x, y))
    return without


def _put(frame: TreeFrame, index: int, link: Link, x: float, y: float) -> tuple[Link, ...]:
    """Return the arrows, one of them with its number at a place."""
    said = replace(link, text_x=x, text_y=y)
    return (*frame.links[:index], said, *frame.links[index + 1 :])


def unsaid(frame: TreeFrame) -> int:
    """Return how many last derivatives are left out."""
    return sum(ends(link) and not link.text and not isnan(link.derivative) for link in frame.links)


def _places(frame: TreeFrame, link: Link, wide: float, product: float) -> Iterator[Places]:
    """Yield where the middle of the product may stand, and where that of the derivative."""
    dx, dy = link.to_x - link.x, link.to_y - link.y
    side = -1 if dx < 0 else 1
    above = link.y - BOX_HEIGHT / 2 - 8
    for aside in _ASIDE:
        share_x = link.x - aside * side * (product / 2 + _AIR)
        for along in _ALONG:
            yield (share_x, above), (link.x + along * dx, link.y + along * dy)
    yield (share_x, above), (link.x + side * (wide / 2 + _AIR), above)
    half = max(box.width for box in frame.boxes if box.x == link.x) / 2 + _AIR
    middle = link.y + dy / 2  # between boxes that leave no line: beside them
    yield (
        (link.x - side * (half + product / 2), middle),
        (link.x + side * (half + wide / 2), middle),
    )


def _ends_at(frame: TreeFrame, link: Link) -> bool:
    return ends(link) and any(_is_of(share, link) for share in frame.shares)


def _is_of(share: Share, link: Link) -> bool:
    return share.x == link.x and share.y == link.y - BOX_HEIGHT / 2 - 8


def _measured(value: float, digits: int, bold: bool = False) -> float:
    return text_width(short(value, digits, sign=True), TEXT, bold=bold)


def _have_room(both: Sequence[Rectangle], taken: Sequence[Rectangle], width: float) -> bool:
    return are_apart(both) and all(has_room(each, taken, width) for each in both)
