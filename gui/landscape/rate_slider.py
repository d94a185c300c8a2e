"""A logarithmic slider for a learning rate, with marks at the limits that the curvature sets."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget

from gui.look.fit import area, current, fit
from gui.look.fonts import sized
from gui.look.theme import Theme

_HANDLE, _TEXT = 14, 10  # units


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
        fit(self, least_height="rate_slider")

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
        right = float("-inf")
        for mark in self._marks:
            x = self.x_of(mark.tick) / unit
            painter.setPen(QPen(QColor(self._theme.loss), 1.5))
            painter.drawLine(QPointF(x, middle + 3), QPointF(x, middle + 9))
            wide = painter.fontMetrics().horizontalAdvance(mark.text)
            left = max(min(max(x - wide / 2, 0.0), width - wide), right + 3)
            painter.setPen(QColor(self._theme.text_soft))
            painter.drawText(QRectF(left, middle + 7, wide + 2, 14), mark.text)
            right = left + wide
