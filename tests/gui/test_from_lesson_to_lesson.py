"""What follows the last card of a lesson: the next lesson, by mouse, by keys, before a class."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from engine.written.quantity import parse
from gui.disk import files
from gui.disk.lessons import bundled_lesson
from gui.presenting.screen import Screen
from gui.state.experiment import editing
from gui.window.window import Window
from gui.words.catalog import say
from tests.gui.drawn_texts import drawn_texts
from tests.gui.lesson_window import lesson_panel, open_card, settle
from tests.windows import opened

_ALT, _LEFT = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton
_COURSE = [lesson.name for lesson in files.lessons()]


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    return opened(qtbot, 1440, 900)


def _at_last_card(window: Window, lesson: str) -> None:
    open_card(window, lesson, bundled_lesson(lesson).cards[-1].key)


def _place(window: Window) -> tuple[str, int]:
    choice = window.store.state.lesson
    assert choice is not None
    return choice.lesson.name, choice.at


def _change(window: Window) -> None:
    window.store.apply(editing.set_parameter, parse("w[1,0,0]"), 3.0)


def _question(window: Window) -> QMessageBox:
    (box,) = (each for each in window.findChildren(QMessageBox) if each.isVisible())
    return box


def _answer(window: Window, key: str) -> None:
    """Press a button of the question, by the key of its words."""
    (button,) = (each for each in _question(window).buttons() if each.text() == say(key))
    QTest.mouseClick(button, _LEFT)
    settle()


def _screens() -> list[Screen]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, Screen)]


def _present(window: Window) -> Screen:
    window.move(3000, 0)  # on the offscreen platform nothing lies over anything
    QTest.keyClick(window, Qt.Key.Key_F5)
    (screen,) = _screens()
    screen.setWindowState(Qt.WindowState.WindowNoState)
    screen.resize(1280, 720)
    while not screen.isActiveWindow():
        QApplication.processEvents()
    return screen


def _press(screen: Screen, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(screen, key)
    settle()


def _head(screen: Screen) -> list[str]:
    texts = drawn_texts(lambda painter: screen.render(painter, QPoint()), 1280, 720)
    return [each.text for each in texts]


def test_a_button_on_the_last_card_leads_into_the_next_lesson(window: Window) -> None:
    for at in (0, 6, len(_COURSE) - 2):
        lesson, after = _COURSE[at : at + 2]
        _at_last_card(window, lesson)
        panel = lesson_panel(window)
        title = bundled_lesson(after).title
        assert title in panel.onward.accessibleName()
        assert panel.onward.isVisible()
        panel.scrolled.ensureWidgetVisible(panel.onward)
        QTest.mouseClick(panel.onward, _LEFT)
        settle()
        assert _place(window) == (after, 0)
        assert not panel.onward.isVisible()


def test_keys_lead_on_into_the_next_lesson_and_back_to_the_card_they_came_from(
    window: Window,
) -> None:
    _at_last_card(window, "02-forward")
    last = _place(window)
    QTest.keyClick(window, Qt.Key.Key_Right, _ALT)
    settle()
    assert _place(window) == ("03-losses", 0)
    QTest.keyClick(window, Qt.Key.Key_Left, _ALT)
    settle()
    assert _place(window) == last


def test_the_menu_and_the_foot_of_the_card_name_where_they_lead(window: Window) -> None:
    lessons = window.menu.lessons
    _at_last_card(window, "02-forward")
    assert bundled_lesson("03-losses").title in lessons.next_card.text()
    assert lesson_panel(window).next.text() == "Next lesson ›"
    open_card(window, "02-forward", bundled_lesson("02-forward").cards[1].key)
    assert lessons.next_card.text() == "Next card"
    assert lesson_panel(window).next.text() == "Next ›"


def test_the_very_last_card_says_that_the_course_has_ended(window: Window) -> None:
    _at_last_card(window, _COURSE[-1])
    panel = lesson_panel(window)
    assert not panel.onward.isVisible()
    assert panel.ending.isVisible()
    assert panel.ending.accessibleName() == "This was the last lesson of the course."
    assert not window.menu.lessons.next_card.isEnabled()
    open_card(window, _COURSE[-1], bundled_lesson(_COURSE[-1]).cards[0].key)
    assert not panel.ending.isVisible()


def test_ones_own_work_is_asked_about_before_the_next_lesson_opens(window: Window) -> None:
    _at_last_card(window, "02-forward")
    window.store.apply(editing.open_experiment, files.experiment_of("xor-2-4-1"), "own")
    _change(window)
    QTest.mouseClick(lesson_panel(window).onward, _LEFT)
    _answer(window, "unsaved.cancel")
    assert _place(window)[0] == "02-forward"
    QTest.mouseClick(lesson_panel(window).onward, _LEFT)
    _answer(window, "unsaved.discard")
    assert _place(window) == ("03-losses", 0)


def test_what_was_saved_of_a_lesson_and_changed_again_is_asked_about(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    _at_last_card(window, "02-forward")
    window.documents.saving.save(tmp_path / "mine.json", lambda: None)
    qtbot.waitUntil(lambda: window.documents.path == tmp_path / "mine.json")
    _change(window)
    QTest.keyClick(window, Qt.Key.Key_Right, _ALT)
    _answer(window, "unsaved.cancel")
    assert _place(window)[0] == "02-forward"


def test_a_remote_leads_on_into_the_next_lesson_and_back(window: Window) -> None:
    _at_last_card(window, "02-forward")
    screen = _present(window)
    cards = len(bundled_lesson("02-forward").cards)
    assert f"card {cards} of {cards}, then lesson 3" in _head(screen)
    while _place(window)[0] == "02-forward":
        _press(screen, Qt.Key.Key_PageDown)
    assert _place(window) == ("03-losses", 0)
    assert "Lesson 3 of 14" in _head(screen)
    _press(screen, Qt.Key.Key_PageUp)
    assert _place(window) == ("02-forward", cards - 1)


def test_a_remote_stays_at_the_end_of_the_course(window: Window) -> None:
    _at_last_card(window, _COURSE[-1])
    last = _place(window)
    screen = _present(window)
    assert f"card {last[1] + 1} of {last[1] + 1}, the last of the course" in _head(screen)
    _press(screen, Qt.Key.Key_PageDown, 5)
    assert _place(window) == last


def test_ones_own_work_is_asked_about_in_the_window_and_not_before_a_class(
    window: Window,
) -> None:
    _at_last_card(window, "02-forward")
    screen = _present(window)
    window.store.apply(editing.open_experiment, files.experiment_of("xor-2-4-1"), "own")
    _change(window)
    while screen in _screens():
        _press(screen, Qt.Key.Key_PageDown)
    assert _place(window)[0] == "02-forward"
    _answer(window, "unsaved.discard")
    assert _place(window) == ("03-losses", 0)
