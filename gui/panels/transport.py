"""The buttons that move through time, and the speed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from engine.text.numbers import short
from gui.bind import LogScale, SliderBinding
from gui.look.fit import current, fit
from gui.menu.menu import Menu
from gui.state.state import State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say


class Transport(QWidget):
    """First, previous beat, play or pause, next beat, next step, speed."""

    def __init__(self, store: Store, menu: Menu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="tools")
        row.addWidget(tool_button(menu.to_the_start, with_words=False))
        row.addWidget(tool_button(menu.previous_beat, with_words=True))
        play = tool_button(menu.play, with_words=True)
        fit(play, least_width="play")
        row.addWidget(play)
        row.addWidget(tool_button(menu.next_beat, with_words=True))
        row.addWidget(tool_button(menu.next_step, with_words=True))
        row.addSpacing(current().length("gap"))
        self._speed = QLabel()
        self._speed.setObjectName("soft")
        self._speed.setMinimumWidth(
            self._speed.fontMetrics().horizontalAdvance(_speed_said("0.00") + "  ")
        )
        slider = QSlider(Qt.Orientation.Horizontal)
        fit(slider, width="slider")
        slider.setAccessibleName(say("speed.name"))
        slider.setToolTip(say("speed.tip"))
        SliderBinding(
            slider,
            store,
            lambda state: state.view.speed,
            view_actions.set_speed.call,
            LogScale(view_actions.SLOWEST, view_actions.FASTEST),
        )
        row.addWidget(self._speed)
        row.addWidget(slider)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _show(self, before: State | None, after: State) -> None:
        if before is None or before.view.speed != after.view.speed:
            self._speed.setText(_speed_said(short(after.view.speed, 2)))


def _speed_said(factor: str) -> str:
    return say("speed.now", factor=factor)


def tool_button(action: QAction, *, with_words: bool) -> QToolButton:
    """Return a button that does a command of the menu, with its icon and perhaps its words."""
    button = QToolButton()
    button.setDefaultAction(action)
    fit(button, icon="icon")
    button.setToolButtonStyle(
        Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        if with_words
        else Qt.ToolButtonStyle.ToolButtonIconOnly
    )
    button.setAccessibleName(action.text())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
