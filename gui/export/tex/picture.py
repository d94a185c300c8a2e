"""Turns the marks of a page into statements of a TikZ picture."""

from collections.abc import Iterator

from engine.written.quantity import Kind, Quantity
from gui.export.tex.formula import formula
from gui.export.tex.palette import TexPalette
from gui.export.tex.places import Places, owner_named, plate_of
from gui.export.tex.plot import can_be_plotted, plot
from gui.export.tex.raster import cells
from gui.export.tex.statements import (
    Clipped,
    Command,
    Options,
    Statement,
    dash_pattern,
    length,
    number,
)
from gui.export.tex.typed import TypedText
from gui.formula.meaning import FormulaMeaning
from gui.plots.meaning import ChartMeaning
from gui.recording.marks import (
    AreaMark,
    BoxMark,
    Colour,
    EllipseMark,
    GroupMark,
    ImageMark,
    LineMark,
    LinePen,
    Mark,
    TextMark,
)


class PictureWriter:
    """Writes marks in the order in which they are painted."""

    def __init__(self, palette: TexPalette, places: Places, typed: TypedText) -> None:
        self._palette, self._places, self._typed = palette, places, typed

    def statements(
        self, marks: tuple[Mark, ...], owner: Quantity | None = None
    ) -> Iterator[Statement]:
        """Yield what draws marks that belong to a number, None for no one of them."""
        for mark in marks:
            match mark:
                case GroupMark():
                    yield from self._group(mark, owner)
                case LineMark():
                    yield self._line(mark, owner)
                case AreaMark():
                    yield self._area(mark, owner)
                case BoxMark():
                    yield self._box(mark, owner)
                case EllipseMark():
                    yield self._ellipse(mark, owner)
                case TextMark():
                    yield self._typed.command(mark, owner)
                case ImageMark():
                    yield cells(mark, self._palette.card)

    def _group(self, group: GroupMark, owner: Quantity | None) -> Iterator[Statement]:
        owner = owner_named(group.name) if group.name else owner
        if isinstance(group.meaning, FormulaMeaning):
            yield formula(group.meaning, self._palette)
        elif isinstance(group.meaning, ChartMeaning) and can_be_plotted(group.meaning):
            yield from plot(group, group.meaning, self._typed)
        elif group.clip is not None:
            x, y, width, height = group.clip
            room = f"({number(x)},{number(y)}) rectangle +({number(width)},{number(height)})"
            yield Clipped(room, tuple(self.statements(group.marks, owner)))
        else:
            yield from self.statements(group.marks, owner)

    def _line(self, mark: LineMark, owner: Quantity | None) -> Command:
        pen, points = self._pen(mark.pen), mark.points
        if len(points) == 2:
            ends = self._places.ends(*points)
            if ends is not None:
                role = "highlight"
                if mark.pen.dash:
                    role = "gradient"
                elif owner is not None:
                    role = "weight"
                return Command(r"\draw", role, pen, f"{ends[0]} -- {ends[1]};")
        path = " -- ".join(f"({number(x)},{number(y)})" for x, y in points)
        return Command(r"\draw", "", pen, f"{path};")

    def _area(self, mark: AreaMark, owner: Quantity | None) -> Command:
        ink = self._ink(mark.fill, mark.pen)
        plate = plate_of(mark)
        if plate is not None:
            role = ""
            if owner is not None:
                role = {Kind.WEIGHT: "weight label", Kind.BIAS: "bias"}.get(owner.kind, "")
            corner = ("rounded corners", length(plate.corner))
            size = f"rectangle +({number(plate.width)},{number(plate.height)})"
            at = self._places.at(plate.x, plate.y, owner)
            return Command(r"\path", role, (*ink, corner), f"{at} {size};")
        rule = (("even odd rule", ""),) if mark.even_odd else ()
        return Command(r"\path", "", (*ink, *rule), f"{_outline(mark)};")

    def _box(self, mark: BoxMark, owner: Quantity | None) -> Command:
        size = f"rectangle +({number(mark.width)},{number(mark.height)})"
        at = self._places.at(mark.x, mark.y, owner)
        return Command(r"\path", "", self._ink(mark.fill, mark.pen), f"{at} {size};")

    def _ellipse(self, mark: EllipseMark, owner: Quantity | None) -> Command:
        at = self._places.at(mark.x, mark.y, owner)
        spot = self._places.neuron_at(mark.x, mark.y)
        radii = f"radius={number(mark.across)}"
        if abs(mark.across - mark.down) > 0.005:
            radii = f"x radius={number(mark.across)}, y radius={number(mark.down)}"
        role = ""
        if spot is not None and mark.pen is not None:
            role = "neuron" if abs(spot.radius - mark.across) < 0.005 and mark.fill else "ring"
        ink = self._ink(mark.fill, mark.pen)
        return Command(r"\path", role, ink, f"{at} circle[{radii}];")

    def _ink(self, fill: Colour | None, pen: LinePen | None) -> Options:
        options: list[tuple[str, str]] = []
        if fill is not None:
            options.append(("fill", self._palette.name(fill[0])))
            options.append(("fill opacity", number(fill[1])))
        if pen is not None:
            options += self._pen(pen)
        return tuple(options)

    def _pen(self, pen: LinePen) -> Options:
        colour, opacity = pen.colour
        return (
            ("draw", self._palette.name(colour)),
            ("line width", length(pen.width)),
            ("dash pattern", dash_pattern(pen.dash)),
            ("line cap", "round" if pen.is_round else "butt"),
            ("draw opacity", number(opacity)),
        )


def _outline(mark: AreaMark) -> str:
    parts: list[str] = []
    for step in mark.steps:
        numbers = [number(float(each)) for each in step[1:]]
        pairs = [f"({x},{y})" for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        match step[0]:
            case "M":
                parts.append(pairs[0])
            case "L":
                parts.append(f"-- {pairs[0]}")
            case "C":
                parts.append(f".. controls {pairs[0]} and {pairs[1]} .. {pairs[2]}")
            case _:
                parts.append("-- cycle")
    return " ".join(parts)
