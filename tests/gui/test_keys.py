"""The keys: one table, which the menu takes, F1 draws and the readme lists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from gui.landscape.curve.descent_view import DescentView
from gui.menu.keys import KEYS, KeyGroup, caps, told
from gui.panels.digits import DigitsControl
from gui.state.run import actions as run_actions
from gui.state.state import Mode
from gui.window.keys_page import KeysPage
from gui.window.window import Window
from gui.words.catalog import say
from tests.windows import lent, opened, put_back

README = Path(__file__).parents[2] / "README.md"
ONE_IS_IN_USE = {"deselect", "leave-full-size", "cancel-training"}


def test_no_key_does_two_things(qapp: QApplication) -> None:
    done: dict[str, str] = {}
    for name, each in KEYS.items():
        for sequence in each.sequences:
            other = done.setdefault(told(sequence), name)
            assert other == name or {name, other} < ONE_IS_IN_USE


@pytest.mark.parametrize(
    ("keys", "drawn"),
    [
        ("Shift+Right", ("Shift", "→")),
        ("Ctrl++", ("Ctrl", "+")),
        ("Ctrl+-", ("Ctrl", "−")),
        ("+", ("+",)),
        ("Esc", ("Esc",)),
        ("Ctrl+PgDown", ("Ctrl", "Page Down")),
    ],
)
def test_keys_are_drawn_as_they_are_printed_on_a_keyboard(
    keys: str, drawn: tuple[str, ...]
) -> None:
    assert caps(QKeySequence(keys)) == drawn


def test_the_readme_lists_every_key_of_playing_and_showing(qapp: QApplication) -> None:
    listed = [
        (" or ".join(map(told, each.sequences)), say(f"command-name.{name}"))
        for name, each in KEYS.items()
        if each.group is not KeyGroup.FILES
    ]
    table = README.read_text(encoding="utf-8").partition("| key | what it does |\n| --- | --- |\n")[
        2
    ]
    rows = re.findall(r"^\| (.+) \| (.+) \|$", table.partition("\n\n")[0], re.MULTILINE)
    assert rows == listed


@pytest.fixture(scope="module")
def _lent(qapp: QApplication) -> Iterator[Window]:
    yield from lent(1280, 720)


@pytest.fixture
def window(_lent: Window) -> Window:
    return put_back(_lent)


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (640, 400)])
def test_f1_shows_all_keys_and_escape_closes_them(qtbot: QtBot, width: int, height: int) -> None:
    window = opened(qtbot, width, height)
    shortcuts = {name: each.sequences for name, each in KEYS.items()}
    by_keys = {tuple(action.shortcuts()): action for action in window.actions()}
    assert set(shortcuts.values()) == set(by_keys) - {()}
    QTest.keyClick(window, Qt.Key.Key_F1)
    page = window.findChild(KeysPage)
    assert page is not None
    assert page.isVisible()
    assert page.height() <= window.height()
    assert page.width() <= window.width()
    words = [label.text() for label in page.findChildren(QLabel)]
    for name in KEYS:
        assert say(f"command-name.{name}") in words
    scroll = page.findChild(QScrollArea)
    assert scroll is not None
    inside = scroll.widget()
    assert inside is not None
    assert scroll.viewport().width() >= inside.minimumSizeHint().width()  # nothing is cut
    QTest.keyClick(page, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not any(each.isVisible() for each in window.findChildren(KeysPage))


def test_a_button_reached_with_tab_is_pressed_by_space_and_one_that_was_clicked_is_not(
    window: Window, qtbot: QtBot
) -> None:
    control = window.findChild(DigitsControl)
    assert isinstance(control, DigitsControl)
    more = control.more
    _reach(more, window)
    digits = window.store.state.view.digits
    qtbot.keyClick(more, Qt.Key.Key_Space)
    assert _digits_and_mode(window) == (digits + 1, Mode.PAUSED)
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Space)
    assert _digits_and_mode(window) == (digits + 2, Mode.PLAYING)


def _reach(control: QWidget, window: Window) -> None:
    for _ in range(100):
        if QApplication.focusWidget() is control:
            return
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    raise AssertionError("Tab does not lead there")


def _digits_and_mode(window: Window) -> tuple[int, Mode]:
    state = window.store.state
    return state.view.digits, state.mode


def test_the_keys_are_not_those_of_a_control_that_nobody_chose(
    window: Window, qtbot: QtBot
) -> None:
    window.room.choose("landscape")
    view = window.desk.view("slice")
    assert isinstance(view, DescentView)
    qtbot.mouseClick(view.field, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is view.field
    digits = window.store.state.view.digits
    window.room.choose("training")  # hides the field, and Qt passes its focus on
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Space)
    assert _digits_and_mode(window) == (digits, Mode.PLAYING)
    window.store.apply(run_actions.pause)
    window.room.choose("landscape")
    view.buttons.step.click()
    _reach(view.buttons.back, window)
    qtbot.mouseClick(view.buttons.back, Qt.MouseButton.LeftButton)  # the last step: it is disabled
    assert not view.buttons.back.isEnabled()
    window.store.apply(run_actions.pause)
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Space)
    assert _digits_and_mode(window) == (digits, Mode.PLAYING)


def test_each_menu_of_the_bar_has_a_letter_of_its_own(window: Window) -> None:
    bar = window.menuBar().actions()
    letters = [QKeySequence.mnemonic(action.text()).toString() for action in bar]
    assert letters[:2] == ["Alt+F", "Alt+E"]
    assert "" not in letters
    assert len(set(letters)) == len(letters)
    assert not set(letters) & {each.toString() for key in KEYS.values() for each in key.sequences}
