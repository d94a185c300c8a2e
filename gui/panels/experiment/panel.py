"""The panel with everything that determines the numbers, and the printed figures."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from gui.look.fit import fit
from gui.menu.menu import Menu
from gui.panels.control_cover import ControlCover
from gui.panels.experiment.data_rows import DataRows
from gui.panels.experiment.layer_rows import LayerRows
from gui.panels.experiment.more_rows import MoreRows
from gui.panels.experiment.training_rows import TrainingRows
from gui.panels.experiment.weights_rows import WeightsRows
from gui.panels.published import PublishedTable
from gui.state.store import Store


class ExperimentPanel(QWidget):
    """Every line is a control, and each change is one step of Undo."""

    def __init__(self, store: Store, menu: Menu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        fit(column, margins="form", spacing="gap")
        fit(self, most_width="form_most")
        self.data, self.layers = DataRows(store, menu.file.open, self), LayerRows(store, self)
        self.training = TrainingRows(store, self)
        self.weights, self.more = WeightsRows(store, menu.new_weights, self), MoreRows(store, self)
        for rows in (self.data, self.layers, self.training, self.weights, self.more):
            column.addWidget(rows)
        hideable = {
            **{"data": self.data, "layers": self.layers},
            **{"first_weights": self.weights, "more_settings": self.more},
        }
        for key, part in hideable.items():
            ControlCover(part, store, key)
        rule = QFrame()
        rule.setObjectName("rule")
        column.addWidget(rule)
        column.addWidget(PublishedTable(store, self), 1000)
        column.addStretch(1)  # for experiments without published figures

    def go_to(self, key: str) -> None:
        """Give the keyboard to a control, unfolded if need be; raise KeyError for none."""
        hidden = next((row for row in self.layers.hidden if not row.isHidden()), None)
        controls: dict[str, QWidget] = {
            "data": self.data.box,
            "samples": self.data.first_setting(),
            "neurons": self.layers.add if hidden is None else hidden.field,
            "activation": (hidden or self.layers.output).box,
            "output": self.layers.output.box,
            "loss": self.training.loss,
            "optimizer": self.training.optimizer,
            "rate": self.training.rate,
            "batch": self.training.batch.field,
            "first-weights": self.weights.scheme,
            "seed": self.weights.seed,
            "penalty": self.more.penalties[0],
        }
        wanted = controls[key]
        for fold in (self.data.settings, self.more):
            if fold.isAncestorOf(wanted):
                fold.button.setChecked(True)
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(wanted, QLineEdit):
            wanted.selectAll()
