"""Which marks become one shape, and which shapes are moved together."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from gui.export.slides.seen import Said, Seen
from gui.recording.marks import AreaMark, EllipseMark, LineMark

_MANY = 40  # marks of one look that follow each other are as many dots of a cloud


class ShapeRun(Struct, frozen=True):
    """Marks that follow each other, by their places among all.

    is_many: they become one shape; is_group: their shapes are a group, all of one number.
    """

    places: tuple[int, ...]
    name: str = ""
    is_many: bool = False
    is_group: bool = False

    @property
    def labelled(self) -> tuple[int, ...]:
        """The places of what becomes a shape of its own."""
        return self.places[:1] if self.is_many else self.places


def runs_of(seen: Sequence[Seen | Said], held: Mapping[int, int]) -> Iterator[ShapeRun]:
    """Yield all marks but the texts that shapes hold, in their order."""
    free = [i for i in range(len(seen)) if i not in held]
    for name, group in groupby(free, key=lambda i: _name(seen[i])):
        places = tuple(group)
        if name:
            yield ShapeRun(places, name, is_group=len(places) > 1)
            continue
        for look, alike in groupby(places, key=lambda i: _look(seen[i], held, i)):
            same = tuple(alike)
            if look is not None and len(same) >= _MANY:
                yield ShapeRun(same, is_many=True)
            else:
                yield from (ShapeRun((i,)) for i in same)


def _name(each: Seen | Said) -> str:
    return each.name if isinstance(each, Seen) else ""


def _look(each: Seen | Said, held: Mapping[int, int], place: int) -> object:
    """Return what marks of one shape have in common, None for one that stays alone."""
    if isinstance(each, Said) or place in held.values():
        return None
    match each.mark:
        case AreaMark(fill=fill, pen=pen, even_odd=even_odd):
            return "area", fill, pen, even_odd
        case EllipseMark(fill=fill, pen=pen):
            return "area", fill, pen, False
        case LineMark(pen=pen):
            return "line", pen
        case _:
            return None
