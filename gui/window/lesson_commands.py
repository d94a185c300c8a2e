"""What the window does for lessons: opens them, leads from card to card, remembers what is done."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction

from engine.text.lesson.lesson import BadLesson, Lesson
from gui.arrangements import LESSON
from gui.disk import files, settings
from gui.disk.lessons import read_lesson
from gui.lessons.content import card_now
from gui.lessons.done import first_open, is_finished
from gui.lessons.progress import following, number_of, preceding
from gui.menu.keys import told
from gui.state.lesson import actions as lesson_actions
from gui.state.lesson import derived as lesson_derived
from gui.state.state import State
from gui.views import PANELS
from gui.words.catalog import say
from gui.words.faults import fault_sentence

if TYPE_CHECKING:
    from gui.window.window import Window


class LessonCommands(QObject):
    """Asks before a card replaces unsaved work, and shows beside a lesson what it is about."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, self._store, self._menu = window, window.store, window.menu.lessons
        menu = self._menu
        menu.list_lessons((each.called, each.path) for each in files.lessons())
        menu.lesson_asked.connect(self.open)
        menu.card_asked.connect(self._go_to)
        menu.next_card.triggered.connect(partial(self._go_by, 1))
        menu.previous_card.triggered.connect(partial(self._go_by, -1))
        menu.back_to_card.triggered.connect(self._back_to_card)
        menu.to_question.triggered.connect(self._to_question)
        menu.close.triggered.connect(lambda: self._store.apply(lesson_actions.close))
        menu.open_file.triggered.connect(self._ask_for_file)
        menu.forget.triggered.connect(self._forget)
        menu.menu.aboutToShow.connect(self._mark)
        window.documents.lesson_found.connect(self.open)
        window.documents.reopened.connect(lambda _: self._stand_beside())
        choice = self._store.state.lesson
        self._shown = None if choice is None else choice.lesson
        self._store.changed.connect(self._show)
        self._show(None, self._store.state)

    def open(self, path: Path, *, at_end: bool = False) -> None:
        """Open a lesson at the first card that is not done, or at its last one.

        What is wrong with its file is said.
        """
        try:
            lesson = read_lesson(path)
        except BadLesson as error:
            self._window.notice.say(fault_sentence(error.fault))
            return
        self._window.notice.hide()
        card = len(lesson.cards) - 1 if at_end else first_open(lesson)
        self._window.documents.ask_to_leave(partial(self._begin, lesson, card))

    def _begin(self, lesson: Lesson, card: int) -> None:
        self._store.apply(lesson_actions.open_lesson, lesson, card)
        self._stand_beside()

    def _stand_beside(self) -> None:
        """Show a lesson that has just come, be it with a session that was brought back."""
        choice = self._store.state.lesson
        if choice is not None and choice.lesson is not self._shown:
            self._shown = choice.lesson
            self._window.room.choose(LESSON)

    def _go_by(self, more: int) -> None:
        """Go to the next card or to the one before, be it of another lesson."""
        state = self._store.state
        other = following(state) if more > 0 else preceding(state)
        if other is not None:
            self.open(other.path, at_end=more < 0)
        elif state.lesson is not None:
            self._go_to(state.lesson.at + more)

    def _go_to(self, index: int) -> None:
        if lesson_derived.replaces(self._store.state, index):
            self._window.documents.ask_to_leave(partial(self._begin_card, index))
        else:
            self._begin_card(index)

    def _begin_card(self, index: int) -> None:
        self._store.apply(lesson_actions.go_to_card, index)

    def _back_to_card(self) -> None:
        go_on = partial(self._store.apply, lesson_actions.back_to_card)
        self._window.documents.ask_to_leave(go_on)

    def _to_question(self) -> None:
        """Give the keyboard to where the question of the card is answered."""
        from gui.lessons.panel import LessonPanel  # which is built as it is shown

        desk = self._window.desk
        panel = desk.view("lesson")
        way = panel.question.first_way() if isinstance(panel, LessonPanel) else None
        if self._store.state.is_picking:
            way = desk.network
        if way is not None:
            self._window.lead_to(way)

    def _ask_for_file(self) -> None:
        from gui.window.file_dialog import ask_for_file

        kinds = say("dialog.lessons")
        ask_for_file(self._window, say("dialog.open-lesson"), kinds, self.open)

    def _forget(self) -> None:
        settings.forget_progress()
        if self._store.state.lesson is not None:
            self._store.apply(lesson_actions.forget)
        self._window.notice.tell(say("notice.progress-forgotten"))

    def _mark(self) -> None:
        """Mark the lessons that are done."""
        for action, lesson in zip(self._menu.lessons, files.lessons(), strict=True):
            action.setChecked(is_finished(lesson.name))

    def _show(self, before: State | None, after: State) -> None:
        if before is not None and before.lesson is after.lesson:
            if after.lesson is not None and _of_others(before) != _of_others(after):
                QTimer.singleShot(0, self, self._show_beside)
            return
        choice, menu = after.lesson, self._menu
        menu.close.setEnabled(choice is not None)
        menu.back_to_card.setEnabled(choice is not None)
        menu.to_question.setEnabled(lesson_derived.ask(after) is not None)
        is_last = choice is None or choice.at + 1 == len(choice.lesson.cards)
        is_first = choice is None or choice.at == 0
        self._name_next(following(after), is_there=not is_last)
        self._name_previous(preceding(after), is_there=not is_first)
        if choice is None:
            return
        settings.add_progress(choice.lesson.name, choice.finished)
        # What is hidden then loses pointer and keyboard, and may change the state: not while the
        # store is telling of a change.
        QTimer.singleShot(0, self, self._show_beside)

    def _name_next(self, lesson: files.BundledLesson | None, *, is_there: bool) -> None:
        """Say that a command leads to the next card, or into the next lesson."""
        action = self._menu.next_card
        action.setEnabled(is_there or lesson is not None)
        if lesson is None:
            _name(action, say("command-name.next-card"), say("button.next-card"))
        else:
            said = say("lesson.next", number=number_of(lesson), title=lesson.called)
            _name(action, said, say("button.next-lesson"))

    def _name_previous(self, lesson: files.BundledLesson | None, *, is_there: bool) -> None:
        """Say that a command leads to the card before, or into the lesson before."""
        action = self._menu.previous_card
        action.setEnabled(is_there or lesson is not None)
        if lesson is None:
            _name(action, say("command-name.previous-card"), say("button.previous-card"))
        else:
            said = say("lesson.previous", number=number_of(lesson), title=lesson.called)
            _name(action, said, say("button.previous-lesson"))

    def _show_beside(self) -> None:
        """Show the panels of the card on screen, in a room of their own."""
        state = self._store.state
        card = card_now(state)
        if card is not None:
            has_network = not card.panels or not _of_others(state).issuperset(card.panels)
            self._window.room.show_beside_lesson(card.panels, with_network=has_network)


def _name(action: QAction, said: str, button: str) -> None:
    """Say where a command leads, and on a button in few words."""
    action.setText(said.replace("&", "&&"))
    action.setIconText(button)
    action.setToolTip(say("command-tip", command=said, keys=told(action.shortcut())))


def _of_others(state: State) -> frozenset[str]:
    """Return the panels in whose pictures the network on screen has no part."""
    return frozenset(
        each.key
        for each in PANELS
        if each.is_of_network is not None and not each.is_of_network(state)
    )
