"""Every control of every panel, reached with Tab alone."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QSlider,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.written.quantity import Kind, Quantity
from gui.state.run import actions
from gui.state.view import actions as view_actions
from gui.views import PANELS
from gui.window.window import Window
from tests.windows import opened

_CONTROLS = (
    *(QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QSlider, QTabBar),
)


@pytest.mark.parametrize("key", [panel.key for panel in PANELS])
def test_tab_leads_to_every_control_of_a_panel(qtbot: QtBot, key: str) -> None:
    window = opened(qtbot, 1440, 900)
    window.store.apply(actions.last_beat)
    window.store.apply(view_actions.select, Quantity(Kind.WEIGHT, 2, 0, 0))
    window.desk.show_panel(key)
    for _ in range(6):
        QCoreApplication.processEvents()
    stops = _stops(window)
    controls = [each for each in window.desk.panels[key].findChildren(QWidget) if _is_control(each)]
    assert [
        (type(each).__name__, each.accessibleName())
        for each in controls
        if each not in stops and not _is_led_to_by_arrows(each, stops)
    ] == []


def _stops(window: Window) -> list[QWidget]:
    stops: list[QWidget] = []
    QTest.keyClick(window, Qt.Key.Key_Tab)
    while (at := QApplication.focusWidget()) is not None and at not in stops:
        stops.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    return stops


def _is_control(widget: QWidget) -> bool:
    is_part = isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
    is_head = isinstance(widget, QHeaderView)  # its table sorts by Return
    is_there = widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()
    return isinstance(widget, _CONTROLS) and is_there and not is_part and not is_head


def _is_led_to_by_arrows(widget: QWidget, stops: list[QWidget]) -> bool:
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and any(each in stops for each in group.buttons())
