"""Outlines of Qt as steps, and back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath

from gui.recording.marks import Point, Step

_TOGETHER = 1e-6


def steps_of(path: QPainterPath) -> tuple[Step, ...]:
    """Return a path as steps; each part that ends where it began is closed."""
    found: list[Step] = []
    begun: Point | None = None
    index, count, element_at = 0, path.elementCount(), path.elementAt
    while index < count:
        element = element_at(index)
        x, y = element.x, element.y
        if element.isCurveTo():
            second, end = element_at(index + 1), element_at(index + 2)
            found.append(("C", x, y, second.x, second.y, end.x, end.y))
            index += 2
        elif element.isLineTo():
            found.append(("L", x, y))
        else:
            _close(found, begun)
            found.append(("M", x, y))
            begun = x, y
        index += 1
    _close(found, begun)
    return tuple(found)


def _close(steps: list[Step], begun: Point | None) -> None:
    if not steps or begun is None or steps[-1][0] in "MZ":
        return
    _, *numbers = steps[-1]
    if abs(numbers[-2] - begun[0]) + abs(numbers[-1] - begun[1]) < _TOGETHER:
        steps.append(("Z",))


def path_of(steps: tuple[Step, ...], *, even_odd: bool) -> QPainterPath:
    """Return steps as an outline of Qt."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill if even_odd else Qt.FillRule.WindingFill)
    for kind, *numbers in steps:
        if kind == "M":
            path.moveTo(*numbers)
        elif kind == "L":
            path.lineTo(*numbers)
        elif kind == "C":
            path.cubicTo(*numbers)
        else:
            path.closeSubpath()
    return path
