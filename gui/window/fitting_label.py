"""A line of words that gives way where there is little room: a shorter one then stands there."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class FittingLabel(QLabel):
    """Plain text, as wide as its words; where they have no room, `brief`, and they in its tip."""

    def __init__(self, brief: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brief = brief
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    @property
    def shown(self) -> str:
        """The words that have room."""
        return self.text() if self.width() >= self.sizeHint().width() else self._brief

    def minimumSizeHint(self) -> QSize:
        whole, brief = super().minimumSizeHint(), self.fontMetrics().horizontalAdvance(self._brief)
        return QSize(min(brief + 1, whole.width()), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, words = self.shown, self.text()
        tip = "" if shown == words else words
        if self.toolTip() != tip:
            self.setToolTip(tip)
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(self.contentsRect(), self.alignment(), shown)
