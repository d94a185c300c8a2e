"""Writes marks as the shapes of PowerPoint."""

from collections.abc import Sequence
from math import sqrt

from msgspec import Struct

from gui.export.slides.freeform import (
    PathWriter,
    bounds,
    corners_of,
    frame,
    freeform,
    plate_of,
    preset,
    round_plate,
)
from gui.export.slides.ink import SlideScale, fill, line
from gui.export.slides.letters import no_text, text_body, text_frame
from gui.export.slides.quoting import value
from gui.export.slides.seen import PlainMark
from gui.recording.marks import AreaMark, BoxMark, EllipseMark, ImageMark, LineMark, Point, TextMark
from gui.recording.meaning import Room

_WHOLE = 100_000
_INSCRIBED = sqrt(0.5)  # of an ellipse, or of a round corner: where its text may stand


class ShapeLabel(Struct, frozen=True):
    """What a shape is called. number: by which it is known on its slide; said: read out."""

    number: int
    name: str
    said: str = ""

    def xml(self) -> str:
        """Return the label as an element."""
        said = f" descr={value(self.said)}" if self.said else ""
        return f'<p:cNvPr id="{self.number}" name={value(self.name)}{said}/>'


def shape(label: ShapeLabel, looks: str, text: str = "", *, is_text: bool = False) -> str:
    """Return a shape. looks: where it stands, its form, fill and line."""
    box = ' txBox="1"' if is_text else ""
    return (
        f"<p:sp><p:nvSpPr>{label.xml()}<p:cNvSpPr{box}/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{looks}</p:spPr>{text or no_text()}</p:sp>"
    )


def text_box(label: ShapeLabel, mark: TextMark, scale: SlideScale, side: str) -> str:
    """Return a line of text as a box of its own."""
    return shape(label, text_frame(mark, scale), text_body(mark, scale, side), is_text=True)


def text_room(mark: PlainMark, *, is_glued: bool) -> Room:
    """Return the room that a shape has for its text. is_glued: whether lines are glued to it."""
    match mark:
        case EllipseMark(x=x, y=y, across=across, down=down):
            share = 1.0 if is_glued else _INSCRIBED  # a freeform has all of its rectangle
            across, down = share * across, share * down
            return x - across, y - down, 2 * across, 2 * down
        case AreaMark() if plate := plate_of(mark):
            left, top, width, height = plate.room
            inset = (1 - _INSCRIBED) * plate.corner
            return left + inset, top + inset, width - 2 * inset, height - 2 * inset
        case BoxMark(x=x, y=y, width=width, height=height):
            return x, y, width, height
        case _:
            raise TypeError(f"{mark} holds no text")


def box(label: ShapeLabel, mark: BoxMark, scale: SlideScale, text: str = "") -> str:
    """Return a rectangle with its text."""
    place = frame((mark.x, mark.y, mark.width, mark.height), scale) + preset("rect")
    return shape(label, place + fill(mark.fill) + line(mark.pen, scale, "miter"), text)


def ellipse(
    label: ShapeLabel,
    mark: EllipseMark,
    scale: SlideScale,
    text: str = "",
    sites: Sequence[Point] = (),
) -> str:
    """Return an ellipse with its text; sites: places on its rim to which lines are glued."""
    room = mark.x - mark.across, mark.y - mark.down, 2 * mark.across, 2 * mark.down
    form = preset("ellipse")
    if sites:
        places = [*_of_any_ellipse(mark), *sites]
        at = [(scale.emu(x - room[0]), scale.emu(y - room[1])) for x, y in places]
        form = freeform([PathWriter(room, scale).ellipse(mark)], at)
    looks = frame(room, scale) + form + fill(mark.fill) + line(mark.pen, scale)
    return shape(label, looks, text)


def _of_any_ellipse(mark: EllipseMark) -> list[Point]:
    """Return the four places to which other lines can be glued.

    They stand first: LibreOffice 7 moves a line to the middle of a side if it is glued to one of
    the first four places, and leaves it where it is drawn if it is glued to a later one.
    """
    x, y = mark.x, mark.y
    return [(x, y - mark.down), (x - mark.across, y), (x, y + mark.down), (x + mark.across, y)]


def area(label: ShapeLabel, mark: AreaMark, scale: SlideScale, text: str = "") -> str:
    """Return an outline; one that is a rectangle with round corners, as such."""
    plate = plate_of(mark)
    if plate is not None:
        place, form = frame(plate.room, scale), round_plate(plate)
    else:
        room = bounds(corners_of(mark.steps))
        path = PathWriter(room, scale).area(mark.steps, filled=mark.fill is not None)
        place, form = frame(room, scale), freeform([path])
    return shape(label, place + form + fill(mark.fill) + line(mark.pen, scale), text)


