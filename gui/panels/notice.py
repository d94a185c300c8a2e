"""One sentence for the user, above what is on screen, until it is closed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from gui.look.fit import fit
from gui.words.catalog import say


class Notice(QFrame):
    """Says what could not be done; nothing that was open is touched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setObjectName("cardButton")
        close.setText("×")
        close.setAccessibleName(say("notice.close"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        fit(row, margins="notice")
        row.addWidget(self._label, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def say(self, sentence: str) -> None:
        """Show a sentence in place of the last one."""
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
