"""A line of words that ends in dots where it has no room, and is whole in its tip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget


class ElidedLabel(QLabel):
    """Plain text that asks for its width, and takes any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room, words = self.contentsRect(), self.text()
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        tip = "" if shown == words else words
        if self.toolTip() != tip:
            self.setToolTip(tip)
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(room, self.alignment(), shown)
