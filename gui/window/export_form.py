"""What the dialogs that export tables and programs share: a preview beside fields, over buttons."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.look.fit import area, fit
from gui.words.catalog import say


class FieldColumn(QWidget):
    """Fields below each other, each beside its name."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: dict[QWidget, QLabel] = {}
        self._rows = QGridLayout(self)
        fit(self._rows, margins="page", across="apart", down="gap")

    def add(self, name: str, field: QWidget) -> None:
        """Add a field under its name."""
        label, row = QLabel(name), self._rows.rowCount()
        label.setBuddy(field)
        field.setAccessibleName(name)
        self._labels[field] = label
        self._rows.addWidget(label, row, 0)
        self._rows.addWidget(field, row, 1)

    def add_list(self, name: str, items: Sequence[tuple[str, str]], chosen: str) -> QComboBox:
        """Add a list of keys with their words, the one chosen or else the first of them on."""
        field = QComboBox()
        for key, words in items:
            field.addItem(words, key)
        field.setCurrentIndex(max(field.findData(chosen), 0))
        fit(field, width="picker")
        self.add(name, field)
        return field

    def show_field(self, field: QWidget, is_shown: bool) -> None:
        """Show a field with its name, or neither."""
        for part in (field, self._labels[field]):
            part.setVisible(is_shown)


class ExportForm(QDialog):
    """A preview with what is told of it, fields beside it, and the buttons that save and copy.

    tips: of the two buttons.
    """

    def __init__(
        self, title: str, preview: QWidget, fields: QWidget, tips: tuple[str, str], window: QWidget
    ) -> None:
        super().__init__(window)
        self.setObjectName("page")
        self.setWindowTitle(title)
        self.told, self.refusal = QLabel(), QLabel()
        self.told.setObjectName("faint")
        self.refusal.setObjectName("refusal")
        for label in (self.told, self.refusal):
            label.setWordWrap(True)
        self.refusal.hide()
        self.save = _button(say("export-button.save"), tips[0])
        self.save.setObjectName("primary")
        self.save.setDefault(True)
        self.copy = _button(say("export-button.copy"), tips[1])
        self.close_button = _button(say("keys.close"), "")
        self.close_button.clicked.connect(self.reject)
        self._lay_out(preview, fields, window.size())

    def does(self, save: Callable[[], object], copy: Callable[[], object]) -> None:
        """Say what the two buttons do."""
        self.save.clicked.connect(lambda: save())
        self.copy.clicked.connect(lambda: copy())

    def refuse(self, sentence: str) -> None:
        """Say why something cannot be done."""
        self.refusal.setText(sentence)
        self.refusal.show()

    def _lay_out(self, preview: QWidget, fields: QWidget, room: QSize) -> None:
        left, right, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        preview.setObjectName("card")
        left.addWidget(preview, 1)
        left.addWidget(self.told)
        left.addWidget(self.refusal)
        right.addWidget(fields)
        right.addStretch(1)
        row.addLayout(left, 1)
        row.addLayout(right)
        fit(row, spacing="apart")
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.copy, self.save, self.close_button):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        fit(whole, margins="page_around", spacing="row")
        whole.addLayout(row, 1)
        whole.addLayout(foot)
        self.resize(area("export_dialog").boundedTo(room))


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    return button
