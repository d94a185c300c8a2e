"""The menu of the lessons: the course, a file of one's own, the cards of the one on screen."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.words.catalog import say

Make = Callable[[str], QAction]
"""Makes the action of a command's name."""


class LessonsMenu(QObject):
    """Its commands; what they do needs the window."""

    lesson_asked = Signal(object)
    """Emitted with the file of a lesson that is to be opened."""

    card_asked = Signal(int)
    """Emitted with the card of the lesson on screen that is to be shown."""

    def __init__(self, menu: QMenu, make: Make) -> None:
        super().__init__(menu)
        self.menu = menu
        self.next_card, self.previous_card = make("next-card"), make("previous-card")
        self.back_to_card, self.close = make("back-to-card"), make("close-lesson")
        self.to_question = make("to-question")
        self.open_file, self.forget = make("open-lesson"), make("forget-progress")
        self.lessons: list[QAction] = []
        self._after_lessons = menu.addSeparator()
        menu.addActions([self.open_file, self.close])
        menu.addSeparator()
        menu.addActions([self.next_card, self.previous_card, self.back_to_card, self.to_question])
        menu.addSeparator()
        menu.addAction(self.forget)

    def list_lessons(self, lessons: Iterable[tuple[str, Path]]) -> None:
        """List the course: lessons by their titles and files."""
        for number, (title, path) in enumerate(lessons, start=1):
            text = say("lesson.listed", number=number, title=title).replace("&", "&&")
            action = QAction(text, self.menu)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, path=path: self.lesson_asked.emit(path))
            self.lessons.append(action)
        self.menu.insertActions(self._after_lessons, self.lessons)
