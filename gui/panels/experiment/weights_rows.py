"""The rows of the first weights: how they are drawn, and anew."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.initializers import INITIALIZERS
from gui.look.fit import fit
from gui.panels.experiment.choice import FittingChoice, QuietBox, RemedyNote, with_note
from gui.panels.experiment.fields import NamedRow, whole_field
from gui.panels.tool_buttons import CommandButton
from gui.state.experiment import weights
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say


class WeightsRows(QWidget):
    """Scheme and seed; where weights were stated or kept, the list says so."""

    def __init__(self, store: Store, draw: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="gap")
        self.scheme, note = QuietBox(say("experiment-row.first-weights")), RemedyNote()
        FittingChoice(
            self.scheme,
            note,
            store,
            _scheme,
            lambda name, _: weights.set_init.call(name),
            [(name, say(f"initializer.{name}")) for name in INITIALIZERS],
            other=lambda state: say("experiment.as-stated"),
            tip=_tip,
        )
        row = NamedRow(say("experiment-row.first-weights"), self.scheme)
        column.addWidget(with_note(row, note))
        name = say("experiment-row.seed")
        self.seed = whole_field(
            store,
            say("field.seed"),
            lambda state: derived.experiment(state).init.seed,
            weights.set_seed.call,
        )
        self.draw = CommandButton(draw, with_words=True)
        self.draw.setObjectName("small")
        column.addWidget(NamedRow(name, self.seed, self.draw))


def _scheme(state: State) -> str:
    experiment = derived.experiment(state)
    return "" if experiment.given is not None else experiment.init.scheme


def _tip(state: State) -> str:
    is_stated = derived.experiment(state).given is not None
    return say("experiment.as-stated-tip") if is_stated else ""
