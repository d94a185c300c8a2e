"""A field in which the values of a sweep are typed: some with commas, or a range."""

from PySide6.QtWidgets import QLineEdit

from gui.field_refusal import FieldRefusal
from gui.state.state import State
from gui.state.store import Store
from gui.state.sweep import actions as sweep_actions
from gui.words.catalog import say
from gui.words.faults import fault_sentence


class ValuesField(QLineEdit):
    """Uses what was typed when it is left; what cannot be used stays, marked, and says why."""

    def __init__(self, store: Store) -> None:
        super().__init__(store.state.sweep.values)
        self._store = store
        self._refusal = FieldRefusal(self)
        self.setAccessibleName(say("sweep-form.values"))
        self.setToolTip(say("sweep-form.values-tip"))
        self.editingFinished.connect(self._send)
        self.returnPressed.connect(self._enter)
        store.changed.connect(self._show)

    def _send(self) -> None:
        text = self.text()
        if self._refusal.sentence or text == self._store.state.sweep.values:
            return
        fault = self._store.attempt(sweep_actions.set_values.call(text))
        if fault is not None:
            self._refusal.say(fault_sentence(fault))

    def _enter(self) -> None:
        self._send()
        if not self._refusal.sentence:
            self.clearFocus()  # the keys go back to the beats

    def _show(self, before: State, after: State) -> None:
        if before.sweep.values != after.sweep.values:
            self._refusal.clear()
            self.setText(after.sweep.values)
            self.setCursorPosition(0)
