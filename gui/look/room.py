"""How much larger things are drawn where their picture has room for it."""

from collections.abc import Callable
from math import floor

from gui.look.sizes import GROWTH_STEPS, Sizes, growth


def grown(sizes: Sizes, width: float, height: float) -> Sizes:
    """Return the sizes of what is drawn in a picture of this width and height in pixels."""
    return Sizes(sizes.unit * growth(width / sizes.unit, height / sizes.unit))


def growth_that_fits(
    width: float,
    height: float,
    fits: Callable[[float, float], bool],
    least: float = 1.0,
    eager: float = 1.0,
) -> float:
    """Return the largest growth up to that of the room with which everything in it has room.

    fits: whether it has room in a width and a height that are left, in units; least: what is
    returned, at the least, although not everything has room; eager: how many times as much as
    others it may grow, of what is nothing but type.
    """
    steps = round(GROWTH_STEPS * (1 + eager * (growth(width, height) - 1)))
    for step in range(steps, floor(GROWTH_STEPS * least), -1):
        found = step / GROWTH_STEPS
        if fits(width / found, height / found):
            return found
    return least
