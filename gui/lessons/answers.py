"""The fields in which a question is answered, one for each kind of question."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from engine.exercise.questions import shuffled
from engine.text.lesson.lesson import Ask, AskChoice, AskNumber, AskOrder, AskPick, AskSign
from gui.lessons.asked import option_given, option_letter, option_looks, option_runs
from gui.lessons.content import runs_of
from gui.lessons.option_view import OptionButton
from gui.lessons.order_view import OrderView
from gui.look.fit import fit
from gui.look.theme import THEMES
from gui.state.lesson.lesson import LessonChoice
from gui.state.state import State
from gui.words.catalog import say


class AnswerFields(QWidget):
    """Where a question is answered; check: a button that judges it, where a click does not."""

    given = Signal(str)
    """Emitted with an answer as a lesson takes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check: QPushButton | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        fit(self.column, spacing="gap")

    def show_ask(self, state: State, choice: LessonChoice, ask: Ask) -> None:
        """Follow the state; what was typed or put in order stays."""


class NumberAnswer(AnswerFields):
    """A field for a number, judged by Enter or the button beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seed = 0
        self.field = QLineEdit()
        fit(self.field, most_width="value")
        self.field.setAccessibleName(say("lesson.number-field"))
        self.column.addWidget(self.field)
        self.field.returnPressed.connect(self._give)
        self.check = _check_button(self._give)

    def _give(self) -> None:
        if self.field.text().strip():
            self.given.emit(self.field.text().strip())
        if self.isEnabled():  # it was wrong: the next one is typed over it
            self.field.setFocus()
            self.field.selectAll()

    def show_ask(self, state: State, choice: LessonChoice, ask: Ask) -> None:
        if choice.seed != self._seed:
            self.field.clear()
        self._seed = choice.seed
        self.setEnabled(not choice.is_settled)


class ChoiceAnswer(AnswerFields):
    """A button for each option, or for each sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[OptionButton] = []

    def show_ask(self, state: State, choice: LessonChoice, ask: Ask) -> None:
        theme, options = THEMES[state.view.theme], option_runs(state, ask)
        while len(self.buttons) < len(options):
            self._add(option_given(ask, len(self.buttons)))
        looks = option_looks(state, ask)
        for index, (runs, look) in enumerate(zip(options, looks, strict=True)):
            self.buttons[index].show_option(option_letter(index), runs, look, theme)
            self.buttons[index].show()
        for button in self.buttons[len(options) :]:
            button.hide()

    def _add(self, given: str) -> None:
        button = OptionButton()
        button.clicked.connect(lambda: self.given.emit(given))
        self.column.addWidget(button)
        self.buttons.append(button)


class PickAnswer(AnswerFields):
    """Says where the answer is given: in the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = QLabel(say("lesson.pick-hint"))
        self.hint.setObjectName("faint")
        self.hint.setWordWrap(True)
        fit(self.hint, words="words")
        self.column.addWidget(self.hint)

    def show_ask(self, state: State, choice: LessonChoice, ask: Ask) -> None:
        self.setHidden(choice.is_settled)


class OrderAnswer(AnswerFields):
    """Rows that are put in order, and a button that judges them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows, self.check = OrderView(), _check_button(self._give)
        self._shuffled: tuple[int, ...] = ()
        self.rows.setToolTip(say("lesson.order-tip"))
        self.column.addWidget(self.rows)

    def _give(self) -> None:
        self.given.emit(",".join(map(str, self.rows.order)))

    def show_ask(self, state: State, choice: LessonChoice, ask: Ask) -> None:
        assert isinstance(ask, AskOrder)
        first = shuffled(len(ask.items), choice.seed + choice.at)
        order: Sequence[int] = self.rows.order if first == self._shuffled else first
        if choice.is_settled:
            order = range(len(ask.items))
        self._shuffled = first
        items = [runs_of(state, item) for item in ask.items]
        self.rows.show_items(items, order, THEMES[state.view.theme])
        self.setEnabled(not choice.is_settled)


def _check_button(give: Callable[[], None]) -> QPushButton:
    button = QPushButton(say("lesson.check"))
    button.clicked.connect(give)
    return button


_FIELDS: dict[type[Ask], type[AnswerFields]] = {
    AskNumber: NumberAnswer,
    AskSign: ChoiceAnswer,
    AskChoice: ChoiceAnswer,
    AskPick: PickAnswer,
    AskOrder: OrderAnswer,
}


def fields_for(ask: Ask) -> AnswerFields:
    """Return fields for a question."""
    return _FIELDS[type(ask)]()
