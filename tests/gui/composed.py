"""What must hold of every figure on its page: read from the recorded marks, which no view knows."""

from collections.abc import Iterator
from itertools import combinations
from math import cos, radians, sin

from gui.recording.marks import (
    AreaMark,
    BoxMark,
    EllipseMark,
    FigurePage,
    GroupMark,
    ImageMark,
    LineMark,
    Mark,
    TextMark,
)

Bounds = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_ASCENT, _DESCENT = 0.74, 0.05  # of the size of a text: what its digits and capitals take
_LITTLE = 1.0  # of a unit, by which letters may touch


def faults(page: FigurePage, least: float) -> list[str]:
    """Return what a reader would reject: small type, text beyond the edge or on other text.

    least: the size of the smallest text that can be read, in units of the page.
    """
    texts = [(mark, bounds) for mark, bounds in seen(page) if isinstance(mark, TextMark)]
    small = [f"small: {mark.text}" for mark, _ in texts if mark.size < least - 0.01]
    beyond = [
        f"cut: {mark.text}"
        for mark, (left, top, right, bottom) in texts
        if left < -0.5 or top < -0.5 or right > page.width + 0.5 or bottom > page.height + 0.5
    ]
    covered = [
        f"{one.text} on {other.text}"
        for (one, a), (other, b) in combinations(texts, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > _LITTLE
        and min(a[3], b[3]) - max(a[1], b[1]) > _LITTLE
        and (one.text, round(one.x)) != (other.text, round(other.x))
    ]
    return small + beyond + covered


def filled(page: FigurePage) -> tuple[float, float]:
    """Return which part of the width and of the height everything together takes."""
    bounds = [each for _, each in seen(page)]
    across = max(each[2] for each in bounds) - min(each[0] for each in bounds)
    down = max(each[3] for each in bounds) - min(each[1] for each in bounds)
    return across / page.width, down / page.height


def seen(page: FigurePage) -> Iterator[tuple[Mark, Bounds]]:
    """Yield every mark that is no group with the part of it that is not clipped."""
    yield from _seen(page.marks, (0.0, 0.0, page.width, page.height), is_clipped=False)


def _seen(
    marks: tuple[Mark, ...], clip: Bounds, *, is_clipped: bool
) -> Iterator[tuple[Mark, Bounds]]:
    for mark in marks:
        if isinstance(mark, GroupMark):
            inner = clip
            if mark.clip is not None:
                x, y, width, height = mark.clip
                inner = _both(clip, (x, y, x + width, y + height))
            yield from _seen(mark.marks, inner, is_clipped=is_clipped or mark.clip is not None)
            continue
        bounds = _bounds(mark)
        if is_clipped:
            bounds = _both(bounds, clip)
        if bounds[2] >= bounds[0] and bounds[3] >= bounds[1]:
            yield mark, bounds


def _both(one: Bounds, other: Bounds) -> Bounds:
    left, top = max(one[0], other[0]), max(one[1], other[1])
    return left, top, min(one[2], other[2]), min(one[3], other[3])


def _bounds(mark: Mark) -> Bounds:
    match mark:
        case BoxMark() | ImageMark():
            return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
        case EllipseMark():
            return (
                *(mark.x - mark.across, mark.y - mark.down),
                *(mark.x + mark.across, mark.y + mark.down),
            )
        case TextMark():
            angle = radians(mark.angle)
            corners = [
                (mark.x + x * cos(angle) - y * sin(angle), mark.y + x * sin(angle) + y * cos(angle))
                for x in (0.0, mark.width)
                for y in (-_ASCENT * mark.size, _DESCENT * mark.size)
            ]
        case LineMark():
            corners = list(mark.points)
        case AreaMark():
            flat = [step[1:] for step in mark.steps]
            corners = [pair for step in flat for pair in zip(step[::2], step[1::2], strict=True)]
        case _:
            raise AssertionError(mark)
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
