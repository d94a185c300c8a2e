"""What is chosen about a figure: fields that together make a choice."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from gui.export.choice import (
    LEAST_SIDE,
    MM,
    MOST_MM,
    MOST_PIXELS,
    PIXELS,
    SIZES,
    TEXT_SCALES,
    FigureChoice,
)
from gui.export.formats import TextAs
from gui.export.request import WINDOW
from gui.look.fit import fit
from gui.look.theme import THEMES
from gui.state.choices import WeightLabels
from gui.views import FIGURES, VIEWS
from gui.words.catalog import AND, PSEUDO, of_figures, say

_USUAL = "usual"


class ExportFields(QWidget):
    """A column of fields with their names; the window alone has no other colours or type."""

    changed = Signal()
    """Emitted when something else is chosen."""

    def __init__(self, first: FigureChoice) -> None:
        super().__init__()
        self._choice = first
        self._labels: dict[QWidget, QLabel] = {}
        self._rows = QGridLayout(self)
        fit(self._rows, margins="page", across="apart", down="gap")
        views = [*((key, VIEWS[key].title) for key in FIGURES), (WINDOW, say("export.window"))]
        self.view = self._list("view", views, first.view)
        self.size_list = self._list(
            "size", [(key, say(f"export-size.{key}")) for key in SIZES], first.size
        )
        self.width_field = self._side("width", first.width)
        self.height_field = self._side("height", first.height)
        scales = [
            (f"{scale:g}", say("percent-of-usual", percent=round(100 * scale)))
            for scale in TEXT_SCALES
        ]
        self.text_scale = self._list("text-scale", scales, f"{first.text_scale:g}")
        themes = [
            ("", say("export.theme-of-window")),
            *((key, say(f"theme.{key}")) for key in THEMES),
        ]
        self.theme = self._list("theme", themes, first.theme)
        spoken = [key for key in of_figures() if key != PSEUDO]
        names = [(key, say(f"export-language.{key.replace(AND, '-')}")) for key in spoken]
        of_window = ("", say("export.theme-of-window"))
        self.language = self._list("language", [of_window, *names], first.language)
        labels = [(each.value, say(f"export-labels.{each.value}")) for each in WeightLabels]
        self.labels = self._list("labels", [of_window, *labels], first.labels)
        kinds = [_USUAL, *(kind.value for kind in TextAs)]
        self.text = self._list(
            "text",
            [(kind, say(f"export-text.{kind}")) for kind in kinds],
            first.text.value if first.text else _USUAL,
        )
        self.title = QLineEdit()
        self.title.setPlaceholderText(say("export.no-title"))
        self.title.textChanged.connect(self._note)
        self._add("own-title", self.title)
        self.transparent = self._check("transparent", first.is_transparent)
        self.caption = self._check("caption", first.has_caption)
        self.reopens = self._check("reopens", first.reopens)
        self.reopens.setToolTip(say("export-tip.reopens"))
        self._enable()

    @property
    def choice(self) -> FigureChoice:
        """What is chosen now."""
        return self._choice

    def _note(self) -> None:
        text = self.text.currentData()
        self._enable()  # first: what is the most depends on the unit
        self._choice = replace(
            self._choice,
            view=self.view.currentData(),
            size=self.size_list.currentData(),
            width=self.width_field.value(),
            height=self.height_field.value(),
            text_scale=float(self.text_scale.currentData()),
            theme=self.theme.currentData(),
            language=self.language.currentData(),
            labels=self.labels.currentData(),
            text=None if text == _USUAL else TextAs(text),
            is_transparent=self.transparent.isChecked(),
            has_caption=self.caption.isChecked(),
            reopens=self.reopens.isChecked(),
        )
        self.changed.emit()

    def _enable(self) -> None:
        size, is_window = self.size_list.currentData(), self.view.currentData() == WINDOW
        for field in (self.width_field, self.height_field):
            for part in (field, self._labels[field]):
                part.setVisible(size in (MM, PIXELS))
            field.setMaximum(MOST_MM if size == MM else MOST_PIXELS)
        for other in (self.text_scale, self.theme, self.language, self.transparent):
            other.setEnabled(not is_window)
        self.labels.setEnabled(self.view.currentData() == "network")

    def _list(self, name: str, items: Sequence[tuple[str, str]], chosen: str) -> QComboBox:
        field = QComboBox()
        for key, words in items:
            field.addItem(words, key)
        field.setCurrentIndex(max(field.findData(chosen), 0))
        field.currentIndexChanged.connect(self._note)
        fit(field, width="picker")
        self._add(name, field)
        return field

    def _side(self, name: str, value: float) -> QSpinBox:
        field = QSpinBox()
        field.setRange(LEAST_SIDE, MOST_PIXELS)
        field.setValue(round(value))
        field.setKeyboardTracking(False)  # not at each digit that is typed
        field.valueChanged.connect(self._note)
        self._add(name, field)
        return field

    def _check(self, name: str, is_on: bool) -> QCheckBox:
        field = QCheckBox(say(f"export-field.{name}"))
        field.setChecked(is_on)
        field.toggled.connect(self._note)
        self._rows.addWidget(field, self._rows.rowCount(), 1)
        return field

    def _add(self, name: str, field: QWidget) -> None:
        label, row = QLabel(say(f"export-field.{name}")), self._rows.rowCount()
        label.setBuddy(field)
        self._labels[field] = label
        field.setAccessibleName(label.text())
        self._rows.addWidget(label, row, 0)
        self._rows.addWidget(field, row, 1)
