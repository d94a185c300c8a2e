"""The course: a button for each lesson, with a mark on those that are done."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.disk import files
from gui.lessons.asked import OptionLook
from gui.lessons.done import is_finished
from gui.lessons.option_view import OptionButton
from gui.lessons.page_view import PageView
from gui.lessons.runs import TextBlock, Words
from gui.look.fit import fit
from gui.look.theme import Theme
from gui.menu.lessons_menu import LessonsMenu
from gui.words.catalog import say


class CourseView(QWidget):
    """What is there to be learned, while no lesson is open."""

    def __init__(self, menu: LessonsMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = PageView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="gap")
        column.addWidget(self.heading)
        self._lessons = files.lessons()
        self.buttons = [OptionButton() for _ in self._lessons]
        for button, lesson in zip(self.buttons, self._lessons, strict=True):
            button.clicked.connect(lambda _=False, path=lesson.path: menu.lesson_asked.emit(path))
            column.addWidget(button)
        self.open = QPushButton(menu.open_file.text())
        self.open.clicked.connect(menu.open_file.trigger)
        column.addWidget(self.open)

    def show_course(self, theme: Theme) -> None:
        """Show which lessons are done."""
        heading = TextBlock((Words(say("lesson.course")),), heading=True)
        said = TextBlock((Words(say("lesson.course-said")),), "text_soft")
        self.heading.show_blocks((heading, said), theme)
        for number, (button, lesson) in enumerate(
            zip(self.buttons, self._lessons, strict=True), start=1
        ):
            look = OptionLook.RIGHT if is_finished(lesson.name) else OptionLook.OPEN
            button.show_option(str(number), (Words(lesson.called),), look, theme)
            button.setEnabled(True)
