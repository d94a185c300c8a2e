"""Joins a field in which a whole number is typed to the store: a step, or how many."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from engine.fault import Fault, Faulty
from gui.number_field import NumberBinding
from gui.state.action import Call
from gui.state.state import State
from gui.state.store import Store

Attempt = Callable[[int], Fault | None]
"""Does what a number asks for, and returns why it cannot be done."""


class WholeBinding(NumberBinding):
    """Shows a whole number in a field, and hands a typed one on."""

    def __init__(
        self, field: QLineEdit, store: Store, read: Callable[[State], int], attempt: Attempt
    ) -> None:
        self._hand_on = attempt
        super().__init__(field, store, read, _no_call)

    def _written(self, value: float) -> str:
        return str(int(value))

    def _attempt(self, value: float) -> Fault | None:
        if value != int(value):
            return Faulty("refused.no-whole-number", value=value).fault
        return self._hand_on(int(value))


def _no_call(value: float) -> Call:
    raise TypeError("a whole number is handed on as it is")
