"""A field for one's own formula; what cannot be read is told under it, with a caret."""

from PySide6.QtGui import QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionFrame,
    QVBoxLayout,
    QWidget,
)

from engine.curves.parsing import BadFormula, parse
from gui.field_refusal import mark_refused
from gui.state.curve import actions as curve_actions
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.faults import fault_sentence

_LINE_EDIT_MARGIN = 2  # px between frame and text that QLineEdit adds by itself


class FormulaField(QWidget):
    """Reads along while a formula in w is typed; Return draws its curve."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.field = QLineEdit(store.state.curve.formula)
        self.field.setFont(fixed)
        self.field.setStyleSheet(f"font-family: '{fixed.family()}'")
        self.field.setAccessibleName(say("formula-field.name"))
        self.field.setToolTip(say("formula-field.tip"))
        self.caret = QLabel()
        self.caret.setIndent(0)
        self.caret.setStyleSheet(f"font-family: '{fixed.family()}'")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setObjectName("small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.field, self.caret, self.problem):
            column.addWidget(widget)
        self.field.textEdited.connect(self._read_along)
        self.field.editingFinished.connect(self._send)
        store.changed.connect(self._show)
        self._read_along(self.field.text())

    def _read_along(self, text: str) -> None:
        try:
            parse(text)
        except BadFormula as problem:
            before = text[: min(problem.at, self._characters_in_view())]
            wide = QFontMetricsF(self.field.font()).horizontalAdvance(before)
            self.caret.setIndent(self._text_left() + round(wide))
            self.caret.setText("^")
            self.problem.setText(fault_sentence(problem.fault))
        else:
            self.caret.clear()
            self.problem.clear()
        mark_refused(self.field, self.problem.text())
        for label in (self.caret, self.problem):
            label.setVisible(bool(label.text()))

    def _characters_in_view(self) -> int:
        wide = self.field.fontMetrics().horizontalAdvance("0")
        return max((self.field.width() - 2 * self._text_left()) // max(wide, 1) - 1, 0)

    def _text_left(self) -> int:
        """Return where the text begins in the field, px."""
        frame = QStyleOptionFrame()
        self.field.initStyleOption(frame)
        part = QStyle.SubElement.SE_LineEditContents
        inside = self.field.style().subElementRect(part, frame, self.field)
        return inside.x() + self.field.textMargins().left() + _LINE_EDIT_MARGIN

    def _send(self) -> None:
        text = self.field.text()
        if not self.problem.text() and text != self._store.state.curve.formula:
            self._store.apply(curve_actions.type_formula, text)

    def _show(self, before: State, after: State) -> None:
        if before.curve.formula != after.curve.formula:
            self.field.setText(after.curve.formula)
            self._read_along(after.curve.formula)
