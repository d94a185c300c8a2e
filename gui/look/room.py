"""How much larger things are drawn where their picture has room for it."""

from collections.abc import Callable
from math import floor, sqrt

from gui.look.sizes import Sizes

_ORDINARY = 720.0, 405.0  # units: up to about so large, a picture has the type of the window
MOST = 2.0
_STEPS = 20  # to a doubling: a picture that is pulled larger is not dressed anew at every pixel


def growth(width: float, height: float) -> float:
    """Return how many times larger than in a small picture one of this size in units is drawn.

    It goes with the length of the sides, from 1 up to MOST at about 1600 by 900; of a picture
    that is much longer than wide the shorter side limits it.
    """
    across, down = max(width / _ORDINARY[0], 0.0), max(height / _ORDINARY[1], 0.0)
    wanted = min(sqrt(across * down), 2 * across, 2 * down)
    return min(max(floor(_STEPS * wanted) / _STEPS, 1.0), MOST)


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
    steps = round(_STEPS * (1 + eager * (growth(width, height) - 1)))
    for step in range(steps, floor(_STEPS * least), -1):
        found = step / _STEPS
        if fits(width / found, height / found):
            return found
    return least
