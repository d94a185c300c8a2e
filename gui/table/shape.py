"""The network that is to learn a table: its sizes follow from the columns, the rest is chosen."""

from msgspec.structs import replace
from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.data.table_form import NUMBER
from gui.look.fit import fit
from gui.table.draft import LEAST_HIDDEN, MOST_HIDDEN, Draft
from gui.words.catalog import say
from gui.words.columns import shape_sentence

_TESTED = (0.0, 0.1, 0.2, 0.3, 0.5)


class ShapeSettings(QWidget):
    """What targets are, how many hidden neurons, the part kept for testing, normalisation."""

    changed = Signal(object)
    """Emitted with the draft that was chosen."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.says = QLabel()
        self.says.setObjectName("soft")
        self.says.setWordWrap(True)
        self.kind, self.tested, self.hidden = QComboBox(), QComboBox(), QSpinBox()
        self.kind.addItem(say("shape.numbers"), False)
        self.kind.addItem(say("shape.classes"), True)
        for share in _TESTED:
            self.tested.addItem(say("shape.share", percent=round(100 * share)), share)
        self.hidden.setRange(LEAST_HIDDEN, MOST_HIDDEN)
        self.hidden.setValue(draft.hidden)
        self.hidden.setLocale(QLocale.c())
        self.normalise = QToolButton()
        self.normalise.setObjectName("toggle")
        self.normalise.setText(say("shape.normalise"))
        self.normalise.setToolTip(say("shape.normalise-tip"))
        self.normalise.setCheckable(True)
        self.hidden.lineEdit().setTextMargins(5, 0, 0, 0)  # a style sheet cannot reach the text
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="gap")
        fit(row, spacing="row")
        for key, box in (("kind", self.kind), ("hidden", self.hidden), ("tested", self.tested)):
            label = QLabel(say(f"shape-label.{key}"))
            label.setBuddy(box)
            box.setAccessibleName(label.text())
            shown = key != "tested" or draft.path is not None  # numbers in a file have no test part
            for widget in (label, box):
                row.addWidget(widget)
                widget.setVisible(shown)
        row.addWidget(self.normalise)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.says)
        self.kind.activated.connect(self._choose_kind)
        self.tested.activated.connect(
            lambda index: self._emit(test_fraction=self.tested.itemData(index))
        )
        self.hidden.valueChanged.connect(lambda count: self._emit(hidden=count))
        self.normalise.clicked.connect(lambda on: self._emit(normalise=on))

    def _choose_kind(self, index: int) -> None:
        self._emit(labels=self._draft.classes_as if self.kind.itemData(index) else NUMBER)

    def _emit(self, **changes: object) -> None:
        self.changed.emit(replace(self._draft, **changes))

    def show_draft(self, draft: Draft) -> None:
        """Show what is chosen."""
        self._draft = draft
        for box, value in (
            (self.kind, draft.predicted_as != NUMBER),
            (self.tested, draft.test_fraction),
        ):
            box.setCurrentIndex(box.findData(value))
        self.hidden.setValue(draft.hidden)
        self.normalise.setChecked(draft.normalise)
        self.says.setText("" if draft.table is None else shape_sentence(draft.choice))
