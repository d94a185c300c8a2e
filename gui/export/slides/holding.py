"""Which lines of text are those of a shape: one in the middle of what lies directly below it."""

from collections.abc import Sequence

from gui.export.slides.clipping import apart, holds
from gui.export.slides.freeform import plate_of
from gui.export.slides.letters import line_of
from gui.export.slides.seen import PlainMark, Said, Seen, room_of
from gui.recording.marks import AreaMark, BoxMark, EllipseMark, TextMark
from gui.recording.meaning import Room

_OFF = 0.12  # of the shape's sides: so near its middle a text has to be
_FEWEST = 0.2  # of the shape's height: what is lower is a text on a ground


def texts_held(seen: Sequence[Seen | Said]) -> dict[int, int]:
    """Return by the place of a text among all marks that of the shape that holds it.

    A shape holds one text, and only where nothing that is painted between them would cover it.
    """
    rooms = [_room(each) for each in seen]
    holders = [i for i, each in enumerate(seen) if isinstance(each, Seen) and _is_shape(each.mark)]
    found: dict[int, int] = {}
    shared: set[int] = set()
    for i, each in enumerate(seen):
        if not isinstance(each, Seen) or not isinstance(each.mark, TextMark) or each.mark.angle:
            continue
        line = line_of(each.mark)
        below = next((h for h in reversed(holders) if h < i and holds(rooms[h], line)), None)
        if below is None:
            continue
        if below in found.values() or below in shared:
            shared.add(below)
            continue
        between = range(below + 1, i)
        if _is_centred(line, rooms[below]) and all(apart(rooms[k], line) for k in between):
            found[i] = below
        else:
            shared.add(below)
    return {text: shape for text, shape in found.items() if shape not in shared}


def _is_shape(mark: PlainMark) -> bool:
    if isinstance(mark, AreaMark):
        return mark.fill is not None and plate_of(mark) is not None
    return isinstance(mark, EllipseMark | BoxMark) and mark.fill is not None


def _room(each: Seen | Said) -> Room:
    return each.meaning.room if isinstance(each, Said) else room_of(each.mark)


def _is_centred(line: Room, room: Room) -> bool:
    (x, y), (middle_x, middle_y) = _middle(line), _middle(room)
    near = abs(x - middle_x) <= _OFF * room[2] and abs(y - middle_y) <= _OFF * room[3]
    return near and line[3] >= _FEWEST * room[3]


def _middle(room: Room) -> tuple[float, float]:
    return room[0] + room[2] / 2, room[1] + room[3] / 2
