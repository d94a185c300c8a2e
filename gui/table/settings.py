"""How the table is read: each setting shows the guess, and what is chosen instead is kept."""

from collections.abc import Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from engine.data.table_form import DECIMALS, DROP, REFUSE, THOUSANDS
from gui.look.fit import fit
from gui.table.draft import Draft
from gui.words.catalog import say
from gui.words.tables import DELIMITERS, decimal_words, delimiter_words, thousands_words

ENCODINGS = ("utf-8", "gb18030", "cp1252", "utf-16")


class _Setting(Struct, frozen=True):
    """A key of the form with what may be chosen for it; only: for spreadsheets or for text."""

    key: str
    choices: Sequence[tuple[object, str]]
    of_text: bool = True
    of_sheets: bool = True


class FormSettings(QWidget):
    """A list for each setting that the file at hand has, in two rows where one has no room."""

    changed = Signal(object)
    """Emitted with the form that was chosen."""

    def __init__(self, draft: Draft, room: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = draft.form
        self.boxes: dict[str, QComboBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        fit(grid, across="row", down="gap")
        parts = [
            self._part(setting)
            for setting in _settings(draft)
            if (setting.of_sheets if draft.is_spreadsheet else setting.of_text)
        ]
        wanted = sum(part.sizeHint().width() + grid.horizontalSpacing() for part in parts)
        a_row = len(parts) if wanted <= room else ceil(len(parts) / 2)
        for i, part in enumerate(parts):
            grid.addWidget(part, i // a_row, i % a_row)
        grid.setColumnStretch(a_row, 1)

    def _part(self, setting: _Setting) -> QWidget:
        """Return a list below its name."""
        part = QWidget(self)
        box, label = QComboBox(), QLabel(say(f"table-setting.{setting.key}"))
        label.setObjectName("faint")
        label.setBuddy(box)
        box.setAccessibleName(label.text())
        for value, words in setting.choices:
            box.addItem(words, value)
        box.activated.connect(lambda index, key=setting.key: self._choose(key, index))
        self.boxes[setting.key] = box
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="hair")
        for widget in (label, box):
            column.addWidget(widget)
            widget.ensurePolished()  # or it would be measured as it looks without a style sheet
        return part

    def _choose(self, key: str, index: int) -> None:
        self._form = replace(self._form, **{key: self.boxes[key].itemData(index)})
        self.changed.emit(self._form)

    def show_draft(self, draft: Draft) -> None:
        """Show how a table is read, guesses included."""
        self._form = draft.form
        known = draft.form if draft.table is None else draft.table.form
        for key, box in self.boxes.items():
            value = draft.form.missing or REFUSE if key == "missing" else getattr(known, key)
            if box.findData(value) < 0 and value is not None:
                box.addItem(_words(key, value), value)
            box.setCurrentIndex(box.findData(value))


def _settings(draft: Draft) -> tuple[_Setting, ...]:
    sheets = [(name, name) for name in draft.sheets]
    return (
        _Setting("sheet", sheets, of_text=False),
        _Setting(
            "delimiter", [(each, delimiter_words(each)) for each in DELIMITERS], of_sheets=False
        ),
        _Setting("decimal", [(each, decimal_words(each)) for each in DECIMALS], of_sheets=False),
        _Setting(
            "thousands", [(each, thousands_words(each)) for each in THOUSANDS], of_sheets=False
        ),
        _Setting(
            "encoding",
            [(each, each) for each in ENCODINGS],
            of_text=draft.path is not None,
            of_sheets=False,
        ),
        _Setting(
            "header",
            [(True, say("table-setting.names")), (False, say("table-setting.no-names"))],
        ),
        _Setting(
            "missing",
            [(REFUSE, say("table-setting.refuse")), (DROP, say("table-setting.drop"))],
        ),
    )


def _words(key: str, value: object) -> str:
    return delimiter_words(str(value)) if key == "delimiter" else str(value)
