"""Writes outlines as DrawingML: the shapes it knows by name, and freeforms."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from gui.export.slides.ink import SlideScale
from gui.recording.marks import AreaMark, EllipseMark, Point, Step
from gui.recording.meaning import Room

_WHOLE, _ALL_AROUND, _HALF = 100_000, 21_600_000, 10_800_000
_SAME = 0.02  # units: closer than this is the same place


class RoundPlate(Struct, frozen=True):
    """A rectangle with round corners."""

    room: Room
    corner: float


def bounds(points: Iterable[Point]) -> Room:
    """Return the rectangle around points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def corners_of(steps: Sequence[Step]) -> list[Point]:
    """Return all places that the steps of an outline name."""
    return [
        place for _, *numbers in steps for place in zip(numbers[::2], numbers[1::2], strict=True)
    ]


def plate_of(mark: AreaMark) -> RoundPlate | None:
    """Return the rectangle with round corners that an area is, None if it is none."""
    kinds = "".join(step[0] for step in mark.steps)
    if kinds[:1] != "M" or kinds.count("C") != 4 or set(kinds) - set("MCLZ"):
        return None
    if kinds.count("M") != 1 or not kinds.endswith("Z"):
        return None
    room = bounds(corners_of(mark.steps))
    left, top, right, bottom = room[0], room[1], room[0] + room[2], room[1] + room[3]
    ends = [corners_of([step])[-1] for step in mark.steps if step[0] != "Z"]
    radii = []
    for (x, y), (to_x, to_y), step in zip(ends, ends[1:], mark.steps[1:], strict=False):
        on_edge = min(abs(to_x - left), abs(to_x - right), abs(to_y - top), abs(to_y - bottom))
        if on_edge > _SAME:
            return None
        if step[0] == "C":
            radii += [abs(to_x - x), abs(to_y - y)]
    if max(radii) - min(radii) > _SAME or 2 * radii[0] > min(room[2], room[3]) + _SAME:
        return None
    return RoundPlate(room, radii[0])


def frame(room: Room, scale: SlideScale, *, angle: float = 0.0, flips: str = "") -> str:
    """Return where a shape stands; angle: in degrees, clockwise around its middle."""
    turned = f' rot="{round(60_000 * angle) % _ALL_AROUND}"' if angle else ""
    left, top = scale.emu(room[0]), scale.emu(room[1])
    size = f'cx="{scale.emu(room[2])}" cy="{scale.emu(room[3])}"'
    return f'<a:xfrm{turned}{flips}><a:off x="{left}" y="{top}"/><a:ext {size}/></a:xfrm>'


def preset(kind: str) -> str:
    """Return a shape that PowerPoint knows by name."""
    return f'<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>'


def round_plate(plate: RoundPlate) -> str:
    """Return a rectangle with round corners."""
    share = round(_WHOLE * plate.corner / max(min(plate.room[2], plate.room[3]), 1e-9))
    guide = f'<a:gd name="adj" fmla="val {min(share, _WHOLE // 2)}"/>'
    return f'<a:prstGeom prst="roundRect"><a:avLst>{guide}</a:avLst></a:prstGeom>'


def freeform(paths: Iterable[str], sites: Sequence[Point] = ()) -> str:
    """Return a shape of paths. sites: where lines can be glued, in EMU from its corner."""
    glue = "".join(
        f'<a:cxn ang="0"><a:pos x="{round(x)}" y="{round(y)}"/></a:cxn>' for x, y in sites
    )
    return (
        f"<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst>{glue}</a:cxnLst>"
        '<a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst>{''.join(paths)}</a:pathLst></a:custGeom>"
    )


class PathWriter(Struct, frozen=True):
    """Writes outlines as paths of a freeform that stands in a room."""

    room: Room
    scale: SlideScale

    def area(self, steps: Sequence[Step], *, filled: bool = True) -> str:
        """Return the path of an outline."""
        written = []
        for kind, *numbers in steps:
            places = "".join(
                self._point(numbers[i], numbers[i + 1]) for i in range(0, len(numbers), 2)
            )
            written.append(_STEPS[kind].format(places))
        return self._path("".join(written), filled=filled)

    def line(self, points: Sequence[Point]) -> str:
        """Return the path of a line through points, which is not filled."""
        first, *others = (self._point(x, y) for x, y in points)
        drawn = "".join(_STEPS["L"].format(place) for place in others)
        return self._path(_STEPS["M"].format(first) + drawn, filled=False)

    def ellipse(self, mark: EllipseMark) -> str:
        """Return the path of an ellipse, from its left end."""
        begun = _STEPS["M"].format(self._point(mark.x - mark.across, mark.y))
        radii = f'wR="{self.scale.emu(mark.across)}" hR="{self.scale.emu(mark.down)}"'
        arc = f'<a:arcTo {radii} stAng="{_HALF}" swAng="{_ALL_AROUND}"/>'
        return self._path(begun + arc + _STEPS["Z"], filled=True)

    def _path(self, steps: str, *, filled: bool) -> str:
        size = f'w="{self.scale.emu(self.room[2])}" h="{self.scale.emu(self.room[3])}"'
        empty = "" if filled else ' fill="none"'
        return f"<a:path {size}{empty}>{steps}</a:path>"

    def _point(self, x: float, y: float) -> str:
        across, down = self.scale.emu(x - self.room[0]), self.scale.emu(y - self.room[1])
        return f'<a:pt x="{across}" y="{down}"/>'


_STEPS = {
    "M": "<a:moveTo>{}</a:moveTo>",
    "L": "<a:lnTo>{}</a:lnTo>",
    "C": "<a:cubicBezTo>{}</a:cubicBezTo>",
    "Z": "<a:close/>",
}
