"""Ctrl+K finds everything that can be done, and does it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from engine.data.dataset import Generated
from engine.experiment import Mistake
from gui.app import application
from gui.disk import files, recent
from gui.menu.keys import KEYS, told
from gui.panels.experiment.panel import ExperimentPanel
from gui.state.experiment import editing
from gui.state.run import derived
from gui.state.view import actions as view_actions
from gui.views import PANELS
from gui.window.palette import Palette
from gui.window.palette_entries import entries_of
from gui.window.speaking import speak
from gui.window.window import Window
from gui.words.catalog import CHINESE, say
from gui.words.mistakes import mistake_name
from tests.passing import let_events_happen
from tests.windows import opened


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Window:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    return opened(qtbot, 1280, 720)


def _opened(window: Window) -> Palette:
    _activate(window)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(Palette)
    assert palette is not None
    _activate(palette)
    return palette


def _activate(widget: QWidget) -> None:
    widget.activateWindow()
    while not widget.isActiveWindow():
        QApplication.processEvents()


def _type(palette: Palette, text: str) -> str:
    """Type into the field and return what stands first."""
    palette.field.clear()
    QTest.keyClicks(palette.field, text)
    return palette.rows.entry(0).title if palette.rows.rowCount() else ""


def _press(palette: Palette, key: Qt.Key) -> None:
    QTest.keyClick(palette.field, key)
    for _ in range(3):
        let_events_happen()
        QApplication.processEvents()


def test_all_that_can_be_done_is_found_and_done(window: Window) -> None:
    entries = entries_of(window)
    titles = {entry.title for entry in entries}
    keys = {entry.keys for entry in entries} - {""}
    commands = set(KEYS) - {"palette"}
    assert {told(KEYS[name].sequences[0]) for name in commands} <= keys
    assert {example.title for example in files.examples()} <= titles
    assert {panel.title for panel in PANELS} <= titles
    assert "Theme: Dark" in titles
    assert all("&" not in title for title in titles)
    names = [entry.name for entry in entries]
    assert len(names) == len(set(names))  # each is remembered by its own

    palette = _opened(window)
    assert window.rect().contains(window.mapFromGlobal(palette.geometry().center()))
    assert palette.field.hasFocus()
    assert _type(palette, "theme: da") == "Theme: Dark"
    assert "Theme: Dark" in palette.field.accessibleDescription()
    _press(palette, Qt.Key.Key_Return)
    assert window.store.state.view.theme == "dark"
    assert not window.findChildren(Palette)

    palette = _opened(window)
    assert palette.rows.entry(0).title == "Theme: Dark"  # the last one done comes first
    assert palette.rows.entry(0).is_on
    assert _type(palette, "xor") == next(e.title for e in files.examples() if "xor" in e.name)
    at = palette.list.visualRect(palette.rows.index(0)).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    for _ in range(3):
        let_events_happen()
        QApplication.processEvents()
    assert window.store.state.document.name == "xor-2-4-1"

    palette = _opened(window)
    assert _type(palette, "confusion") == say("view.confusion")
    _press(palette, Qt.Key.Key_Return)
    assert window.desk.view("confusion").isVisible()

    palette = _opened(window)
    _type(palette, "digits")
    first = palette.rows.entry(0).name
    _press(palette, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    assert palette.rows.said(1) == palette.field.accessibleDescription()
    assert palette.rows.entry(0).name == first
    assert _type(palette, "there is no such thing") == ""
    assert palette.nothing.isVisible()
    _press(palette, Qt.Key.Key_Return)  # does nothing
    assert palette.isVisible()
    _press(palette, Qt.Key.Key_Escape)
    assert not window.findChildren(Palette)


def test_a_mistake_on_purpose_comes_after_what_is_meant_by_its_words(window: Window) -> None:
    palette = _opened(window)
    assert _type(palette, "layer") == say("panel-setting.add-layer")
    for mistake in Mistake:  # by its own words it is found
        palette.field.setText(mistake_name(mistake))  # no key of a test has its raised figures
        assert palette.rows.entry(0).title == mistake_name(mistake)
    palette.close()


def test_data_are_found_and_chosen_as_in_the_experiments_panel(window: Window) -> None:
    opened_example = files.read(files.resolve("moons-2-8-1"))
    window.store.apply(editing.open_experiment, opened_example, "moons-2-8-1")
    palette = _opened(window)
    assert _type(palette, "data sine") == "Data: sine curve"
    _press(palette, Qt.Key.Key_Return)
    around = window.desk.view("experiment")
    assert isinstance(around, QScrollArea)
    panel = around.widget()
    assert isinstance(panel, ExperimentPanel)
    assert panel.data.note.isVisible()  # two classes are no curve: the panel says what would fit
    panel.data.note.button.click()
    drawn = derived.experiment(window.store.state).data.source
    assert isinstance(drawn, Generated)
    assert drawn.name == "sine"
    palette = _opened(window)
    _type(palette, "data sine")
    assert palette.rows.entry(0).is_on
    palette.close()


def test_what_cannot_be_done_now_stands_last_and_does_nothing(window: Window) -> None:
    assert not window.store.can_redo
    palette = _opened(window)
    _type(palette, "redo")
    row = next(
        row
        for row in range(palette.rows.rowCount())
        if palette.rows.entry(row).keys == told(KEYS["redo"].sequences[0])
    )
    assert not palette.rows.entry(row).can_be_done
    assert "cannot be done now" in palette.rows.said(row)
    possible = [palette.rows.entry(r).can_be_done for r in range(palette.rows.rowCount())]
    assert possible == sorted(possible, reverse=True)
    index = palette.rows.index(row)
    palette.list.scrollTo(index)
    at = palette.list.visualRect(index).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert palette.isVisible()
    assert recent.recent_commands() == ()
    palette.close()


def test_it_stays_within_a_small_or_enlarged_window(window: Window) -> None:
    window.store.apply(view_actions.set_scale, 2.0)
    window.resize(1280, 720)
    palette = _opened(window)
    assert palette.height() <= window.height()
    assert palette.width() <= window.width()
    assert palette.list.visualRect(palette.rows.index(0)).height() >= 2 * 30
    palette.close()


def test_it_is_as_high_as_what_it_lists_and_says_so_where_that_is_nothing(window: Window) -> None:
    palette = _opened(window)
    whole = palette.height()
    assert palette.rows.rowCount() > 20  # before anything is typed all is listed
    _type(palette, "lesson8")
    assert palette.rows.entry(0).title.startswith("8 ")
    few = palette.rows.rowCount()
    QApplication.processEvents()
    assert palette.height() < whole
    last = palette.list.visualRect(palette.rows.index(few - 1))
    assert palette.list.viewport().rect().contains(last)
    below = palette.height() - palette.list.mapTo(palette, last.bottomLeft()).y()
    assert below < last.height()  # no empty row
    assert _type(palette, "zzqq") == ""
    QApplication.processEvents()
    assert "zzqq" in palette.nothing.text()
    assert palette.field.accessibleDescription() == palette.nothing.text()
    assert palette.nothing.height() >= palette.nothing.heightForWidth(palette.nothing.width())
    below = palette.height() - palette.nothing.geometry().bottom()
    assert below < last.height()
    palette.field.clear()
    assert palette.height() == whole
    palette.close()


def test_in_chinese_english_letters_find_it_too(qtbot: QtBot) -> None:
    application()
    speak(CHINESE)
    window = opened(qtbot, 1280, 720)
    english = {entry.title: entry.english for entry in entries_of(window)}
    assert [title for title, said in english.items() if not said] == []
    assert [entry.group for entry in entries_of(window) if "(" in entry.group] == []
    palette = _opened(window)
    assert _type(palette, "paths") == "路径"
    assert _type(palette, "dark theme") == "深色主题"
    assert _type(palette, "lesson 9").startswith("9")
    assert _type(palette, "lesson9").startswith("9")
    assert _type(palette, "xor four") == "异或，四个隐藏神经元"
    palette.field.setText("课程8")
    assert palette.rows.entry(0).title.startswith("8 ")
    palette.field.setText("路径")
    assert palette.rows.entry(0).title == "路径"
