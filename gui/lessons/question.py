"""The question of a card: itself, where it is answered, how the answer was judged, what helps."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.text.lesson.lesson import AskNumber, AskPick, AskSign, LessonCard
from gui.lessons.answers import AnswerFields, fields_for
from gui.lessons.asked import ask_blocks, verdict_blocks
from gui.lessons.page_view import PageView
from gui.look.fit import fit
from gui.look.theme import THEMES
from gui.state.lesson import actions as lesson_actions
from gui.state.lesson.lesson import LessonChoice
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say


class QuestionBox(QFrame):
    """Follows the state; each card has fields of its own.

    followed_by: what Tab leads to after it.
    """

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("question")
        self._store = store
        self._of: tuple[object, ...] = ()
        self._order: tuple[QWidget, ...] = ()
        self.followed_by: tuple[QWidget, ...] = ()
        self.fields: AnswerFields | None = None
        self.asked, self.verdict = PageView(), PageView()
        self.another = QPushButton(say("lesson.another"))
        self.show_answer = QPushButton(say("lesson.show-answer"))
        self.another.clicked.connect(self._ask_another)
        self.show_answer.clicked.connect(lambda: store.apply(lesson_actions.show_answer))
        self._column = QVBoxLayout(self)
        fit(self._column, margins="question", spacing="row")
        self._column.addWidget(self.asked)
        self._row = QHBoxLayout()
        fit(self._row, spacing="gap")
        self._row.addWidget(self.another)
        self._row.addWidget(self.show_answer)
        self._row.addStretch(1)
        self._column.addLayout(self._row)
        self._column.addWidget(self.verdict)  # below what is pressed, which so keeps its place

    def show_question(self, state: State, card: LessonCard | None) -> None:
        """Show the question of a card, or nothing where it asks none."""
        choice = state.lesson
        if choice is None or card is None or card.ask is None:
            self.hide()
            return
        self._take_fields(choice, card)
        theme = THEMES[state.view.theme]
        self.asked.show_blocks(ask_blocks(state, card.ask), theme)
        if self.fields is not None:
            answering, focused = self._answering(self.fields), QApplication.focusWidget()
            if choice.is_settled and focused in (*answering, self.show_answer):
                self._give_keys_back()
            self.fields.show_ask(state, choice, card.ask)
            if self.fields.check is not None:
                self.fields.check.setHidden(choice.is_settled)
            self._order_tabs(self._answering(self.fields))
        said = verdict_blocks(state, card)
        self.verdict.show_blocks(said, theme)
        self.verdict.setVisible(bool(said))
        can_vary = isinstance(card.ask, AskNumber | AskSign | AskPick) and card.ask.varies
        self.another.setVisible(can_vary and choice.is_settled)
        self.show_answer.setVisible(not choice.is_settled)
        self.show()

    def _take_fields(self, choice: LessonChoice, card: LessonCard) -> None:
        """Have the fields for a card, new ones for each."""
        of = (choice.lesson.name, card.key, card.ask)
        if of == self._of or card.ask is None:
            return
        for old in () if self.fields is None else (self.fields, self.fields.check):
            if old is not None:
                old.hide()
                old.deleteLater()
        self._of, self.fields = of, fields_for(card.ask)
        self.fields.given.connect(lambda given: self._store.apply(lesson_actions.answer, given))
        self._column.insertWidget(1, self.fields)
        if self.fields.check is not None:
            self._row.insertWidget(0, self.fields.check)

    def _answering(self, fields: AnswerFields) -> list[QWidget]:
        """Return what takes keys while the question is open, in the order in which it stands."""
        tab = Qt.FocusPolicy.TabFocus
        inside = [each for each in fields.findChildren(QWidget) if each.focusPolicy() & tab]
        return inside if fields.check is None else [*inside, fields.check]

    def _order_tabs(self, answering: Sequence[QWidget]) -> None:
        """Let Tab lead through the fields, which are younger than what stands below them."""
        order = (*answering, self.another, self.show_answer)
        if order != self._order:
            self._order = order
            for one, other in pairwise((*order, *self.followed_by)):
                self.setTabOrder(one, other)

    def _give_keys_back(self) -> None:
        """Let the keys be those of the beats again, and Tab begin where it does at first."""
        window = self.window()
        home = window.centralWidget() if isinstance(window, QMainWindow) else None
        (home or window).setFocus()

    def first_way(self) -> QWidget | None:
        """Return what takes keys first as it stands now, None where nothing does."""
        return next((each for each in self._order if each.isVisible() and each.isEnabled()), None)

    def _ask_another(self) -> None:
        choice = self._store.state.lesson
        if choice is not None:
            self._store.apply(lesson_actions.another, choice.seed + 1)
