"""Fields for the parameters of an activation or an optimiser."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from engine.functions.named import NamedFunction
from gui.look.fit import fit
from gui.panels.experiment.fields import number_field
from gui.state.action import Call
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.functions import parameter_letter, parameter_name

MOST = 3  # parameters of one function

Values = tuple[float, ...]


class ParameterFields(QWidget):
    """A letter and a field for each parameter of the function in use, nothing where it has none.

    read: returns the function; ask: the call that gives it other values.
    """

    def __init__(
        self,
        store: Store,
        read: Callable[[State], NamedFunction],
        ask: Callable[[Values], Call],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._store, self._read, self._ask = store, read, ask
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="close")
        row.addStretch(1)
        self.fields: list[QLineEdit] = []
        self._letters: list[QLabel] = []
        for place in range(MOST):
            letter, field = (
                QLabel(),
                number_field(store, "", self._value(place), self._set(place), ""),
            )
            letter.setObjectName("faint")
            fit(field, least_width="number_least", most_width="number_small")
            row.addWidget(letter)
            row.addWidget(field)
            self._letters.append(letter)
            self.fields.append(field)
        self._shown: tuple[str, ...] | None = None
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _value(self, place: int) -> Callable[[State], float]:
        def value(state: State) -> float:
            values = self._read(state).values
            return values[place] if place < len(values) else 0.0

        return value

    def _set(self, place: int) -> Callable[[float], Call]:
        def ask(value: float) -> Call:
            values = self._read(self._store.state).values
            return self._ask((*values[:place], value, *values[place + 1 :]))

        return ask

    def _show(self, before: State | None, after: State) -> None:
        if derived.same_settings(before, after):
            return
        function = self._read(after)
        keys = tuple(parameter.key for parameter in function.parameters)
        if keys == self._shown:
            return
        self._shown = keys
        for place, (letter, field) in enumerate(zip(self._letters, self.fields, strict=True)):
            is_there = place < len(keys)
            letter.setVisible(is_there)
            field.setVisible(is_there)
            if is_there:
                name = parameter_name(keys[place])
                letter.setText(parameter_letter(keys[place]))
                field.setAccessibleName(name)
                field.setToolTip(name)
        self.setVisible(bool(keys))
