"""Shows the rows of a sample's outputs, in larger type where the panel is larger."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.look.fit import current
from gui.look.theme import Theme
from gui.sample.bars import OutputBar
from gui.sample.paint_bars import LEAST_ROW, LEAST_WIDTH, paint_bars
from gui.words.catalog import say


class BarsView(QWidget):
    """A name, a bar, the output and the target in each row, under what the numbers are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[OutputBar, ...] = ()
        self._theme: Theme | None = None
        self._growth = 1.0
        self.setAccessibleName(say("sample.outputs"))

    def show_bars(self, bars: tuple[OutputBar, ...], theme: Theme) -> None:
        """Show other rows."""
        if len(bars) != len(self._bars):
            self.updateGeometry()
        self._bars, self._theme = bars, theme
        self.setAccessibleDescription(" ".join(bar.said for bar in bars))
        self.update()

    def grow(self, growth: float) -> None:
        """Write so many times larger than in a small panel."""
        self._growth = growth
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        unit = current().unit
        height = LEAST_ROW * unit * self._growth * (len(self._bars) + 1)
        return QSize(round(LEAST_WIDTH * unit), round(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = current().unit * self._growth
        painter.scale(unit, unit)
        room = QRectF(0, 0, self.width() / unit, self.height() / unit)
        paint_bars(painter, room, self._bars, self._theme)
