"""What bundled cards want to be tried, done with mouse and keys, in both languages."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.written.quantity import parse
from gui.landscape.ball_buttons import BallButtons
from gui.lessons.page_view import PageView
from gui.lessons.runs import PageMark
from gui.menu.lessons_menu import LessonsMenu
from gui.window.speaking import speak
from gui.window.window import Window
from gui.words.catalog import CHINESE, SOURCE
from tests.gui.lesson_window import (
    click_item,
    lesson_panel,
    mark_of,
    open_card,
    settle,
    type_over,
)
from tests.windows import opened

Try = Callable[[Window], None]


def _type(item: str, number: str) -> Try:
    return lambda window: type_over(window, parse(item), number)


def _click(item: str) -> Try:
    return lambda window: click_item(window, parse(item))


def _press(key: Qt.Key, times: int = 1) -> Try:
    def press(window: Window) -> None:
        for _ in range(times):
            QTest.keyClick(window, key)
            settle()

    return press


def _let_the_ball_step(times: int) -> Try:
    def step(window: Window) -> None:
        view = window.desk.view("slice")
        assert isinstance(view, QWidget)
        buttons = view.findChild(BallButtons)
        assert isinstance(buttons, BallButtons)
        for _ in range(times):
            QTest.mouseClick(buttons.step, Qt.MouseButton.LeftButton)
            settle()

    return step


TRIES: tuple[tuple[str, str, Try], ...] = (
    ("01-three-steps", "loss", _type("w[1,0,0]", "4")),
    ("01-three-steps", "again", _press(Qt.Key.Key_PageDown, 3)),
    ("01-three-steps", "until-it-stays", _press(Qt.Key.Key_U)),
    ("02-forward", "inputs", _type("x[0,0]", "0.3")),
    ("06-learning-rate", "valley", _let_the_ball_step(5)),
    ("07-one-neuron", "tree", _click("w[1,0,1]")),
    ("07-one-neuron", "saturated", _press(Qt.Key.Key_N)),
    ("08-indices", "four-layers", _click("a[2,1]")),
    ("09-sum-over-paths", "the-sum", _click("a[1,1]")),
)


def _is_marked(page: PageView) -> bool:
    return mark_of(page) is PageMark.DONE


@pytest.mark.parametrize(("language", "most"), [(SOURCE, len(TRIES)), (CHINESE, 3)])
def test_what_cards_want_to_be_tried_is_recognised(qtbot: QtBot, language: str, most: int) -> None:
    check_tries(qtbot, language, TRIES[:most])


def check_tries(qtbot: QtBot, language: str, tries: tuple[tuple[str, str, Try], ...]) -> None:
    """Do what cards want to be tried, and fail where one does not notice."""
    speak(language)
    window = opened(qtbot, 1440, 900)
    for lesson, key, do in tries:
        panel = open_card(window, lesson, key)
        place = lesson, key
        if panel.question.isVisible():
            QTest.mouseClick(panel.question.show_answer, Qt.MouseButton.LeftButton)
            settle()
        assert mark_of(panel.trying) is PageMark.OPEN, place
        do(window)
        qtbot.waitUntil(partial(_is_marked, panel.trying), timeout=20_000)
    speak(SOURCE)


def _title(window: Window) -> str:
    return lesson_panel(window).page.accessibleName().splitlines()[0]


def test_another_language_shows_the_same_card(qtbot: QtBot) -> None:
    window = opened(qtbot, 1440, 900)
    open_card(window, "08-indices", "sign")
    assert _title(window) == "Signs belong to the factors"
    speak(CHINESE)
    heir = Window(window.store.handed_on())
    qtbot.addWidget(heir)
    heir.resize(1440, 900)
    heir.room.choose("lesson")
    heir.show()
    heir.make_ready_for_picture()
    settle()
    assert heir.store.state.lesson is not None
    assert heir.store.state.lesson.at == 5
    assert any("\u4e00" <= letter <= "\u9fff" for letter in _title(heir))
    speak(SOURCE)


def test_the_menu_marks_what_is_done(qtbot: QtBot) -> None:
    window = opened(qtbot, 1280, 720)
    menu: LessonsMenu = window.menu.lessons
    assert not any(action.isChecked() for action in menu.lessons)
    for key in ("three-factors", "sign"):
        open_card(window, "08-indices", key)
    menu.menu.aboutToShow.emit()
    assert not menu.lessons[7].isChecked()
