"""Outlines of Qt as steps, and back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath

from gui.recording.marks import Point, Step

_TOGETHER = 1e-6


def steps_of(path: QPainterPath) -> tuple[Step, ...]:
    """Return a path as steps; each part that ends where it began is closed."""
    found: list[Step] = []
    begun: Point | None = None
    kinds = QPainterPath.ElementType
    index = 0
    while index < path.elementCount():
        element = path.elementAt(index)
        at = element.x, element.y
        if element.type == kinds.MoveToElement:
            found, begun = [*_closed(found, begun), ("M", *at)], at
        elif element.type == kinds.LineToElement:
            found.append(("L", *at))
        else:
            second, end = path.elementAt(index + 1), path.elementAt(index + 2)
            found.append(("C", *at, second.x, second.y, end.x, end.y))
            index += 2
        index += 1
    return tuple(_closed(found, begun))


def _closed(steps: list[Step], begun: Point | None) -> list[Step]:
    if not steps or begun is None or steps[-1][0] in "MZ":
        return steps
    _, *numbers = steps[-1]
    is_back = abs(numbers[-2] - begun[0]) + abs(numbers[-1] - begun[1]) < _TOGETHER
    return [*steps, ("Z",)] if is_back else steps


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
