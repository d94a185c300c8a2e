"""What a recorded figure is made of: marks on a page, with everything about them decided.

Lengths are in units of the page, y goes down. Nothing here knows Qt or a format of files: a
recorder makes the marks, and a writer for each format reads them.
"""

from collections.abc import Iterator

from msgspec import Struct

from gui.recording.meaning import Meaning, Room

Point = tuple[float, float]
Colour = tuple[str, float]
"""A colour as #rrggbb, and how opaque it is, from 0 to 1."""


Step = tuple[str, *tuple[float, ...]]
"""A step of an outline: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",)."""


class LinePen(Struct, frozen=True):
    """How a line is drawn. dash: lengths on and off in units of the page, none for a whole line."""

    colour: Colour
    width: float
    dash: tuple[float, ...] = ()
    is_round: bool = False


class LineMark(Struct, frozen=True):
    """A line through points, open."""

    points: tuple[Point, ...]
    pen: LinePen


class AreaMark(Struct, frozen=True):
    """An outline of straight lines and cubic curves.

    fill: None for none; even_odd: what is inside, by how often the outline goes around it.
    """

    steps: tuple[Step, ...]
    fill: Colour | None
    pen: LinePen | None
    even_odd: bool = False


class BoxMark(Struct, frozen=True):
    """A rectangle with straight sides."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None
    pen: LinePen | None


class EllipseMark(Struct, frozen=True):
    """An ellipse around a middle."""

    x: float
    y: float
    across: float
    down: float
    fill: Colour | None
    pen: LinePen | None


class TextMark(Struct, frozen=True):
    """A line of text from its first letter's place on the baseline.

    angle: in degrees, clockwise; stretch: of its width; width: what it takes, stretched.
    """

    text: str
    x: float
    y: float
    size: float
    colour: Colour
    family: str
    is_bold: bool = False
    is_italic: bool = False
    angle: float = 0.0
    stretch: float = 1.0
    width: float = 0.0


class ImageMark(Struct, frozen=True):
    """A picture of dots in a rectangle, as the bytes of a PNG file.

    is_round: whether only the ellipse in its rectangle is seen; opacity: from 0 to 1.
    """

    png: bytes
    x: float
    y: float
    width: float
    height: float
    is_smooth: bool
    is_round: bool = False
    opacity: float = 1.0


class GroupMark(Struct, frozen=True):
    """Marks that belong together.

    name: what they show, "" for nothing; clip: what is seen; meaning: what they say together,
    None for no more than they show.
    """

    name: str
    marks: "tuple[Mark, ...]"
    clip: Room | None = None
    meaning: Meaning | None = None


Mark = LineMark | AreaMark | BoxMark | EllipseMark | TextMark | ImageMark | GroupMark


class FigurePage(Struct, frozen=True):
    """A recorded figure. ground: None where what lies below is to be seen."""

    width: float
    height: float
    ground: Colour | None
    marks: tuple[Mark, ...]


def every_mark(marks: tuple[Mark, ...]) -> Iterator[Mark]:
    """Yield all marks in the order in which they are painted, groups before what is in them."""
    for mark in marks:
        yield mark
        if isinstance(mark, GroupMark):
            yield from every_mark(mark.marks)
