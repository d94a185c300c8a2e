"""How much larger things are drawn where their picture has room for it."""

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
