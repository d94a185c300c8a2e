"""A sentence that keeps room for all that may stand in its place."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from gui.look.fit import has_new_look


class RoomyLabel(QLabel):
    """May take several lines, and is as high as the longest needs, so that nothing below moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentences: Sequence[str] = ()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def keep_room(self, sentences: Sequence[str]) -> None:
        """Be high enough for each of some sentences."""
        self._sentences = tuple(dict.fromkeys(sentences))  # each is measured once
        self._fit()

    def _fit(self) -> None:
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            return  # it has no place yet, which will tell its width
        room, wrapped = QRect(0, 0, self.width(), 0), Qt.TextFlag.TextWordWrap
        bounds = self.fontMetrics().boundingRect
        heights = (bounds(room, wrapped, each).height() for each in self._sentences)
        self.setMinimumHeight(max(heights, default=0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
