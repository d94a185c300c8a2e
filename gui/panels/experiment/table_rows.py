"""The rows of a table's settings: how it is divided, and whether its inputs are normalised."""

from msgspec.structs import replace
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from engine.data.dataset import FromTable
from engine.text.file.schema import BadExperiment
from engine.text.numbers import shown_in_full
from engine.written.typed_number import BadNumber
from gui import data_tables
from gui.look.fit import fit
from gui.panels.experiment.fields import NamedRow, number_field, whole_field
from gui.state.action import Call
from gui.state.experiment import source
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say

_NONE = FromTable("", (), (), 0.0, 0, False)


class TableRows(QWidget):
    """Reads the table again when something is changed."""

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="gap")
        share, seed = say("experiment-row.test-share"), say("experiment-row.data-seed")
        self.share = number_field(store, share, _test_fraction, self._divide)
        self.seed = whole_field(store, seed, _seed, self._draw)
        column.addWidget(NamedRow(share, self.share))
        column.addWidget(NamedRow(seed, self.seed))
        self.normalise = QCheckBox(say("experiment.normalise"))
        self.normalise.clicked.connect(self._normalise)
        column.addWidget(self.normalise)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _divide(self, fraction: float) -> Call:
        return self._read_again(replace(_table(self._store.state), test_fraction=fraction))

    def _draw(self, seed: int) -> Call:
        return self._read_again(replace(_table(self._store.state), seed=seed))

    def _normalise(self, on: bool) -> None:
        try:
            call = self._read_again(replace(_table(self._store.state), normalise=on))
            self._store.carry_out(call)
        except BadNumber as error:
            self._store.refused.emit(error.fault)
        self._show(None, self._store.state)  # what was refused is not chosen

    def _read_again(self, wanted: FromTable) -> Call:
        """Return what takes the table's samples; raise BadNumber where it cannot be read so."""
        experiment = derived.experiment(self._store.state)
        try:
            return source.take_data.call(data_tables.read_again(experiment, wanted), False)
        except BadExperiment as error:
            raise BadNumber.of(error.fault) from None

    def _show(self, before: State | None, after: State) -> None:
        if not derived.same_settings(before, after):
            self.normalise.setChecked(_table(after).normalise)
            self.normalise.setToolTip(_normalisation(after))


def _table(state: State) -> FromTable:
    found = derived.experiment(state).data.source
    return found if isinstance(found, FromTable) else _NONE


def _test_fraction(state: State) -> float:
    return _table(state).test_fraction


def _seed(state: State) -> int:
    return _table(state).seed


def _normalisation(state: State) -> str:
    """Return, input by input, what was subtracted and what divided it."""
    used = derived.experiment(state).data.normalisation
    if used is None:
        return say("experiment.normalise-tip")
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
