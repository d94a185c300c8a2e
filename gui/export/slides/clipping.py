"""Cuts marks off at the rectangle in which they are seen: PowerPoint knows no clips."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from gui.recording.marks import AreaMark, BoxMark, EllipseMark, LineMark, Point, Step
from gui.recording.meaning import Room

_CHORDS = 24  # of a curve that is cut
_QUARTER = 0.5522847498307936  # of the radius: where the handles of a quarter of a circle lie


def common(one: Room | None, other: Room | None) -> Room | None:
    """Return what is seen within two rectangles, of which None is everything."""
    if one is None or other is None:
        return other if one is None else one
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right = min(one[0] + one[2], other[0] + other[2])
    bottom = min(one[1] + one[3], other[1] + other[3])
    return left, top, max(right - left, 0.0), max(bottom - top, 0.0)


def holds(room: Room, inner: Room) -> bool:
    """Return whether a rectangle lies within another, but for a rounding."""
    slack = 1e-6
    return (
        inner[0] >= room[0] - slack
        and inner[1] >= room[1] - slack
        and inner[0] + inner[2] <= room[0] + room[2] + slack
        and inner[1] + inner[3] <= room[1] + room[3] + slack
    )


def apart(room: Room, other: Room) -> bool:
    """Return whether two rectangles have nothing in common."""
    return (
        other[0] >= room[0] + room[2]
        or other[1] >= room[1] + room[3]
        or other[0] + other[2] <= room[0]
        or other[1] + other[3] <= room[1]
    )


def cut_line(mark: LineMark, room: Room) -> Iterator[LineMark]:
    """Yield what is seen of a line: a piece for each time it comes in."""
    piece: list[Point] = []
    for start, end in pairwise(mark.points):
        seen = _within(start, end, room)
        if seen is None:
            continue
        if piece and piece[-1] != seen[0]:
            yield replace(mark, points=tuple(piece))
            piece = []
        piece = piece or [seen[0]]
        piece.append(seen[1])
    if piece:
        yield replace(mark, points=tuple(piece))


def _within(start: Point, end: Point, room: Room) -> tuple[Point, Point] | None:
    """Return the part of a straight line within a room, as Liang and Barsky find it."""
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    left, top, right, bottom = room[0], room[1], room[0] + room[2], room[1] + room[3]
    first, last = 0.0, 1.0
    for way, distance in ((-dx, x - left), (dx, right - x), (-dy, y - top), (dy, bottom - y)):
        if way == 0:
            if distance < 0:
                return None
            continue
        share = distance / way
        if way < 0:
            first = max(first, share)
        else:
            last = min(last, share)
    if first > last:
        return None
    begin = start if first == 0 else (x + first * dx, y + first * dy)
    return begin, end if last == 1 else (x + last * dx, y + last * dy)


def cut_area(mark: AreaMark, room: Room) -> Iterator[AreaMark | LineMark]:
    """Yield what is seen of an area, and of the line around it."""
    outlines = list(_outlines(mark.steps))
    if mark.fill is not None:
        steps: list[Step] = []
        for corners, _ in outlines:
            steps += closed(_polygon_within(corners, room))
        if steps:
            yield replace(mark, steps=tuple(steps), pen=None)
    if mark.pen is not None:
        for corners, is_closed in outlines:
            around = (*corners, corners[0]) if is_closed else corners
            yield from cut_line(LineMark(tuple(around), mark.pen), room)


def closed(corners: Sequence[Point]) -> list[Step]:
    """Return a polygon as steps, none for no polygon."""
    if len(corners) < 3:
        return []
    return [("M", *corners[0]), *(("L", *corner) for corner in corners[1:]), ("Z",)]


def area_of_box(mark: BoxMark) -> AreaMark:
    """Return a rectangle as an outline."""
    right, bottom = mark.x + mark.width, mark.y + mark.height
    corners = [(mark.x, mark.y), (right, mark.y), (right, bottom), (mark.x, bottom)]
    return AreaMark(tuple(closed(corners)), mark.fill, mark.pen)


def area_of_ellipse(mark: EllipseMark) -> AreaMark:
    """Return an ellipse as an outline of four curves."""
    x, y, across, down = mark.x, mark.y, mark.across, mark.down
    steps: list[Step] = [("M", x + across, y)]
    for ax, ay, bx, by in ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0)):
        first = x + across * (ax + _QUARTER * bx), y + down * (ay + _QUARTER * by)
        second = x + across * (bx + _QUARTER * ax), y + down * (by + _QUARTER * ay)
        steps.append(("C", *first, *second, x + across * bx, y + down * by))
    return AreaMark((*steps, ("Z",)), mark.fill, mark.pen)


def _outlines(steps: Sequence[Step]) -> Iterator[tuple[list[Point], bool]]:
    """Yield the outlines of an area as straight lines, and whether each is closed."""
    corners: list[Point] = []
    for kind, *numbers in steps:
        if kind == "Z":
            yield corners, True
            corners = []
        elif kind == "M":
            if corners:
                yield corners, False
            corners = [(numbers[0], numbers[1])]
        elif kind == "L":
            corners.append((numbers[0], numbers[1]))
        else:
            corners += _chords(corners[-1], numbers)
    if corners:
        yield corners, False


def _chords(start: Point, numbers: Sequence[float]) -> Iterator[Point]:
    x1, y1, x2, y2, x, y = numbers
    for step in range(1, _CHORDS + 1):
        t = step / _CHORDS
        parts = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield (
            parts[0] * start[0] + parts[1] * x1 + parts[2] * x2 + parts[3] * x,
            parts[0] * start[1] + parts[1] * y1 + parts[2] * y2 + parts[3] * y,
        )


def _polygon_within(corners: Sequence[Point], room: Room) -> list[Point]:
    """Return what of a polygon lies within a room, as Sutherland and Hodgman find it."""
    found = list(corners)
    for axis, limit, sign in (
        (0, room[0], 1),
        (0, room[0] + room[2], -1),
        (1, room[1], 1),
        (1, room[1] + room[3], -1),
    ):
        before, found = found, []
        for start, end in zip([*before[-1:], *before[:-1]], before, strict=True):
            is_in, was_in = sign * (end[axis] - limit) >= 0, sign * (start[axis] - limit) >= 0
            if is_in != was_in:
                share = (limit - start[axis]) / (end[axis] - start[axis])
                found.append(
                    (
                        start[0] + share * (end[0] - start[0]),
                        start[1] + share * (end[1] - start[1]),
                    )
                )
            if is_in:
                found.append(end)
    return found
