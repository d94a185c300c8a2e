"""The panel of a lesson: its card, what it asks, then what to try, the way to the next one.

Without a lesson it shows the course.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from engine.written.quantity import Quantity, owner_of
from gui.lessons.asked import OptionLook
from gui.lessons.content import card_blocks, card_now, ending_blocks, try_blocks
from gui.lessons.course_view import CourseView
from gui.lessons.done import done_cards
from gui.lessons.dots_view import CardDots
from gui.lessons.left import has_left
from gui.lessons.option_view import OptionButton
from gui.lessons.page_view import PageView
from gui.lessons.progress import following, place_said
from gui.lessons.question import QuestionBox
from gui.look.fit import current, fit, grow
from gui.look.sizes import growth
from gui.look.theme import THEMES, Theme
from gui.menu.menu import Menu
from gui.panels.scrolled import SteadyScroll
from gui.panels.term_tip import term_tip
from gui.state.hiding import actions as hiding_actions
from gui.state.hiding.derived import is_hidden
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.turns import turns_of
from gui.words.catalog import say


class LessonPanel(QWidget):
    """Shows the card on screen with the numbers of the moment."""

    def __init__(self, store: Store, menu: Menu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._menu, self._turns = store, menu, turns_of(store)
        self._seen: State | None = None
        self.page, self.question, self.trying = PageView(), QuestionBox(store), PageView()
        self._pages = (self.page, self.question.asked, self.question.verdict, self.trying)
        self.onward, self.ending = OptionButton(), PageView()
        self.onward.clicked.connect(menu.lessons.next_card.trigger)
        self.course = CourseView(menu.lessons)
        for view in self._pages:
            view.term_hovered.connect(self._point_at)
            view.term_clicked.connect(self._select)
        self._lay_out()
        store.changed.connect(self._show)
        self._follow()

    def _lay_out(self) -> None:
        self.scrolled = SteadyScroll(QWidget, self)
        column = QVBoxLayout(self.scrolled.view)
        fit(column, margins="before_bar", spacing="apart")
        shown = self.page, self.question, self.trying, self.onward, self.ending, self.course
        for widget in shown:
            column.addWidget(widget)
        column.addStretch(1)
        lessons = self._menu.lessons
        self.dots = CardDots()
        self.dots.card_clicked.connect(lessons.card_asked)
        self.previous, self.next = QToolButton(), QToolButton()
        self.previous.setDefaultAction(lessons.previous_card)
        self.next.setDefaultAction(lessons.next_card)
        self.back = QPushButton(say("button.back-to-card"))
        self.back.setToolTip(lessons.back_to_card.toolTip())
        self.back.clicked.connect(lessons.back_to_card.trigger)
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="gap")
        row.addWidget(self.previous)
        row.addWidget(self.dots, 1)
        row.addWidget(self.next)
        for button in (self.previous, self.next):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.question.followed_by = self.onward, self.previous, self.next
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        fit(outer, spacing="row")
        outer.addWidget(self.scrolled, 1)
        outer.addWidget(self.back)
        outer.addWidget(self._foot)

    def _announce(self, *pages: PageView) -> None:
        """Let what has come be read out."""
        if QAccessible.isActive():
            said = "\n".join(page.accessibleName() for page in pages if page.isVisibleTo(self))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(pages[0], said))

    def _point_at(self, number: Quantity | None) -> None:
        sender = self.sender()
        if isinstance(sender, PageView) and number is not None:
            sender.setToolTip(term_tip(self._store.state, number))

    def _select(self, number: Quantity) -> None:
        """Show a number that is hidden, else select what it belongs to."""
        state = self._store.state
        if derived.is_known(state, number) and is_hidden(state, number):
            self._store.apply(hiding_actions.reveal, number)
            return
        chosen = owner_of(number)
        if chosen is not None:
            self._store.apply(view_actions.select, chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        unit = current().unit
        larger = growth(self.width() / unit, self.height() / unit)
        for view in (*self._pages, self.onward, self.ending):
            grow(view, larger)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def _show(self, before: State, after: State) -> None:
        if not self.isVisible() or _moment(before) == _moment(after):
            return
        if self._turns.are_taken(after):
            self._turns.ask(self._follow)
        else:
            self._follow()

    def _follow(self) -> None:
        before, state = self._seen, self._store.state
        self._seen = state
        card, theme = card_now(state), THEMES[state.view.theme]
        has_card = card is not None
        for widget in (self.page, self._foot):
            widget.setVisible(has_card)
        self.course.setVisible(not has_card)
        self.back.setVisible(has_card and has_left(state))
        self.setWindowTitle(place_said(state))
        self.question.show_question(state, card)
        trying = () if card is None else try_blocks(state, card)
        self.trying.show_blocks(trying, theme)
        self.trying.setVisible(bool(trying))
        self._show_ending(state, theme)
        if card is None or state.lesson is None:
            self.course.show_course(theme)
            return
        self.page.show_blocks(card_blocks(state, card), theme)
        titles = tuple(each.title for each in state.lesson.lesson.cards)
        self.dots.show_cards(titles, done_cards(state), state.lesson.at, theme)
        if before is None or _place(before) != _place(state):
            self.scrolled.verticalScrollBar().setValue(0)
            self._announce(*self._pages)
        elif _judged(before) != _judged(state):
            QTimer.singleShot(0, self, self._show_verdict)  # when it has its height
            self._announce(self.question.verdict, self.trying)

    def _show_ending(self, state: State, theme: Theme) -> None:
        """Show a button that leads into the next lesson, or that the course has ended."""
        ends, leads = ending_blocks(state), following(state) is not None
        self.onward.setVisible(leads)
        self.ending.setVisible(bool(ends) and not leads)
        for block in ends:
            self.onward.show_option("", block.runs, OptionLook.OPEN, theme)
        self.ending.show_blocks(ends, theme)

    def _show_verdict(self) -> None:
        """Bring into sight how an answer was judged, and what follows as far as there is room."""
        self.scrolled.ensureWidgetVisible(self.trying)
        self.scrolled.ensureWidgetVisible(self.question.verdict)


def _moment(state: State) -> tuple[object, ...]:
    """Return what a card depends on: of the time within a beat, on which numbers are known."""
    own = state.lesson, state.document, state.cursor.step, derived.last_revealed(state)
    chosen = state.curve, state.plane, state.neuron, state.inputs, state.results, state.regions
    shown = state.view, state.mode, state.trained, state.selected, state.lit, state.kept
    return *own, *chosen, *shown, state.hiding, state.cursor.beat


def _place(state: State) -> tuple[object, int]:
    """Return which card of which lesson is on screen."""
    return (state.lesson.lesson, state.lesson.at) if state.lesson else (None, 0)


def _judged(state: State) -> tuple[int, bool]:
    """Return how many answers were given, and whether the question is over."""
    return (len(state.lesson.attempts), state.lesson.is_settled) if state.lesson else (0, False)
