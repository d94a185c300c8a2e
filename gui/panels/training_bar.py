"""The buttons of the toolbar that train: a step, on and on, so many steps, until the loss stays."""

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from engine.text.numbers import short
from gui.bind import LogScale, SliderBinding
from gui.look.fit import fit
from gui.menu.menu import Menu
from gui.panels.tool_buttons import CommandButton, train_button
from gui.panels.transport import SpeedSlider
from gui.state.action import Call
from gui.state.state import State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.whole_field import WholeBinding
from gui.words.catalog import say, say_count

_FULL = 10 * view_actions.FASTEST_TRAINING  # what the end of the slider stands for
_SPEEDS = LogScale(view_actions.SLOWEST_TRAINING, view_actions.FASTEST_TRAINING)


class _SpeedScale(Struct, frozen=True):
    """The speeds by their logarithm; the end of the slider, a twentieth of it, is full speed."""

    ticks: int = 1050

    def to_value(self, tick: int) -> float:
        return _SPEEDS.to_value(tick) if tick <= _SPEEDS.ticks else _FULL

    def to_tick(self, value: float) -> int:
        return self.ticks if value >= _FULL else _SPEEDS.to_tick(value)


class TrainingBar(QWidget):
    """Step, train or pause, so many more with their number, an epoch, until it stays, speed.

    buttons: those whose words can be left out; dispensable: those to be done without where there
    is no room, the first of them first.
    """

    def __init__(self, store: Store, menu: Menu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        run = menu.run
        self.step = CommandButton(menu.next_step, with_words=True)
        self.train = train_button(menu)
        self.more, self.epoch, self.stays = (
            CommandButton(action, with_words=True)
            for action in (run.train_steps, run.train_epoch, run.until_it_stays)
        )
        for button in (self.more, self.epoch, self.stays):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.count = QLineEdit()
        fit(self.count, width="step_count")
        self.count.setAccessibleName(say("steps.count-name"))
        self.count.setToolTip(say("steps.count-tip"))
        self.binding = WholeBinding(
            self.count,
            store,
            lambda state: state.view.more_steps,
            lambda count: store.attempt(view_actions.set_more_steps.call(count)),
        )
        ends = (view_actions.FASTEST_TRAINING, None)
        self.speed = SpeedSlider(
            say("training-speed.name"),
            say("training-speed.tip"),
            map(training_speed_said, ends),
        )
        SliderBinding(self.speed.slider, store, _speed, _set_speed, _SpeedScale())
        self.dispensable = [self.count, self.epoch, self.step, self.stays, self.more]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="tools")
        for widget in (self.step, self.train, self.more, self.count, self.epoch, self.stays):
            row.addWidget(widget)
        row.addWidget(self.speed)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _show(self, before: State | None, after: State) -> None:
        if before is None or before.view.training_speed != after.view.training_speed:
            self.speed.said.setText(training_speed_said(after.view.training_speed))


def _speed(state: State) -> float:
    speed = state.view.training_speed
    return _FULL if speed is None else speed


def _set_speed(value: float) -> Call:
    return view_actions.set_training_speed.call(None if value >= _FULL else value)


def training_speed_said(speed: float | None) -> str:
    """Return in words how fast one trains."""
    if speed is None:
        return say("training-speed.full")
    return say_count("training-speed.now", 1 if speed == 1 else 2, steps=short(speed, 2))
