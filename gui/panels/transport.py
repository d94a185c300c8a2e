"""The buttons that move through time, and the speed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from gui.bind import LogScale, SliderBinding
from gui.look.fit import fit
from gui.menu.menu import Menu
from gui.panels.steady_label import SteadyLabel
from gui.panels.tool_buttons import CommandButton
from gui.state.state import State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say


class Transport(QWidget):
    """First, previous beat, play or pause, next beat, end of phase, next step, speed."""

    def __init__(self, store: Store, menu: Menu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="tools")
        row.addWidget(CommandButton(menu.to_the_start, with_words=False))
        row.addWidget(CommandButton(menu.previous_beat, with_words=True))
        words = [say("command-name.play"), say("command-name.pause")]
        play = CommandButton(menu.play, with_words=True, words=words)
        play.setObjectName("primary")
        fit(play, least_width="play")
        row.addWidget(play)
        for action in (menu.next_beat, menu.phase_end, menu.next_step):
            row.addWidget(CommandButton(action, with_words=True))
        self.speed_said = SteadyLabel()
        self.speed_said.setObjectName("soft")
        self.speed_said.expect(*map(_said, (view_actions.SLOWEST, view_actions.FASTEST)))
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

    def _show(self, before: State | None, after: State) -> None:
        if before is None or before.view.speed != after.view.speed:
            self.speed_said.setText(_said(after.view.speed))


def _said(speed: float) -> str:
    """Return words of nearly one width for every speed."""
    return say("speed.now", factor=f"{speed:.1f}" if speed >= 1 else f"{speed:.2f}")
