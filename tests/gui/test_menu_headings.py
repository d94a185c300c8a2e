"""Headings within menus can be read, and nobody stops at them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QWidgetAction
from pytestqt.qtbot import QtBot

from gui.window.palette_entries import entries_of
from tests.windows import opened


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_conventions_and_mistakes_stand_under_their_names(qtbot: QtBot) -> None:
    window = opened(qtbot, 1024, 768)
    menu = window.menu.experiment.parent()
    assert isinstance(menu, QMenu)
    menu.popup(QPoint(0, 0))
    qtbot.waitUntil(menu.isVisible)
    headings = menu.findChildren(QLabel, "menuHeading")
    assert [each.text() for each in headings] == ["Conventions", "Mistakes made on purpose"]
    assert all(each.isVisible() and each.height() > 12 for each in headings)
    first = menu.actionGeometry(window.menu.experiment.in_place)
    assert headings[1].geometry().bottom() < first.top()
    passed = set()
    for _ in menu.actions():
        QTest.keyClick(menu, Qt.Key.Key_Down)
        passed.add(menu.activeAction())
    assert window.menu.experiment.in_place in passed
    assert not any(isinstance(each, QWidgetAction) for each in passed)
    menu.close()
    assert "Conventions" not in {entry.title for entry in entries_of(window)}
