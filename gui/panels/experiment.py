"""The panel with the experiment's settings and its published figures."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from engine.experiment import Experiment, UpdateRule
from engine.text.numbers import short, shown_in_full
from gui.bind import RATES, SliderBinding
from gui.look.fit import fit
from gui.number_field import NumberBinding
from gui.panels.published import PublishedTable
from gui.state.experiment import editing
from gui.state.experiment.challenge import is_told
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.words.catalog import say, say_list
from gui.words.functions import loss_of, shaped_activation, shaped_optimizer

_ROWS = (
    *("layers", "activation", "loss", "optimizer", "update", "penalty", "biases", "samples"),
    *("tests", "inputs"),
)
_UNTOLD = ("loss", "update", "biases")  # of a challenge: each may be what is done differently


class ExperimentPanel(QWidget):
    """What determines the numbers, the learning rate to be changed, and the printed figures."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._heading = QLabel()
        self._heading.setObjectName("heading")
        self._heading.setWordWrap(True)
        self._values = {key: QLabel() for key in _ROWS}
        self._names: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        fit(column, margins="form")
        fit(column, spacing="controls")
        column.addWidget(self._heading)
        column.addLayout(self._grid())
        column.addLayout(self._rate_row())
        column.addWidget(self._rate_slider())
        rule = QFrame()
        rule.setObjectName("rule")
        column.addWidget(rule)
        column.addWidget(PublishedTable(store, self), 1000)
        column.addStretch(1)  # for experiments without published figures
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        fit(grid, down="controls")
        for row, key in enumerate(_ROWS):
            value = self._values[key]
            value.setObjectName("value")
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            value.setWordWrap(True)
            self._names[key] = QLabel(say(f"experiment-row.{key}"))
            grid.addWidget(self._names[key], row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _rate_row(self) -> QHBoxLayout:
        field = QLineEdit()
        fit(field, width="number")
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setAccessibleName(say("field.rate"))
        NumberBinding(field, self._store, derived.learning_rate, editing.set_learning_rate.call)
        row = QHBoxLayout()
        row.addWidget(QLabel(say("experiment.rate")), 1)
        row.addWidget(field)
        return row

    def _rate_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setAccessibleName(say("field.rate-slider"))
        SliderBinding(
            slider, self._store, derived.learning_rate, editing.set_learning_rate.call, RATES
        )
        return slider

    def _show(self, before: State | None, after: State) -> None:
        told = is_told(after)
        if before is not None and before.document is after.document and is_told(before) == told:
            still_training = before.mode is after.mode is Mode.TRAINING
            if still_training or before.cursor.step == after.cursor.step:
                return
        experiment = derived.experiment(after)
        self._heading.setText(experiment.title)
        hidden = {} if told else dict.fromkeys(_UNTOLD, say("experiment.untold"))
        for key, text in (self._texts(experiment) | hidden).items():
            self._values[key].setText(text.replace("-", "\N{NON-BREAKING HYPHEN}"))
            for label in (self._names[key], self._values[key]):
                label.setVisible(bool(text))
        self._values["inputs"].setToolTip(self._normalisation(experiment))

    def _normalisation(self, experiment: Experiment) -> str:
        """Return, input by input, what was subtracted and what divided it."""
        used = experiment.data.normalisation
        if used is None:
            return ""
        return "\n".join(
            say(
                "experiment.normalisation",
                number=number,
                mean=shown_in_full(mean),
                deviation=shown_in_full(deviation),
            )
            for number, (mean, deviation) in enumerate(
                zip(used.mean, used.deviation, strict=True), start=1
            )
        )

    def _texts(self, experiment: Experiment) -> dict[str, str]:
        network, training = experiment.network, experiment.training
        names = [shaped_activation(layer.activation) for layer in network.layers]
        samples = len(experiment.data.inputs)
        batch = min(training.batch_size or samples, samples)
        return {
            "layers": " – ".join(str(size) for size in network.sizes),
            "activation": names[0] if len(set(names)) == 1 else ", ".join(names),
            "loss": loss_of(experiment),
            "optimizer": shaped_optimizer(training.optimizer),
            "update": say("experiment.at-once")
            if training.update_rule is UpdateRule.IN_PLACE
            else "",
            "penalty": _penalty(experiment),
            "biases": _biases(experiment),
            "samples": str(samples)
            if samples == batch
            else say("experiment.batches", samples=samples, batch=batch),
            "tests": str(tested) if (tested := len(experiment.data.test_inputs)) else "",
            "inputs": say("experiment.normalised") if experiment.data.normalisation else "",
        }


def _biases(experiment: Experiment) -> str:
    """Return whether biases are trained, and which layers have none."""
    shape, trained = experiment.network.shape, experiment.training.train_biases
    if len(shape.without_bias) == len(shape.layers):
        return say("experiment.no-biases")
    said = say("experiment.trained") if trained else say("experiment.fixed")
    without = say_list([str(layer) for layer in sorted(shape.without_bias)])
    return say("experiment.biases-but", biases=said, layers=without) if without else said


def _penalty(experiment: Experiment) -> str:
    """Return the factors of the penalty that are not zero."""
    factors = (("l1", experiment.penalty.l1), ("l2", experiment.penalty.l2))
    return ", ".join(f"{name} {short(factor)}" for name, factor in factors if factor)
