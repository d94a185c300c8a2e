"""Fades what is not told of into the ground."""

from msgspec.structs import replace

from gui.look.theme import blend
from gui.network.shapes import Picture

ASIDE = 0.3  # how much of its colours is left of what has nothing to do with the neuron in focus


def faded(picture: Picture, ground: str, left: float) -> Picture:
    """Return a picture of which so much is left on its ground."""

    def pale(colour: str) -> str:
        return blend(colour, ground, left)

    def pale_or_none(colour: str | None) -> str | None:
        return None if colour is None else pale(colour)

    return Picture(
        tuple(replace(each, colour=pale(each.colour)) for each in picture.lines),
        tuple(
            replace(each, fill=pale(each.fill), edge=pale_or_none(each.edge))
            for each in picture.boxes
        ),
        tuple(
            replace(each, fill=pale_or_none(each.fill), edge=pale_or_none(each.edge))
            for each in picture.discs
        ),
        tuple(replace(each, colour=pale(each.colour)) for each in picture.texts),
    )
