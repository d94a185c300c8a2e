"""Joins a field in which a number is typed to the store."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from engine.fault import Fault
from engine.text.numbers import full
from engine.written.typed_number import BadNumber, read_number
from gui.field_refusal import FieldRefusal
from gui.state.action import Call
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.turns import turns_of
from gui.words.faults import fault_sentence


class NumberBinding(QObject):
    """Shows a number in full in a field, and turns a typed number into an action.

    What is refused stays as it was typed, marked, with the sentence beside it, until it is typed
    anew, given up with Escape, or the number changes from elsewhere.
    """

    def __init__(
        self,
        field: QLineEdit,
        store: Store,
        read: Callable[[State], float],
        ask: Callable[[float], Call],
    ) -> None:
        super().__init__(field)
        self._field, self._store = field, store
        self._read, self._ask = read, ask
        self._turns = turns_of(store)
        self._refusal = FieldRefusal(field)
        field.editingFinished.connect(self._send)
        field.returnPressed.connect(self._enter)
        field.installEventFilter(self)
        store.changed.connect(self._show)
        self.put_back()

    @property
    def is_refused(self) -> bool:
        """Whether the text in the field could not be used."""
        return bool(self._refusal.sentence)

    def put_back(self) -> None:
        """Show the number in use, whatever was typed."""
        self._refusal.clear()
        self._shown = self._read(self._store.state)
        self._field.setText(self._written(self._shown))
        self._field.setCursorPosition(0)

    def _written(self, value: float) -> str:
        return full(value)

    def _attempt(self, value: float) -> Fault | None:
        """Do what a typed number asks for and return why it cannot be done."""
        return self._store.attempt(self._ask(value))

    def _send(self) -> None:
        text = self._field.text().strip()
        if self.is_refused or text == self._written(self._read(self._store.state)):
            return
        try:
            fault = self._attempt(read_number(text).value)
        except BadNumber as error:
            fault = error.fault
        if fault is None:
            self.put_back()
        else:
            self._refusal.say(fault_sentence(fault))

    def _enter(self) -> None:
        self._send()
        if not self.is_refused:
            self._field.clearFocus()  # the keys go back to the beats

    def _show(self, before: State, after: State) -> None:
        if after.mode is Mode.TRAINING:
            self._turns.ask(self.follow)
        else:
            self.follow()

    def follow(self) -> None:
        """Show the number in use if it is another one now."""
        if self._read(self._store.state) != self._shown:
            self.put_back()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            is_typed = self._field.text() != self._written(self._shown)
            if is_typed and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # the window's shortcut for Escape would take the key away
                return True
            if is_typed and event.type() == QEvent.Type.KeyPress:
                self.put_back()
        return super().eventFilter(watched, event)
