"""The buttons that move through time, and the speed."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from gui.bind import LogScale, SliderBinding
from gui.look.fit import fit, has_new_look
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
        row.addWidget(tool_button(menu.phase_end, with_words=True))
        row.addWidget(tool_button(menu.next_step, with_words=True))
        self.speed_said = QLabel()
        self.speed_said.setObjectName("soft")
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
        row.addWidget(self.speed_said)
        row.addWidget(slider)
        store.changed.connect(self._show)
        self._show(None, store.state)
        self._fit_speed()

    def _fit_speed(self) -> None:
        """Keep room for any speed, so that nothing moves as it changes."""
        self.speed_said.ensurePolished()  # only then it knows its type
        widest = self.speed_said.fontMetrics().horizontalAdvance(_said(view_actions.FASTEST))
        self.speed_said.setMinimumWidth(widest)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event):
            self._fit_speed()

    def _show(self, before: State | None, after: State) -> None:
        if before is None or before.view.speed != after.view.speed:
            self.speed_said.setText(_said(after.view.speed))


def _said(speed: float) -> str:
    """Return words of nearly one width for every speed."""
    return say("speed.now", factor=f"{speed:.1f}" if speed >= 1 else f"{speed:.2f}")


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
