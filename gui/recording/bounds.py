"""How far marks reach."""

from gui.recording.marks import (
    AreaMark,
    BoxMark,
    EllipseMark,
    GroupMark,
    ImageMark,
    LineMark,
    Mark,
    Point,
    TextMark,
)
from gui.recording.meaning import Room

_ABOVE, _BELOW = 1.0, 0.3  # times the size of letters, from their baseline


def bounds_of(mark: Mark) -> Room:
    """Return a rectangle around a mark, without the half of its line that lies outside."""
    match mark:
        case LineMark():
            return _around(list(mark.points))
        case AreaMark():
            numbers = [[float(each) for each in step[1:]] for step in mark.steps]
            points = [(row[i], row[i + 1]) for row in numbers for i in range(0, len(row), 2)]
            return _around(points)
        case EllipseMark(x, y, across, down):
            return x - across, y - down, 2 * across, 2 * down
        case BoxMark(x, y, width, height):
            return x, y, width, height
        case ImageMark():
            return mark.x, mark.y, mark.width, mark.height
        case TextMark(_, x, y, size) if mark.angle:  # as far as it reaches however it is turned
            far = mark.width + _ABOVE * size
            return x - far, y - far, 2 * far, 2 * far
        case TextMark(_, x, y, size):
            return x, y - _ABOVE * size, mark.width, (_ABOVE + _BELOW) * size
        case GroupMark():
            rooms = [bounds_of(each) for each in mark.marks]
            corners = [(x, y) for x, y, _, _ in rooms]
            return _around([*corners, *((x + w, y + h) for x, y, w, h in rooms)])


def lies_within(inner: Room, outer: Room) -> bool:
    """Return whether nothing of a rectangle lies outside another."""
    return (
        inner[0] >= outer[0]
        and inner[1] >= outer[1]
        and inner[0] + inner[2] <= outer[0] + outer[2]
        and inner[1] + inner[3] <= outer[1] + outer[3]
    )


def _around(points: list[Point]) -> Room:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
