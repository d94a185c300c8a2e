"""A line of text whose place does not depend on what it says."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtWidgets import QLabel, QWidget


class SteadyLabel(QLabel):
    """As wide as the longest text that is expected, so that nothing beside it moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._longest: tuple[str, ...] = ()
        self._spare: int | None = None  # kept, as layouts ask over and over

    def expect(self, *longest: str) -> None:
        """Keep room for some texts."""
        if longest != self._longest:
            self._longest, self._spare = longest, None
            self.updateGeometry()

    def setText(self, text: str) -> None:
        self._spare = None
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        self._spare = None  # the font may be another one
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        own = super().sizeHint()
        if self._spare is None:
            present = self._width_of(self.text())
            widest = max(map(self._width_of, self._longest), default=present)
            self._spare = max(widest - present, 0)
        return own + QSize(self._spare, 0)

    def _width_of(self, text: str) -> int:
        """Return the room a text takes, rounded as Qt rounds it for a label."""
        return self.fontMetrics().boundingRect(QRect(), 0, text).width()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
