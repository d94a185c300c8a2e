"""The buttons that move through time, and the speed."""

from collections.abc import Iterable

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

_ENDS = view_actions.SLOWEST, view_actions.FASTEST


class Transport(QWidget):
    """First, previous beat, play or pause, next beat, end of phase, next step, speed.

    buttons: those whose words can be left out; dispensable: those to be done without where there
    is no room, the first of them first.
    """

    def __init__(self, store: Store, menu: Menu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        first = CommandButton(menu.to_the_start, with_words=False)
        words = [say("command-name.play"), say("command-name.pause")]
        play = CommandButton(menu.play, with_words=True, words=words)
        play.setObjectName("primary")
        previous, following, phase, step = self.buttons = [
            CommandButton(action, with_words=True)
            for action in (menu.previous_beat, menu.next_beat, menu.phase_end, menu.next_step)
        ]
        self.dispensable = [first, phase, step, previous, following]
        self._store, self._is_short = store, False
        self.speed = SpeedSlider(say("speed.name"), say("speed.tip"), map(speed_said, _ENDS))
        SliderBinding(
            self.speed.slider,
            store,
            lambda state: state.view.speed,
            view_actions.set_speed.call,
            LogScale(*_ENDS),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="tools")
        for widget in (first, previous, play, following, phase, step, self.speed):
            row.addWidget(widget)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _show(self, before: State | None, after: State) -> None:
        if before is None or before.view.speed != after.view.speed:
            self.speed.said.setText(self._speed_said(after.view.speed))

    def shorten_speed(self, on: bool) -> None:
        """Say the factor alone, or what it is of, too."""
        if on != self._is_short:
            self._is_short = on
            self.speed.said.expect(*map(self._speed_said, _ENDS))
            self.speed.said.setText(self._speed_said(self._store.state.view.speed))
            self.speed.row.invalidate()  # it is asked for its width at once
            self.speed.updateGeometry()

    def _speed_said(self, speed: float) -> str:
        return say("speed.factor", factor=_factor(speed)) if self._is_short else speed_said(speed)


class SpeedSlider(QWidget):
    """A slider with what it is set to, in words that keep their room.

    widest: of what may be said.
    """

    def __init__(self, name: str, tip: str, widest: Iterable[str]) -> None:
        super().__init__()
        self.said = SteadyLabel()
        self.said.setObjectName("soft")
        self.said.expect(*widest)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        fit(self.slider, width="slider")
        self.slider.setAccessibleName(name)
        self.slider.setToolTip(tip)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        fit(self.row, spacing="tools")
        self.row.addWidget(self.said)
        self.row.addWidget(self.slider)


def speed_said(speed: float) -> str:
    """Return words of nearly one width for every speed."""
    return say("speed.now", factor=_factor(speed))


def _factor(speed: float) -> str:
    return f"{speed:.1f}" if speed >= 1 else f"{speed:.2f}"
