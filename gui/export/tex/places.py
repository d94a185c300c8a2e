"""Where the neurons and the labels of a drawn network are, under names to which others refer."""

from collections.abc import Iterator
from math import hypot

from msgspec import Struct

from engine.written.quantity import BadAddress, Kind, Quantity, owner_of, parse_of_sample
from gui.export.tex.statements import length, number
from gui.recording.marks import AreaMark, BoxMark, EllipseMark, GroupMark, Mark, Point

_SAME = 0.02  # units of the page


class NamedSpot(Struct, frozen=True):
    """A named place. radius: of a round neuron, 0 for others; on: the neurons it lies between."""

    name: str
    x: float
    y: float
    radius: float = 0.0
    on: str = ""

    def is_at(self, x: float, y: float) -> bool:
        """Return whether a point is this one."""
        return hypot(x - self.x, y - self.y) < _SAME

    @property
    def definition(self) -> str:
        """What names the place in TikZ."""
        at = self.on or f"({number(self.x)},{number(self.y)})"
        if not self.radius:
            return f"\\coordinate ({self.name}) at {at};"
        size = length(2 * self.radius)
        return f"\\node[neuron place, minimum size={size}] ({self.name}) at {at} {{}};"


class Places:
    """Names the neurons, and the boxes of numbers, of a network that is among marks."""

    def __init__(self, marks: tuple[Mark, ...]) -> None:
        self._spots: dict[Quantity, NamedSpot] = {}
        for owner, mark in _owned(marks, None):
            if owner is not None and owner.kind in (Kind.A, Kind.INPUT):
                self._add_neuron(owner, mark)
        for owner, mark in _owned(marks, None):
            if owner is not None and owner not in self._spots:
                self._add_label(owner, mark)
        self._round = {
            key: spot for spot in self._spots.values() if spot.radius for key in _keys(spot)
        }

    @property
    def spots(self) -> tuple[NamedSpot, ...]:
        """All places: neurons before what lies between them."""
        return tuple(sorted(self._spots.values(), key=lambda spot: bool(spot.on)))

    def at(self, x: float, y: float, owner: Quantity | None) -> str:
        """Return a point as TikZ reads it, told from the place of what it belongs to."""
        spot = self._spots.get(owner) if owner is not None else None
        spot = spot or self.neuron_at(x, y)
        if spot is None:
            return f"({number(x)},{number(y)})"
        if spot.is_at(x, y):
            return f"({spot.name})"
        right, down = (0.0 if abs(off) < _SAME else off for off in (x - spot.x, y - spot.y))
        return f"($({spot.name})+({number(right)},{number(down)})$)"

    def neuron_at(self, x: float, y: float) -> NamedSpot | None:
        """Return the round neuron around a point, if there is one."""
        spot = self._round.get((round(x), round(y)))
        return spot if spot is not None and spot.is_at(x, y) else None

    def is_inside(self, x: float, y: float, owner: Quantity | None) -> bool:
        """Return whether a point lies inside the neuron to which something belongs."""
        spot = self._spots.get(owner) if owner is not None else None
        return spot is not None and hypot(x - spot.x, y - spot.y) < spot.radius

    def ends(self, start: Point, end: Point) -> tuple[str, str] | None:
        """Return the neurons that a line joins, from rim to rim, as TikZ reads them."""
        first, last = self._rim(start, end), self._rim(end, start)
        return None if first is None or last is None else (f"({first.name})", f"({last.name})")

    def _rim(self, end: Point, other: Point) -> NamedSpot | None:
        way = hypot(other[0] - end[0], other[1] - end[1])
        if not way:
            return None
        along = (other[0] - end[0]) / way, (other[1] - end[1]) / way
        for radius in {spot.radius for spot in self._round.values()}:
            middle = end[0] - radius * along[0], end[1] - radius * along[1]
            spot = self.neuron_at(*middle)
            if spot is not None and abs(spot.radius - radius) < _SAME:
                return spot
        return None

    def _add_neuron(self, owner: Quantity, mark: Mark) -> None:
        if isinstance(mark, EllipseMark) and mark.pen is not None:  # the last is the neuron itself
            self._spots[owner] = NamedSpot(name_of(owner), mark.x, mark.y, mark.across)
        elif isinstance(mark, BoxMark) and mark.fill and owner not in self._spots:
            middle = mark.x + mark.width / 2, mark.y + mark.height / 2
            self._spots[owner] = NamedSpot(name_of(owner), *middle)

    def _add_label(self, owner: Quantity, mark: Mark) -> None:
        box = plate_of(mark) if isinstance(mark, AreaMark) else None
        if box is None:
            return
        x, y = box.x + box.width / 2, box.y + box.height / 2
        self._spots[owner] = NamedSpot(name_of(owner), x, y, on=self._between(owner, x, y))

    def _between(self, owner: Quantity, x: float, y: float) -> str:
        """Return where on its edge a label stands, and else where from its neuron."""
        to = self._spots.get(Quantity(Kind.A, owner.layer, owner.unit))
        if to is None:
            return ""
        if owner.source is None:
            return f"($({to.name})+({number(x - to.x)},{number(y - to.y)})$)"
        kind = Kind.A if owner.layer > 1 else Kind.INPUT
        start = self._spots.get(Quantity(kind, owner.layer - 1, owner.source))
        if start is None:
            return ""
        across, down = to.x - start.x, to.y - start.y
        far = across * across + down * down
        share = ((x - start.x) * across + (y - start.y) * down) / far if far else 0.0
        beside = hypot(start.x + share * across - x, start.y + share * down - y)
        return f"($({start.name})!{share:.4f}!({to.name})$)" if beside < _SAME else ""


