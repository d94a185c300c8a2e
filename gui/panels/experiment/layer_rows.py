"""The rows of the layers: how many neurons each has, and what they do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from engine.activations import ACTIVATIONS
from engine.functions.activation import Activation
from engine.network import LayerPlan, count_parameters
from gui.look.fit import fit
from gui.panels.experiment.choice import FittingChoice, QuietBox, RemedyNote
from gui.panels.experiment.fields import CountKeys, small_button, whole_field
from gui.panels.experiment.parameter_fields import ParameterFields, Values
from gui.state.action import Call
from gui.state.experiment import layers
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say, say_count
from gui.words.functions import activation_name

_MINUS, _PLUS, _REMOVE = "−", "+", "×"


class LayerRow(QWidget):
    """One layer: fewer, how many, more neurons; the activation with its parameters; remove.

    layer: its number, counted from 1; None for the output layer, which has as many neurons as
    the data have targets.
    """

    def __init__(self, store: Store, layer: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._store, self._layer = store, layer
        self.name = QLabel()
        said = self._said(store.state)
        self.box, self.note = QuietBox(say("experiment.activation-of", layer=said)), RemedyNote()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="gap")
        line = QHBoxLayout()
        fit(line, spacing="fine")
        fit(self.name, least_width="layer_name")
        line.addWidget(self.name)
        column.addLayout(line)
        if layer is None:
            self.outputs = QLabel()
            fit(self.outputs, width="number_tiny")
            self.outputs.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.outputs.setToolTip(say("experiment.outputs-tip"))
            before, after = [_gap(), self.outputs, _gap()], _gap()
        else:
            remove = say("experiment.remove-layer", layer=said)
            self.remove = self._button(_REMOVE, remove, None)
            before, after = self._count_widgets(said), self.remove
        self._line = [*before, self.box, after]
        for widget in self._line:
            line.addWidget(widget, 1 if widget is self.box else 0)
        choices = [(name, activation_name(name)) for name in ACTIVATIONS]
        FittingChoice(self.box, self.note, store, self._name_of, self._choose, choices)
        self.parameters = ParameterFields(store, self._activation, self._shape, self)
        column.addWidget(self.parameters)
        column.addWidget(self.note)

    def take_tab_after(self, row: "LayerRow") -> None:
        """Let Tab lead from the last control of a row to the first of this one, and through it."""
        before: QWidget = row.note.button
        for control in (*self._line, *self.parameters.fields, self.note.button):
            self.setTabOrder(before, control)
            before = control

    def _count_widgets(self, said: str) -> list[QWidget]:
        name = say("experiment.neurons-of", layer=said)
        self.field = whole_field(self._store, name, self._neurons, self._set, "number_tiny")
        CountKeys(self.field, self._step)
        fewer = self._button(_MINUS, say("experiment.fewer-neurons", layer=said), -1)
        more = self._button(_PLUS, say("experiment.more-neurons", layer=said), 1)
        return [fewer, self.field, more]

    def _button(self, sign: str, name: str, by: int | None) -> QToolButton:
        button = small_button(sign, name)
        button.clicked.connect(lambda: self._remove() if by is None else self._step(by))
        return button

    def _said(self, state: State) -> str:
        if self._layer is None:
            return say("experiment-row.output")
        return say("experiment.layer", layer=self._layer)

    def _number(self, state: State) -> int:
        depth = derived.experiment(state).network.depth
        return depth if self._layer is None else min(self._layer, depth)

    def _plan(self, state: State) -> LayerPlan:
        return derived.experiment(state).network.layers[self._number(state) - 1]

    def _neurons(self, state: State) -> int:
        return self._plan(state).neurons

    def _activation(self, state: State) -> Activation:
        return self._plan(state).activation

    def _name_of(self, state: State) -> str:
        return self._activation(state).name

    def _set(self, count: int) -> Call:
        return layers.set_neurons.call(self._number(self._store.state), count)

    def _step(self, by: int) -> None:
        number = self._number(self._store.state)
        count = self._plan(self._store.state).neurons + by
        if by > 0:
            self._store.apply(layers.add_neuron, number)
        elif count:
            self._store.apply(layers.remove_neuron, number, count)
        else:
            self._remove()

    def _remove(self) -> None:
        self._store.apply(layers.remove_layer, self._number(self._store.state))

    def _choose(self, name: str, fitted: bool) -> Call:
        return layers.set_activation.call(self._number(self._store.state), name, (), fitted)

    def _shape(self, values: Values) -> Call:
        state = self._store.state
        name = self._name_of(state)
        return layers.set_activation.call(self._number(state), name, values, False)

    def tell(self, state: State) -> None:
        """Say which layer it is, and how many outputs there are."""
        self.name.setText(self._said(state))
        if self._layer is None:
            self.outputs.setText(str(self._plan(state).neurons))


def _gap() -> QWidget:
    """Return room for a button that a row does not have."""
    gap = QWidget()
    fit(gap, width="count_button")
    return gap


class LayerRows(QWidget):
    """A row for each layer, and below them a button that adds one.

    Rows of layers that are gone are hidden: one may be in use as its layer goes.
    """

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="gap")
        self.hidden = [LayerRow(store, 1, self)]  # Tab comes to it before the output
        self._rows = QVBoxLayout()
        fit(self._rows, spacing="gap")
        self._rows.addWidget(self.hidden[0])
        column.addLayout(self._rows)
        self.output = LayerRow(store, None, self)
        column.addWidget(self.output)
        self.add = QPushButton(say("experiment.add-layer"))
        self.add.setObjectName("small")
        self.add.setToolTip(say("experiment.add-layer-tip"))
        self.add.clicked.connect(self._add)
        self.parameters = QLabel()
        self.parameters.setObjectName("faint")
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        line.addWidget(self.parameters)
        column.addLayout(line)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _add(self) -> None:
        depth = derived.experiment(self._store.state).network.depth
        self._store.apply(layers.add_layer, depth - 1)

    def _show(self, before: State | None, after: State) -> None:
        if derived.same_settings(before, after):
            return
        network = derived.experiment(after).network
        while len(self.hidden) < network.depth - 1:
            row = LayerRow(self._store, len(self.hidden) + 1, self)
            self._rows.addWidget(row)
            row.take_tab_after(self.hidden[-1])
            self.hidden.append(row)
        for number, row in enumerate(self.hidden, start=1):
            row.setVisible(number < network.depth)
            row.tell(after)
        self.output.tell(after)
        count = count_parameters(network.shape)
        self.parameters.setText(say_count("experiment.parameters", count))
