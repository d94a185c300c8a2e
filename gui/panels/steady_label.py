"""A line of text whose place does not depend on what it says."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLabel, QWidget


class SteadyLabel(QLabel):
    """As wide as the longest text that is expected, so that nothing beside it moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._longest: tuple[str, ...] = ()

    def expect(self, *longest: str) -> None:
        """Keep room for some texts."""
        if longest != self._longest:
            self._longest = longest
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        present = self._width_of(self.text())
        widest = max(map(self._width_of, self._longest), default=present)
        return super().sizeHint() + QSize(max(widest - present, 0), 0)

    def _width_of(self, text: str) -> int:
        """Return the room a text takes, rounded as Qt rounds it for a label."""
        return self.fontMetrics().boundingRect(QRect(), 0, text).width()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
