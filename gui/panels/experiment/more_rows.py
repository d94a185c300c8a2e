"""The rows of what is seldom changed, folded away."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from engine.experiment import Experiment, UpdateRule
from engine.reduction import Reduction
from engine.text.numbers import short
from gui.look.fit import fit
from gui.panels.experiment.fields import NamedRow, number_field, whole_field
from gui.panels.experiment.fold import Folded
from gui.state.action import Action, Call
from gui.state.experiment import conventions, layers, training
from gui.state.experiment.challenge import is_told
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say, say_list


class MoreRows(Folded):
    """Penalty, biases, order of the samples, sum or mean."""

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(say("experiment.more"), parent)
        self._store = store
        self.penalties = [self._penalty(name) for name in ("l2", "l1")]
        for field in self.penalties:
            self.add(NamedRow(field.accessibleName(), field))
        self.biases = LayerBiases(store)
        self.add(self.biases)
        self.trained = self._check("train-biases", conventions.set_train_biases)
        self.summed = self._check("sum", conventions.set_summed)
        self.shuffled = self._check("shuffle", training.set_shuffle)
        seed = say("experiment-row.order-seed")
        field = whole_field(
            store,
            seed,
            lambda state: derived.experiment(state).training.seed,
            training.set_order_seed.call,
        )
        self.order = NamedRow(seed, field)
        self.add(self.order)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _penalty(self, name: str) -> QLineEdit:
        said = say(f"experiment-row.{name}")

        def ask(factor: float) -> Call:
            penalty = derived.experiment(self._store.state).penalty
            l1, l2 = (factor, penalty.l2) if name == "l1" else (penalty.l1, factor)
            return training.set_penalty.call(l1, l2)

        def read(state: State) -> float:
            penalty = derived.experiment(state).penalty
            return penalty.l1 if name == "l1" else penalty.l2

        return number_field(self._store, said, read, ask)

    def _check(self, key: str, change: Action[[bool]]) -> QCheckBox:
        box = QCheckBox(say(f"experiment-check.{key}"))
        box.setToolTip(say(f"switch.{key}"))
        box.clicked.connect(lambda on: self._set(change, on))
        self.add(box)
        return box

    def _set(self, change: Action[[bool]], on: bool) -> None:
        self._store.carry_out(change.call(on))
        self._show(None, self._store.state)  # what was refused is not chosen

    def _show(self, before: State | None, after: State) -> None:
        told = is_told(after)
        if before is not None and derived.same_settings(before, after) and is_told(before) == told:
            return
        experiment = derived.experiment(after)
        shape = experiment.network.shape
        self.button.tell(_summary(experiment, told))
        self.trained.setChecked(experiment.training.train_biases and told)
        self.trained.setEnabled(told and len(shape.without_bias) < len(shape.layers))
        self.summed.setChecked(experiment.reduction is Reduction.SUM and told)
        self.summed.setEnabled(told)
        self.shuffled.setChecked(experiment.training.shuffle)
        self.order.setVisible(experiment.training.shuffle)


class LayerBiases(QWidget):
    """A box for each layer: whether its neurons have biases."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        fit(self._row, spacing="gap")
        self._row.addWidget(QLabel(say("experiment-row.layer-biases")), 1)
        self.boxes: list[QCheckBox] = []
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _set(self, layer: int, on: bool) -> None:
        self._store.apply(layers.set_layer_bias, layer, on)
        self._show(None, self._store.state)

    def _show(self, before: State | None, after: State) -> None:
        if derived.same_settings(before, after):
            return
        plan = derived.experiment(after).network
        while len(self.boxes) < plan.depth:
            layer = len(self.boxes) + 1
            box = QCheckBox(str(layer))
            box.setAccessibleName(say("experiment.biases-of", layer=layer))
            box.setToolTip(box.accessibleName())
            box.clicked.connect(lambda on, layer=layer: self._set(layer, on))
            self._row.addWidget(box)
            if self.boxes:
                self.setTabOrder(self.boxes[-1], box)
            self.boxes.append(box)
        for number, box in enumerate(self.boxes):
            box.setVisible(number < plan.depth)
            if number < plan.depth:
                box.setChecked(plan.layers[number].bias)


def _summary(experiment: Experiment, told: bool) -> str:
    """Return what is not as usual, or what there is to change."""
    shape, chosen = experiment.network.shape, experiment.training
    factors = (("l1", experiment.penalty.l1), ("l2", experiment.penalty.l2))
    said = [
        say(f"experiment.penalty-{name}", factor=short(factor))
        for name, factor in factors
        if factor
    ]
    if len(shape.without_bias) == len(shape.layers):
        said.append(say("experiment.no-biases"))
    elif told and not chosen.train_biases:
        said.append(say("experiment.fixed-biases"))
    if told and experiment.reduction is Reduction.SUM:
        said.append(say("experiment.summed"))
    if told and chosen.update_rule is UpdateRule.IN_PLACE:
        said.append(say("experiment.at-once"))
    if chosen.shuffle:
        said.append(say("experiment.shuffled"))
    return say("experiment.more-with", settings=say_list(said)) if said else say("experiment.more")
