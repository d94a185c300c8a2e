"""A logarithmic slider for a learning rate, with marks at the limits that the curvature sets."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget

from gui.look.fonts import sized
from gui.look.theme import Theme

_HANDLE_PX = 14
_TEXT_PX = 10
_HEIGHT_PX = 34


@dataclass(frozen=True, slots=True)
class Mark:
    """A name under a tick of the slider."""

    tick: int
    text: str


class MarkedSlider(QSlider):
    """A slider with named marks below its groove."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._marks: tuple[Mark, ...] = ()
        self._theme: Theme | None = None
        self.setMinimumHeight(_HEIGHT_PX)

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
        return _HANDLE_PX / 2 + (self.width() - _HANDLE_PX) * (tick - self.minimum()) / span

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._theme is None or not self._marks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized(_TEXT_PX))
        middle = self.height() / 2
        right = float("-inf")
        for mark in self._marks:
            x = self.x_of(mark.tick)
            painter.setPen(QPen(QColor(self._theme.loss), 1.5))
            painter.drawLine(QPointF(x, middle + 3), QPointF(x, middle + 9))
            wide = painter.fontMetrics().horizontalAdvance(mark.text)
            left = max(min(max(x - wide / 2, 0.0), self.width() - wide), right + 3)
            painter.setPen(QColor(self._theme.text_soft))
            painter.drawText(QRectF(left, middle + 7, wide + 2, 14), mark.text)
            right = left + wide
