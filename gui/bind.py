"""Joins a control to the store: the only module that blocks signals."""

from collections.abc import Callable, Sequence
from itertools import count
from math import exp, log
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QEvent, QLocale, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QSlider, QSpinBox

from gui.state.action import Call
from gui.state.state import Mode, State
from gui.state.store import Store

new_gesture = count(1).__next__
_SLIDER_DIGITS = 3  # a slider gives round numbers, so that what is shown is what is used
_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End})


class Scale(Protocol):
    """How the ticks of a slider stand for numbers."""

    @property
    def ticks(self) -> int: ...

    def to_value(self, tick: int) -> float: ...

    def to_tick(self, value: float) -> int: ...


class LogScale(Struct, frozen=True):
    """Equal distances are equal ratios, from `low` to `high`, both above zero."""

    low: float
    high: float
    ticks: int = 1000

    def to_value(self, tick: int) -> float:
        """Return the number of a tick, rounded to three digits."""
        exact = self.low * exp(tick / self.ticks * log(self.high / self.low))
        return float(f"{exact:.{_SLIDER_DIGITS}g}")

    def to_tick(self, value: float) -> int:
        """Return where the handle stands; a number outside the scale leaves it at the end."""
        inside = min(max(value, self.low), self.high)
        return round(self.ticks * log(inside / self.low) / log(self.high / self.low))


class LinearScale(Struct, frozen=True):
    """A slider whose equal distances are equal differences, from `low` to `high`."""

    low: int
    high: int
    per_unit: int = 100

    @property
    def ticks(self) -> int:
        """How many steps there are from one end to the other."""
        return (self.high - self.low) * self.per_unit

    def to_value(self, tick: int) -> float:
        """Return the number of a tick, which has two decimals."""
        return (self.low * self.per_unit + tick) / self.per_unit

    def to_tick(self, value: float) -> int:
        """Return where the handle stands; a number outside the scale leaves it at the end."""
        inside = min(max(value, self.low), self.high)
        return round((inside - self.low) * self.per_unit)


RATES = LogScale(1e-4, 100.0)  # of every slider for a learning rate


class SliderBinding(QObject):
    """Shows a number on a slider, and turns a move of the slider into an action.

    One drag, from press to release, is one entry in the Undo menu.
    """

    def __init__(
        self,
        slider: QSlider,
        store: Store,
        read: Callable[[State], float],
        ask: Callable[[float], Call],
        scale: Scale,
    ) -> None:
        super().__init__(slider)  # Qt deletes the binding with its slider
        self._slider, self._store, self._scale = slider, store, scale
        self._read, self._ask = read, ask
        self._gesture: int | None = None
        slider.setRange(0, scale.ticks)
        slider.setPageStep(scale.ticks // 10)
        slider.setSingleStep(scale.ticks // 100)
        slider.sliderPressed.connect(self._begin_drag)
        slider.sliderReleased.connect(self._end_drag)
        slider.valueChanged.connect(self._send)
        slider.installEventFilter(self)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _begin_drag(self) -> None:
        self._gesture = new_gesture()

    def _end_drag(self) -> None:
        self._gesture = None

    def _send(self, tick: int) -> None:
        self._store.carry_out(self._ask(self._scale.to_value(tick)), self._gesture)

    def _show(self, before: State | None, after: State) -> None:
        value = self._read(after)
        if before is None or self._read(before) != value:
            with QSignalBlocker(self._slider):
                self._slider.setValue(self._scale.to_tick(value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # the window's shortcuts would take the arrow keys from a slider that has the focus
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            if plain and event.key() in _ARROWS:
                event.accept()
                return True
        return super().eventFilter(watched, event)


class ChoiceBinding(QObject):
    """Shows which of some choices is made, and turns another choice into an action.

    choices: (key, words) in order; a key that is not among them is shown as it is.
    """

    def __init__(
        self,
        box: QComboBox,
        store: Store,
        read: Callable[[State], str],
        ask: Callable[[str], Call],
        choices: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(box)
        self._box, self._store, self._read, self._ask = box, store, read, ask
        for key, words in choices:
            box.addItem(words, key)
        box.activated.connect(self._send)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _send(self, row: int) -> None:
        self._store.carry_out(self._ask(self._box.itemData(row)))
        self._show(None, self._store.state)  # what was refused is not chosen

    def _show(self, before: State | None, after: State) -> None:
        key = self._read(after)
        if before is None or self._read(before) != key:
            with QSignalBlocker(self._box):
                if self._box.findData(key) < 0:
                    self._box.addItem(key, key)
                self._box.setCurrentIndex(self._box.findData(key))


class CountBinding(QObject):
    """Shows a whole number in a spin box, and turns a change of it into an action."""

    def __init__(
        self,
        box: QSpinBox,
        store: Store,
        read: Callable[[State], int],
        highest: Callable[[State], int],
        ask: Callable[[int], Call],
    ) -> None:
        super().__init__(box)
        self._box, self._store = box, store
        self._read, self._highest, self._ask = read, highest, ask
        box.setMinimum(1)
        box.setLocale(QLocale.c())  # whatever the system's is, digits are typed as they are shown
        box.lineEdit().setTextMargins(5, 0, 0, 0)  # a style sheet cannot reach the text
        box.valueChanged.connect(self._send)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _send(self, value: int) -> None:
        self._store.carry_out(self._ask(value))

    def _show(self, before: State | None, after: State) -> None:
        if after.mode is Mode.TRAINING and before is not None and before.mode is after.mode:
            return  # how many there are follows from the numbers of a step: thousands pass
        with QSignalBlocker(self._box):
            self._box.setMaximum(self._highest(after))
            self._box.setValue(self._read(after))
