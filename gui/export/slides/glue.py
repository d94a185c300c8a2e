"""Which lines lead from one neuron to another, and where on their rims they are glued."""

from collections.abc import Sequence
from math import hypot

from msgspec import Struct

from engine.written.quantity import BadAddress, Kind, parse_of_sample
from gui.export.slides.seen import Said, Seen
from gui.recording.marks import EllipseMark, LineMark, Point

OWN_SITES = 4  # of any ellipse, before those of the lines that end at its rim
_NEAR = 0.75  # units: so near the rim of a neuron ends a line that leads to it


class GluedEnd(Struct, frozen=True):
    """An end of a line. shape: the place of the neuron among all marks; site: on its rim."""

    shape: int
    site: int


class Glue(Struct, frozen=True):
    """What is glued. ends: by the place of a line, None for a free end; sites: of each neuron."""

    ends: dict[int, tuple[GluedEnd | None, GluedEnd | None]]
    sites: dict[int, list[Point]]


def glue_of(seen: Sequence[Seen | Said]) -> Glue:
    """Return which straight lines end at the rims of neurons."""
    neurons = _neurons(seen)
    ends: dict[int, tuple[GluedEnd | None, GluedEnd | None]] = {}
    sites: dict[int, list[Point]] = {}
    for i, each in enumerate(seen):
        if not isinstance(each, Seen) or not isinstance(each.mark, LineMark):
            continue
        if len(each.mark.points) != 2:
            continue
        start, end = (_at_rim(point, neurons, sites) for point in each.mark.points)
        if start is not None or end is not None:
            ends[i] = start, end
    return Glue(ends, sites)


def _neurons(seen: Sequence[Seen | Said]) -> dict[int, EllipseMark]:
    """Return the circles of neurons by their places: the one painted last of each."""
    last: dict[str, int] = {}
    for i, each in enumerate(seen):
        if isinstance(each, Seen) and isinstance(each.mark, EllipseMark) and is_neuron(each.name):
            last[each.name] = i
    found = {}
    for i in last.values():
        each = seen[i]
        assert isinstance(each, Seen)
        assert isinstance(each.mark, EllipseMark)
        found[i] = each.mark
    return found


def is_neuron(name: str) -> bool:
    """Return whether a group of this name shows a neuron or an input."""
    try:
        return parse_of_sample(name).kind in (Kind.A, Kind.INPUT)
    except BadAddress:
        return False


def _at_rim(
    point: Point, neurons: dict[int, EllipseMark], sites: dict[int, list[Point]]
) -> GluedEnd | None:
    for index, circle in neurons.items():
        off = hypot(point[0] - circle.x, point[1] - circle.y) - circle.across
        if abs(off) <= _NEAR:
            known = sites.setdefault(index, [])
            if point not in known:
                known.append(point)
            return GluedEnd(index, OWN_SITES + known.index(point))
    return None
