"""Where the parts of a presentation stand, in units that grow with the screen."""

from msgspec import Struct

from gui.look.sizes import Sizes
from gui.network.shapes import Rect

LEAST_TYPE = float(Sizes().length("tiny"))  # units: figures write nothing smaller
_LEAST_TYPE, _LEAST_SCREEN = 26.7, (1280.0, 720.0)  # 20 pt at 96 dots per inch, and on which screen
_MARGIN, _GAP = 14.0, 12.0
_HEAD, _ABOVE, _BELOW = 18.0, 9.0, 5.0
_FOOT = 34.0  # the bar of the phases and their names
_OF_BAR = 10.0  # which the bar keeps free at its ends by itself
_FIRST_SHARE = 0.56  # of two panels, of the width for the picture


class ScreenPage(Struct, frozen=True):
    """A screen in units: what a picture on paper of this size would have its type in.

    unit: the pixels of one; head: the heading; panels: side by side; foot: the timeline.
    """

    unit: float
    width: float
    height: float
    head: Rect
    panels: tuple[Rect, ...]
    foot: Rect


def page_of(width_px: float, height_px: float, panels: int) -> ScreenPage:
    """Return where everything stands on a screen for so many panels."""
    spare = min(width_px / _LEAST_SCREEN[0], height_px / _LEAST_SCREEN[1])
    unit = max(spare * _LEAST_TYPE / LEAST_TYPE, 0.1)
    width, height = width_px / unit, height_px / unit
    inner = width - 2 * _MARGIN
    head = Rect(_MARGIN, _ABOVE, inner, _HEAD)
    top, bottom = head.bottom + _BELOW, height - _FOOT - _BELOW
    shares = (_FIRST_SHARE, 1 - _FIRST_SHARE) if panels == 2 else (1.0,)
    rects, left = [], _MARGIN
    for share in shares:
        taken = share * (inner - _GAP * (panels - 1))
        rects.append(Rect(left, top, taken, max(bottom - top, 1.0)))
        left += taken + _GAP
    aside = _MARGIN - _OF_BAR
    foot = Rect(aside, height - _FOOT, width - 2 * aside, _FOOT)
    return ScreenPage(unit, width, height, head, tuple(rects), foot)