def many(
    label: ShapeLabel, marks: Sequence[AreaMark | EllipseMark | LineMark], scale: SlideScale
) -> str:
    """Return marks of one look as one freeform, a path each."""
    writer = PathWriter(_around(marks), scale)
    paths = [_path(writer, mark) for mark in marks]
    first = marks[0]
    inside = None if isinstance(first, LineMark) else first.fill
    looks = frame(writer.room, scale) + freeform(paths) + fill(inside) + line(first.pen, scale)
    return shape(label, looks)


def _path(writer: PathWriter, mark: AreaMark | EllipseMark | LineMark) -> str:
    match mark:
        case AreaMark():
            return writer.area(mark.steps, filled=mark.fill is not None)
        case EllipseMark():
            return writer.ellipse(mark)
        case LineMark():
            return writer.line(mark.points)


def _around(marks: Sequence[AreaMark | EllipseMark | LineMark]) -> Room:
    corners: list[Point] = []
    for mark in marks:
        match mark:
            case AreaMark():
                corners += corners_of(mark.steps)
            case EllipseMark(x=x, y=y, across=across, down=down):
                corners += [(x - across, y - down), (x + across, y + down)]
            case LineMark():
                corners += mark.points
    return bounds(corners)


def polyline(label: ShapeLabel, mark: LineMark, scale: SlideScale) -> str:
    """Return a line through many points."""
    room = bounds(mark.points)
    form = freeform([PathWriter(room, scale).line(mark.points)])
    return shape(label, frame(room, scale) + form + fill(None) + line(mark.pen, scale))


def connector(
    label: ShapeLabel,
    mark: LineMark,
    scale: SlideScale,
    ends: tuple[tuple[int, int] | None, tuple[int, int] | None],
) -> str:
    """Return a straight line. ends: the number of the shape each is glued to, and its site."""
    (x1, y1), (x2, y2) = mark.points
    flips = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
    place = frame(bounds(mark.points), scale, flips=flips) + preset("straightConnector1")
    glued = "".join(
        f'<a:{tag} id="{end[0]}" idx="{end[1]}"/>'
        for tag, end in zip(("stCxn", "endCxn"), ends, strict=True)
        if end is not None
    )
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{label.xml()}<p:cNvCxnSpPr>{glued}</p:cNvCxnSpPr><p:nvPr/>"
        f"</p:nvCxnSpPr><p:spPr>{place}{line(mark.pen, scale)}</p:spPr></p:cxnSp>"
    )


def picture(
    label: ShapeLabel, mark: ImageMark, scale: SlideScale, relation: str, part: Room | None
) -> str:
    """Return a picture of dots. part: what of it is seen, None for all; relation: to its file."""
    whole = mark.x, mark.y, mark.width, mark.height
    seen = part or whole
    beside = (seen[0] - whole[0]) / whole[2], (seen[1] - whole[1]) / whole[3]
    rest = 1 - beside[0] - seen[2] / whole[2], 1 - beside[1] - seen[3] / whole[3]
    sides = zip("ltrb", (*beside, *rest), strict=True)
    cut = "".join(f' {side}="{round(_WHOLE * share)}"' for side, share in sides)
    form = preset("ellipse" if mark.is_round else "rect")
    return (
        f"<p:pic><p:nvPicPr>{label.xml()}<p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>"
        f'<a:blip r:embed="{relation}"/>'
        f"<a:srcRect{cut}/><a:stretch><a:fillRect/></a:stretch></p:blipFill>"
        f"<p:spPr>{frame(seen, scale)}{form}</p:spPr></p:pic>"
    )


def group(label: ShapeLabel, room: Room, scale: SlideScale, shapes: Sequence[str]) -> str:
    """Return shapes that are moved together."""
    left, top, width, height = map(scale.emu, room)
    at, size = f'x="{left}" y="{top}"', f'cx="{width}" cy="{height}"'
    return (
        f"<p:grpSp><p:nvGrpSpPr>{label.xml()}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>"
        f"<a:xfrm><a:off {at}/><a:ext {size}/><a:chOff {at}/><a:chExt {size}/></a:xfrm>"
        f"</p:grpSpPr>{''.join(shapes)}</p:grpSp>"
    )
