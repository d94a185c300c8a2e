"""The rows of how the network is trained: loss, optimiser, learning rate, batch size."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSlider, QVBoxLayout, QWidget

from engine.functions.optimizer import Optimizer
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from gui.bind import RATES, SliderBinding
from gui.look.fit import fit
from gui.panels.control_cover import ControlCover
from gui.panels.experiment.batch_box import BatchBox
from gui.panels.experiment.choice import FittingChoice, QuietBox, RemedyNote, with_note
from gui.panels.experiment.fields import NamedRow, number_field
from gui.panels.experiment.parameter_fields import ParameterFields, Values
from gui.state.action import Call
from gui.state.experiment import editing, training
from gui.state.experiment.challenge import is_told
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.functions import loss_name, optimizer_name


class TrainingRows(QWidget):
    """What is minimised, and how."""

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="gap")
        column.addWidget(loss := self._loss_row())
        self.optimizer = QuietBox(say("experiment-row.optimizer"))
        FittingChoice(
            self.optimizer,
            note := RemedyNote(),
            store,
            lambda state: _optimizer(state).name,
            lambda name, _: training.set_optimizer.call(name, ()),
            [(name, optimizer_name(name)) for name in OPTIMIZERS],
        )
        optimizer = with_note(NamedRow(say("experiment-row.optimizer"), self.optimizer), note)
        column.addWidget(optimizer)
        column.addWidget(ParameterFields(store, _optimizer, self._shape, self))
        rate = say("field.rate")
        set_rate = editing.set_learning_rate.call
        self.rate = number_field(store, rate, derived.learning_rate, set_rate, "number")
        rates = QWidget(self)
        both = QVBoxLayout(rates)
        both.setContentsMargins(0, 0, 0, 0)
        fit(both, spacing="gap")
        both.addWidget(NamedRow(say("experiment.rate"), self.rate))
        both.addWidget(self._rate_slider())
        column.addWidget(rates)
        self.batch = BatchBox(store)
        column.addWidget(batch := NamedRow(say("experiment-row.batch"), self.batch))
        hideable = {"loss": loss, "optimizer": optimizer, "learning_rate": rates}
        for key, part in (hideable | {"batch_size": batch}).items():
            ControlCover(part, store, key)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _loss_row(self) -> QWidget:
        self.loss, note = QuietBox(say("experiment-row.loss")), RemedyNote()
        self.untold = QLabel(say("experiment.untold"))
        self.untold.setObjectName("value")
        FittingChoice(
            self.loss,
            note,
            self._store,
            lambda state: derived.experiment(state).loss.name,
            training.set_loss.call,
            [(name, loss_name(name)) for name in LOSSES],
        )
        return with_note(NamedRow(say("experiment-row.loss"), self.loss, self.untold), note)

    def _rate_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setAccessibleName(say("field.rate-slider"))
        slider.setToolTip(say("field.rate-slider"))
        ask = editing.set_learning_rate.call
        SliderBinding(slider, self._store, derived.learning_rate, ask, RATES)
        return slider

    def _shape(self, values: Values) -> Call:
        return training.set_optimizer.call(_optimizer(self._store.state).name, values)

    def _show(self, before: State | None, after: State) -> None:
        told = is_told(after)
        if before is None or is_told(before) != told:
            self.loss.setVisible(told)
            self.untold.setVisible(not told)


def _optimizer(state: State) -> Optimizer:
    return derived.experiment(state).training.optimizer
