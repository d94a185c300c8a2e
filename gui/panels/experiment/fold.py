"""A line that tells settings in a few words, and unfolds their controls."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.look.fit import fit

_CLOSED, _OPEN = "▸", "▾"


class FoldButton(QPushButton):
    """Shows and hides what it tells of; words that have no room are cut, and whole in the tip."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._words = name, ""
        self.setObjectName("fold")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.toggled.connect(self._write)

    def tell(self, words: str) -> None:
        """Say what is set."""
        if words == self._words:
            return
        self._words = words
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self._write()

    def hold(self, something: bool) -> None:
        """Be a button only where there is something to unfold, else words alone."""
        self.setEnabled(something)
        self._write()

    def _write(self) -> None:
        mark = f"{_OPEN if self.isChecked() else _CLOSED} " if self.isEnabled() else ""
        metrics = self.fontMetrics()
        room = self.width() - metrics.horizontalAdvance(f"{mark}  ")
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 0))
        self.setText(f"{mark}{words}".replace("&", "&&"))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()


class Folded(QWidget):
    """A fold button above the rows that it shows."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.button = FoldButton(name)
        self._inside = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="gap")
        column.addWidget(self.button)
        column.addWidget(self._inside)
        self._rows = QVBoxLayout(self._inside)
        fit(self._rows, margins="unfolded", spacing="gap")
        self._inside.hide()
        self.button.toggled.connect(self._unfold)

    def add(self, row: QWidget) -> None:
        """Put a row below those that are there."""
        self._rows.addWidget(row)

    def hold(self, something: bool) -> None:
        """Be told whether any of the rows has something to show."""
        self.button.hold(something)
        self._unfold(self.button.isChecked())

    def _unfold(self, is_open: bool) -> None:
        self._inside.setVisible(is_open and self.button.isEnabled())
