"""One line of a step that is worked by hand: its formula, with a field in place of its number."""

from math import ceil, floor

import qtawesome
from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from engine.exercise.judging import Worth
from engine.story.notation import Notation, noted_equations
from engine.text.names import name
from engine.written.quantity import Quantity
from gui.exercise.worked import ShownLine
from gui.field_refusal import mark_refused
from gui.formula.view import FormulaView
from gui.look.fit import current, fit, grow
from gui.look.theme import Theme
from gui.words.catalog import say
from gui.words.slips import judgement_sentence

_ICONS = {Worth.RIGHT: "mdi6.check", Worth.FOLLOWS: "mdi6.check-all"}
_WRONG = "mdi6.close"


class NumberBlank(QLineEdit):
    """A field over the room for a number; arrows lead above and below, and to what it follows."""

    left_for = Signal(int)
    """Emitted with -1 or 1 for the field above or below."""

    left_back = Signal()
    """Emitted when an arrow leads from its beginning to the formula before it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("blank")
        self._mark = QLabel(self)
        self._icon = QIcon()

    def show_mark(self, icon: QIcon) -> None:
        """Show what the number is worth at the end of the field."""
        self._icon = icon
        self._place_mark()

    def _place_mark(self) -> None:
        side, beside = current().of("icon")[0], current().length("close")
        self._mark.setPixmap(self._icon.pixmap(side, side))
        left, top = self.width() - side - beside, (self.height() - side) // 2
        self._mark.setGeometry(QRect(left, top, side, side))
        self.setTextMargins(0, 0, 0 if self._icon.isNull() else side, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        is_back = event.key() == Qt.Key.Key_Left and not self.hasSelectedText()
        if event.key() in steps:
            self.left_for.emit(steps[Qt.Key(event.key())])
        elif is_back and self.cursorPosition() == 0:
            self.left_back.emit()
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()  # a window would press its button

    def event(self, event: QEvent) -> bool:
        # the window's shortcuts would take keys that are typed here
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (
                *(Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier),
                Qt.KeyboardModifier.ShiftModifier,
            )
            if plain and event.key() != Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)


class _LineFormula(FormulaView):
    """A formula with a field where its number belongs; arrows lead from one to the other."""

    def __init__(self) -> None:
        super().__init__(chooses=True)
        self.field = NumberBlank(self)
        self.field.left_back.connect(self._lead_in)
        fit(self.field, words="words")
        self.field.hide()
        self._asked: Quantity | None = None

    def place_field(self, asked: Quantity | None) -> None:
        """Put the field over the room of a number, None for no field."""
        self._asked = asked
        self.field.setVisible(asked is not None)
        self._place()

    def _lead_in(self) -> None:
        self.setFocus(Qt.FocusReason.BacktabFocusReason)

    def _place(self) -> None:
        boxes = [term for term in self.laid_out().terms if term.quantity == self._asked]
        if boxes:
            box = max(boxes, key=lambda term: (term.y, term.x))
            left, top = floor(box.x), floor(box.y)
            right, bottom = ceil(box.x + box.width), ceil(box.y + box.height)
            self.field.setGeometry(QRect(left, top, right - left, bottom - top))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_last = self._pointed is not None and self._pointed == self._quantities()[-1]
        if event.key() == Qt.Key.Key_Right and is_last and self._asked is not None:
            self.field.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


class LineRow(QWidget):
    """A formula with its field, and below it what the number typed is worth."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.formula = _LineFormula()
        self.field = self.formula.field
        self.said = QLabel()
        self.said.setObjectName("faint")
        self.said.setWordWrap(True)
        fit(self.said, words="small")
        self.shown: ShownLine | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="fine")
        column.addWidget(self.formula)
        column.addWidget(self.said)

    def grow_to(self, larger: float) -> None:
        """Write everything so many times larger."""
        for part in (self.formula, self.field, self.said):
            grow(part, larger)

    def show_line(self, line: ShownLine, notation: Notation, digits: int, theme: Theme) -> None:
        """Show a line; what is being typed stays unless another line is shown."""
        before, self.shown = self.shown, line
        equations = noted_equations(line.equations, notation)
        self.formula.show_equations(equations, digits, theme, bold_result=False)
        self.formula.place_field(line.quantity if line.is_asked else None)
        if before is None or (before.quantity, before.text) != (line.quantity, line.text):
            self.field.setText(line.text)
        self.field.setAccessibleName(name(line.quantity, notation))
        self._judge(line, notation, digits, theme)

    def _judge(self, line: ShownLine, notation: Notation, digits: int, theme: Theme) -> None:
        """Mark the field, and say what there is to say of the number in it."""
        judged = line.judgement
        said = say("by-hand.told") if line.is_told else ""
        if judged is not None and judged.worth is not Worth.RIGHT:
            said = judgement_sentence(judged, digits, notation)
        self.said.setVisible(bool(said))
        self.said.setText(said)
        icon = QIcon()
        if judged is not None:
            ink = theme.positive if judged.worth.counts else theme.loss
            icon = qtawesome.icon(_ICONS.get(judged.worth, _WRONG), color=ink)
        self.field.show_mark(icon)
        is_wrong = judged is not None and not judged.worth.counts
        mark_refused(self.field, said if is_wrong else "")