class PlateBox(Struct, frozen=True):
    """A rectangle with round corners."""

    x: float
    y: float
    width: float
    height: float
    corner: float


def plate_of(mark: AreaMark) -> PlateBox | None:
    """Return the rectangle that an outline is, with corners that are round; None for others."""
    if "".join(step[0] for step in mark.steps).replace("L", "") != "MCCCCZ":
        return None
    ends = ends_of(mark)
    xs, ys = [x for x, _ in ends], [y for _, y in ends]
    left, top = min(xs), min(ys)
    (x0, y0), (x1, y1) = ends[0], ends[1]
    corner = max(abs(x1 - x0), abs(y1 - y0))
    if abs(abs(x1 - x0) - abs(y1 - y0)) > _SAME or not corner:
        return None
    return PlateBox(left, top, max(xs) - left, max(ys) - top, corner)


def ends_of(mark: AreaMark) -> list[Point]:
    """Return where the steps of an outline end."""
    found = []
    for step in mark.steps:
        if step[0] != "Z":
            numbers = [float(each) for each in step[1:]]
            found.append((numbers[-2], numbers[-1]))
    return found


def owner_named(name: str) -> Quantity | None:
    """Return the neuron, weight or bias to which a group of this name belongs."""
    try:
        quantity = parse_of_sample(name)
    except BadAddress:
        return None
    return owner_of(quantity) or quantity


def name_of(owner: Quantity) -> str:
    """Return the name of a neuron, weight or bias in TikZ, where all is counted from 1."""
    if owner.kind is Kind.INPUT:
        return f"x-{owner.unit + 1}"
    place = [owner.layer, owner.unit + 1] + ([] if owner.source is None else [owner.source + 1])
    return "-".join([owner.kind.value, *map(str, place)])


def _owned(
    marks: tuple[Mark, ...], owner: Quantity | None
) -> Iterator[tuple[Quantity | None, Mark]]:
    for mark in marks:
        if isinstance(mark, GroupMark):
            yield from _owned(mark.marks, owner_named(mark.name) if mark.name else owner)
        else:
            yield owner, mark


def _keys(spot: NamedSpot) -> set[tuple[int, int]]:
    """Return all that a point very near a place may be rounded to."""
    xs, ys = ({round(each - _SAME), round(each + _SAME)} for each in (spot.x, spot.y))
    return {(x, y) for x in xs for y in ys}
