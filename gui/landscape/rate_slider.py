"""A logarithmic slider for a learning rate, with marks at the limits that the curvature sets."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget

from gui.look.fit import area, current
from gui.look.fonts import sized
from gui.look.theme import Theme

_HANDLE, _TEXT, _APART = 14, 11, 9  # units; the last between two names
_TICK = 3, 8  # from the middle: where it begins and ends
_NAME = 8, 13  # its top from the middle, its height


class Mark(Struct, frozen=True):
    """A name under a tick of the slider."""

    tick: int
    text: str


class MarkedSlider(QSlider):
    """A slider with named marks below its groove."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._marks: tuple[Mark, ...] = ()
        self._theme: Theme | None = None
        self.setObjectName("marked")  # the style sheet's height has room for the names

    @property
    def marks(self) -> tuple[Mark, ...]:
        return self._marks

    def show_marks(self, marks: Sequence[Mark], theme: Theme) -> None:
        """Show these marks; those outside the slider's range are left out."""
        inside = tuple(mark for mark in marks if self.minimum() < mark.tick < self.maximum())
        if (inside, theme) != (self._marks, self._theme):
            self._marks, self._theme = inside, theme
            self.update()

    def x_of(self, tick: int) -> float:
        """Return where a tick lies, in pixels from the left."""
        span = self.maximum() - self.minimum()
        handle = _HANDLE * current().unit
        return handle / 2 + (self.width() - handle) * (tick - self.minimum()) / span

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), current().length("rate_slider"))

    def minimumSizeHint(self) -> QSize:
        return area("rate_slider_area")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._theme is None or not self._marks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized(_TEXT))
        unit = current().unit
        painter.scale(unit, unit)
        width, middle = self.width() / unit, self.height() / unit / 2
        places = [self.x_of(mark.tick) / unit for mark in self._marks]
        wide = [painter.fontMetrics().horizontalAdvance(mark.text) + 2.0 for mark in self._marks]
        for x in places:
            painter.setPen(QPen(QColor(self._theme.text_soft), 1.5))
            painter.drawLine(*(QPointF(x, middle + end) for end in _TICK))
        painter.setPen(QColor(self._theme.text_soft))
        top, height = _NAME
        for mark, left, length in zip(self._marks, lefts(places, wide, width), wide, strict=False):
            painter.drawText(QRectF(left, middle + top, length, height), mark.text)


def lefts(places: Sequence[float], wide: Sequence[float], width: float) -> tuple[float, ...]:
    """Return where names begin that stand under their places, moved apart and never cut.

    Two that would touch give way by the same. Names that have no room side by side are left out
    from the last on: their ticks stay.
    """
    for count in range(len(places), 0, -1):
        if sum(wide[:count]) + _APART * (count - 1) > width:
            continue
        found = [place - length / 2 for place, length in zip(places[:count], wide, strict=False)]
        for index in range(1, count):
            lacking = found[index - 1] + wide[index - 1] + _APART - found[index]
            found[index - 1] -= max(lacking, 0.0) / 2
            found[index] += max(lacking, 0.0) / 2
        begin, end = 0.0, width
        for index in range(count):
            found[index] = max(found[index], begin)
            begin = found[index] + wide[index] + _APART
        for index in reversed(range(count)):
            found[index] = min(found[index], end - wide[index])
            end = found[index] - _APART
        return tuple(found)
    return ()
