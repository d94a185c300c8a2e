"""Fields and rows of the experiment's panel."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from gui.look.fit import fit
from gui.number_field import NumberBinding
from gui.state.action import Call
from gui.state.state import State
from gui.state.store import Store
from gui.whole_field import WholeBinding

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


def number_field(
    store: Store,
    name: str,
    read: Callable[[State], float],
    ask: Callable[[float], Call],
    size: str = "number_small",
) -> QLineEdit:
    """Return a field for a number that is used when it has been typed.

    size: the name of its width, "" for one that follows the room.
    """
    field = _field(name, size)
    NumberBinding(field, store, read, ask)
    return field


def whole_field(
    store: Store,
    name: str,
    read: Callable[[State], int],
    ask: Callable[[int], Call],
    size: str = "number_small",
) -> QLineEdit:
    """Return a field for a whole number."""
    field = _field(name, size)
    WholeBinding(field, store, read, lambda number: store.attempt(ask(number)))
    return field


def _field(name: str, size: str) -> QLineEdit:
    field = QLineEdit()
    if size:
        fit(field, width=size)
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.setAccessibleName(name)
    field.setToolTip(name)
    return field


def small_button(sign: str, name: str) -> QToolButton:
    """Return a button of one sign, which stands beside a control."""
    button = QToolButton()
    button.setObjectName("cardButton")
    button.setText(sign)
    fit(button, width="count_button")
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button


class CountKeys(QObject):
    """Lets the arrow keys in a field count up and down."""

    def __init__(self, field: QLineEdit, step: Callable[[int], object]) -> None:
        super().__init__(field)
        self._step = step
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = _STEPS.get(Qt.Key(event.key()))
            if by is not None:
                self._step(by)
                return True
        return super().eventFilter(watched, event)


class NamedRow(QWidget):
    """A name at the left and controls at the right of a line."""

    def __init__(self, name: str, control: QWidget, *others: QWidget) -> None:
        super().__init__()
        self.control = control
        label, line = QLabel(name), QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        fit(line, spacing="close")
        line.addWidget(label)
        line.addStretch(1)
        for each in (control, *others):
            line.addWidget(each)
        label.setBuddy(control)
