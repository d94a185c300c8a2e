"""Text as outlines: a figure that looks the same where the font is missing."""

from msgspec.structs import replace
from PySide6.QtGui import QPainterPath, QTransform

from gui.recording.fonts import PRECISE, font_of
from gui.recording.marks import AreaMark, FigurePage, GroupMark, Mark, TextMark
from gui.recording.steps import steps_of
from gui.recording.unshifted import unshift


def outlined(page: FigurePage) -> FigurePage:
    """Return a page whose text is drawn."""
    unshift([page])
    return replace(page, marks=_outlined(page.marks))


def _outlined(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(_drawn(mark) for mark in marks)


def _drawn(mark: Mark) -> Mark:
    if isinstance(mark, GroupMark):
        return replace(mark, marks=_outlined(mark.marks))
    if not isinstance(mark, TextMark):
        return mark
    path = QPainterPath()
    path.addText(0, 0, font_of(mark), mark.text)
    size = mark.size / PRECISE
    place = QTransform().translate(mark.x, mark.y).rotate(mark.angle)
    return AreaMark(steps_of(place.scale(size * mark.stretch, size).map(path)), mark.colour, None)
