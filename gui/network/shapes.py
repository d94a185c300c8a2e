"""What a drawing of the network is made of: plain shapes, everything about them decided."""

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from engine.written.quantity import Quantity
from gui.look.theme import blend

if TYPE_CHECKING:
    from gui.draw.outlines import Outline


Reach = tuple[float, float]  # to the left and to the right of a middle


class Dash(Enum):
    """How a line is interrupted: the second signal beside its colour."""

    SOLID = auto()
    DASHED = auto()
    DOTTED = auto()


class Rect(Struct, frozen=True):
    """A rectangle in logical pixels: its left upper corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: "Rect", gap: float = 0.0) -> bool:
        """Return whether two rectangles come closer than `gap`."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )

    def overlaps_any(self, others: "Iterable[Rect]") -> bool:
        """Return whether the rectangle lies on one of several."""
        return any(map(self.overlaps, others))

    def contains(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def near(self, x: float, y: float, distance: float) -> bool:
        """Return whether a point lies within `distance` of the rectangle."""
        across = max(self.x - x, 0.0, x - self.right)
        down = max(self.y - y, 0.0, y - self.bottom)
        return across * across + down * down < distance * distance


def centred(x: float, y: float, width: float, height: float) -> Rect:
    """Return the rectangle of a size around a point."""
    return Rect(x - width / 2, y - height / 2, width, height)


class Stroke(Struct, frozen=True):
    """A straight line; `quantity` is what a click on it selects."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: str
    dash: Dash = Dash.SOLID
    quantity: Quantity | None = None


class Disc(Struct, frozen=True):
    """A circle, filled or not."""

    x: float
    y: float
    radius: float
    fill: str | None
    edge: str | None = None
    edge_width: float = 0.0
    dash: Dash = Dash.SOLID
    quantity: Quantity | None = None


class Raster(Struct, frozen=True):
    """A picture of cells in a rectangle, or in the ellipse inside it.

    pixels: 0xffrrggbb of each cell in four bytes, from the upper left corner row by row; shown: how
    much is left of it on its ground.
    """

    rect: Rect
    columns: int
    rows: int
    pixels: bytes
    is_round: bool = False
    shown: float = 1.0


class Plate(Struct, frozen=True):
    """A rectangle with round corners: the ground of a label, or a cell of a large layer."""

    rect: Rect
    fill: str
    edge: str | None = None
    edge_width: float = 1.0
    corner: float = 0.0
    quantity: Quantity | None = None


class SampleMark(Struct, frozen=True):
    """A dot in the form of its class; radius: of a circle of its area."""

    x: float
    y: float
    radius: float
    outline: "Outline"
    fill: str
    edge: str
    edge_width: float


class Text(Struct, frozen=True):
    """One line of text, centred in its rectangle; `ground` hides what lies behind it."""

    text: str
    rect: Rect
    size: float
    colour: str
    bold: bool = False
    italic: bool = False
    ground: str | None = None
    quantity: Quantity | None = None


class Picture(Struct, frozen=True):
    """Shapes painted in this order: lines, rasters, discs, boxes, marks, texts."""

    lines: tuple[Stroke, ...] = ()
    boxes: tuple[Plate, ...] = ()
    discs: tuple[Disc, ...] = ()
    texts: tuple[Text, ...] = ()
    rasters: tuple[Raster, ...] = ()
    marks: tuple[SampleMark, ...] = ()

    def __add__(self, other: "Picture") -> "Picture":
        return Picture(
            self.lines + other.lines,
            self.boxes + other.boxes,
            self.discs + other.discs,
            self.texts + other.texts,
            self.rasters + other.rasters,
            self.marks + other.marks,
        )


class Frame(Struct, frozen=True):
    """The whole drawing of one moment.

    below: the edges at rest; moving: signals and changing edges; above: neurons and their
    texts; front: labels. Equal parts of two frames look the same, so they can be kept as they
    were painted.
    """

    width: float
    height: float
    scale: float
    ground: str
    below: Picture
    moving: Picture
    above: Picture
    front: Picture


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
        tuple(replace(each, shown=left) for each in picture.rasters),
        tuple(replace(each, fill=pale(each.fill), edge=pale(each.edge)) for each in picture.marks),
    )


def broader(picture: Picture, times: float) -> Picture:
    """Return a picture with its lines and edges so many times as broad."""
    if times == 1:
        return picture
    return replace(
        picture,
        lines=tuple(replace(each, width=times * each.width) for each in picture.lines),
        boxes=tuple(replace(each, edge_width=times * each.edge_width) for each in picture.boxes),
        discs=tuple(replace(each, edge_width=times * each.edge_width) for each in picture.discs),
    )


def equal_ways(left: float, right: float, wide: Sequence[Reach]) -> list[float]:
    """Return the middles of the columns: where there is room, with equal ways between them."""
    taken = [one[1] + other[0] for one, other in pairwise(wide)]
    way = (right - left - sum(taken)) / len(taken)
    if way < 0.3 * (right - left) / len(taken):
        way, taken = (right - left) / len(taken), [0.0] * len(taken)
    return list(accumulate((way + both for both in taken), initial=left))
