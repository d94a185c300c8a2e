"""Boxes of ink that are put side by side, raised, stacked and fenced in."""

from collections.abc import Sequence
from enum import Enum, auto
from typing import Protocol

from msgspec import Struct

from engine.written.expression import Role
from engine.written.quantity import Quantity

# Distances in em, from the MATH table of STIX Two Math where it has them.
AXIS = 0.258
RULE, _FRAME = 0.06, 0.045
THIN, MEDIUM, THICK = 0.17, 0.24, 0.3
_AFTER_SCRIPT = 0.04
_SCRIPT_GAP = 0.11
_NUMERATOR_UP, _DENOMINATOR_DOWN = 0.64, 0.66
_FRACTION_GAP = 0.13
_BAR_OVERHANG, _BESIDE_BAR = 0.05, 0.07
_FENCE_GROWS = 0.82  # em from the axis; below, marks may look over a parenthesis, as in print
_OUTER_FENCE = 0.64  # em; parentheses around others are a step taller
_COVER_UP, _COVER_DOWN = 0.74, 0.12  # em: how far a plate reaches at least
_BLANK = 6.2, 0.98, 0.44  # em: the room for a number, across, above and below the baseline
_FENCE_COVERS = 0.92  # of what it encloses, as TeX has it


class Face(Enum):
    """Which letters: those of mathematics, the same in bold, or those of ordinary words."""

    MATH = auto()
    BOLD = auto()
    WORDS = auto()


class Extent(Struct, frozen=True):
    """What a run of letters covers, in em from its origin; `above` and `below` the baseline."""

    advance: float
    left: float
    right: float
    above: float
    below: float


class Stretched(Struct, frozen=True):
    """A taller form of a sign: the glyph's number, its extent, and how much it is still pulled."""

    glyph: int
    extent: Extent
    pull: float


class Metrics(Protocol):
    """What a layout has to know about the letters."""

    def extent(self, text: str, face: Face) -> Extent: ...

    def stretched(self, sign: str, height_em: float) -> Stretched: ...


class Letters(Struct, frozen=True):
    """A run of letters; `size_px` is its em."""

    text: str
    face: Face
    size_px: float
    role: Role


class Sign(Struct, frozen=True):
    """A tall parenthesis or sum sign, by the number of its glyph."""

    glyph: int
    pull: float
    size_px: float
    role: Role


class Bar(Struct, frozen=True):
    """The bar of a fraction, from its upper left corner."""

    width: float
    thickness: float
    role: Role


class CoverInk(Struct, frozen=True):
    """A plate in the place of a number that is hidden, from its upper left corner."""

    width: float
    height: float
    size_px: float
    role: Role


Ink = Letters | Sign | Bar | CoverInk


class InkBox(Struct, frozen=True):
    """Ink and other boxes around an origin on the baseline; all ink lies within.

    overhang: how far the upper right of a slanted letter leans over what follows below it;
    fenced: whether there are parentheses in it that a pair around it must outdo.
    """

    width: float
    above: float
    below: float
    parts: "tuple[tuple[float, float, InkBox | Ink], ...]"  # right and down from the origin
    quantity: Quantity | None = None
    overhang: float = 0.0
    fenced: bool = False


class Item(Struct, frozen=True):
    """A box in a row: the gap before it, and how unwelcome a line break is there, if allowed."""

    box: InkBox
    gap: float = 0.0
    break_level: int | None = None


def letters(metrics: Metrics, text: str, size_px: float, role: Role, face: Face) -> InkBox:
    """Return a run of letters wide enough for all its ink."""
    extent = metrics.extent(text, face)
    shift = max(-extent.left, 0.0) * size_px
    width = max(extent.advance, extent.right) * size_px + shift
    overhang = max(extent.right - extent.advance, 0.0) * size_px
    ink = Letters(text, face, size_px, role)
    above, below = extent.above * size_px, extent.below * size_px
    return InkBox(width, above, below, ((shift, 0.0, ink),), overhang=overhang)


def stretched(metrics: Metrics, sign: str, half_px: float, size_px: float, role: Role) -> InkBox:
    """Return a sign on the axis that reaches about so far both ways, at least its own height."""
    tall = metrics.stretched(sign, 2 * half_px * _FENCE_COVERS / size_px)
    extent, axis = tall.extent, AXIS * size_px
    half = (extent.above + extent.below) / 2 * size_px
    down = (extent.above - extent.below) / 2 * size_px - axis
    ink = Sign(tall.glyph, tall.pull, size_px, role)
    parts = ((0.0, down, ink),)
    return InkBox(extent.advance * size_px, half + axis, half - axis, parts, fenced=True)


def covered(box: InkBox, size_px: float) -> InkBox:
    """Return a plate as large as a box, which it hides."""
    above, below = max(box.above, _COVER_UP * size_px), max(box.below, _COVER_DOWN * size_px)
    ink = CoverInk(box.width, above + below, size_px, Role.PLAIN)
    return InkBox(box.width, box.above, box.below, ((0.0, -above, ink),), box.quantity)


def empty(size_px: float) -> InkBox:
    """Return a frame around nothing, in which a number can be written."""
    width, above, below = (em * size_px for em in _BLANK)
    thick = _FRAME * size_px
    lying, standing = Bar(width, thick, Role.PLAIN), Bar(thick, above + below, Role.PLAIN)
    parts = (
        (0.0, -above, lying),
        (0.0, below - thick, lying),
        (0.0, -above, standing),
        (width - thick, -above, standing),
    )
    return InkBox(width, above, below, parts)


def row(items: Sequence[Item]) -> InkBox:
    """Return boxes side by side on one baseline; the gap before the first is left out."""
    parts: list[tuple[float, float, InkBox | Ink]] = []
    x = above = below = 0.0
    for i, item in enumerate(items):
        x += item.gap if i else 0.0
        parts.append((x, 0.0, item.box))
        x += item.box.width
        above, below = max(above, item.box.above), max(below, item.box.below)
    fenced = any(item.box.fenced for item in items)
    return InkBox(x, above, below, tuple(parts), fenced=fenced)


def fences(
    metrics: Metrics, inner: Sequence[InkBox], size_px: float, role: Role, pair: str = "()"
) -> tuple[InkBox, InkBox]:
    """Return a pair of parentheses, tall where one of the boxes between them is."""
    axis = AXIS * size_px
    half = max(max(box.above - axis, box.below + axis) for box in inner)
    if half <= _FENCE_GROWS * size_px:
        half = _OUTER_FENCE * size_px if any(box.fenced for box in inner) else 0.0
    opening, closing = (stretched(metrics, sign, half, size_px, role) for sign in pair)
    return opening, closing


def fraction(above: InkBox, below: InkBox, size_px: float, role: Role) -> InkBox:
    """Return one box over another with a bar on the axis between them."""
    axis, thick, gap = AXIS * size_px, RULE * size_px, _FRACTION_GAP * size_px
    up = max(_NUMERATOR_UP * size_px, axis + thick / 2 + gap + above.below)
    down = max(_DENOMINATOR_DOWN * size_px, below.above + gap + thick / 2 - axis)
    inner = max(above.width, below.width)
    bar = inner + 2 * _BAR_OVERHANG * size_px
    beside = _BESIDE_BAR * size_px
    width = bar + 2 * beside
    return InkBox(
        width,
        up + above.above,
        down + below.below,
        (
            ((width - above.width) / 2, -up, above),
            (beside, -axis - thick / 2, Bar(bar, thick, role)),
            ((width - below.width) / 2, down, below),
        ),
    )


def scripts(base: InkBox, sub: InkBox | None, sup: InkBox | None, size_px: float) -> InkBox:
    """Return a letter with marks, the upper exactly above the lower."""
    up = down = 0.0
    if sup is not None:
        up = max(0.36 * size_px, base.above - 0.23 * size_px, sup.below + 0.12 * size_px)
    if sub is not None:
        down = max(0.21 * size_px, base.below + 0.05 * size_px, sub.above - 0.37 * size_px)
    if sub is not None and sup is not None:
        up += max(_SCRIPT_GAP * size_px - (up - sup.below) - (down - sub.above), 0.0)
    parts: list[tuple[float, float, InkBox | Ink]] = [(0.0, 0.0, base)]
    right, above, below = base.width, base.above, base.below
    after = _AFTER_SCRIPT * size_px
    if sub is not None:
        x = base.width - base.overhang
        parts.append((x, down, sub))
        right, below = max(right, x + sub.width + after), max(below, down + sub.below)
        above = max(above, sub.above - down)
    if sup is not None:
        x = base.width + after
        parts.append((x, -up, sup))
        right, above = max(right, x + sup.width + after), max(above, up + sup.above)
        below = max(below, sup.below - up)
    return InkBox(right, above, below, tuple(parts), fenced=base.fenced)


def under(sign: InkBox, index: InkBox, size_px: float) -> InkBox:
    """Return a sum sign with its index centred below."""
    width = max(sign.width, index.width)
    down = sign.below + 0.14 * size_px + index.above
    parts = (((width - sign.width) / 2, 0.0, sign), ((width - index.width) / 2, down, index))
    return InkBox(width, sign.above, down + index.below, parts)
