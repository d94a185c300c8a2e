"""The rows of the data: which, and how they are drawn and divided."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.data.dataset import Dataset, FromTable, Generated, Inline
from engine.text.numbers import short
from gui.look.fit import fit
from gui.panels.experiment.choice import FittingChoice, QuietBox, RemedyNote, with_note
from gui.panels.experiment.data_choices import chosen_data, data_choices, data_key, is_drawn
from gui.panels.experiment.fields import NamedRow, number_field, small_button, whole_field
from gui.panels.experiment.fold import Folded
from gui.panels.experiment.table_rows import TableRows
from gui.state.experiment import source
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say, say_count
from gui.words.data import data_name


class DataRows(QWidget):
    """The list of data, and below it their settings, folded away."""

    def __init__(self, store: Store, open_file: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="gap")
        self.box, self.note = QuietBox(say("experiment-row.data")), RemedyNote()
        choices = [each for group in data_choices() for each in (("", ""), *group)][1:]
        self.choice = FittingChoice(
            self.box, self.note, store, data_key, chosen_data, choices, other=_other, tried=is_drawn
        )
        self.file = small_button("…", say("experiment.data-file"))
        self.file.clicked.connect(open_file.trigger)
        named = NamedRow(say("experiment-row.data"), self.box, self.file)
        column.addWidget(with_note(named, self.note))
        self.settings = Folded(say("experiment.data-settings"), self)
        self._drawn = _drawn_rows(store)
        self.table = TableRows(store, self)
        for row in (*self._drawn, self.table):
            self.settings.add(row)
        column.addWidget(self.settings)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def first_setting(self) -> QWidget:
        """Return the first field of the settings, or the list of data where there is none."""
        if not self._drawn[0].isHidden():
            return self._drawn[0].control
        return self.box if self.table.isHidden() else self.table.share

    def _show(self, before: State | None, after: State) -> None:
        if derived.same_settings(before, after):
            return
        data = derived.experiment(after).data
        self.settings.button.tell(_summary(data))
        for row in self._drawn:
            row.setVisible(isinstance(data.source, Generated))
        self.table.setVisible(isinstance(data.source, FromTable))
        self.settings.hold(not isinstance(data.source, Inline))


def _drawn_rows(store: Store) -> list[NamedRow]:
    """Return a row for each number with which samples are drawn from a formula."""
    count, noise = say("experiment-row.count"), say("experiment-row.noise")
    share, seed = say("experiment-row.test-share"), say("experiment-row.data-seed")
    fields = {
        count: whole_field(store, count, _samples, source.set_samples.call),
        noise: number_field(store, noise, _noise, source.set_noise.call),
        share: number_field(store, share, _test_fraction, source.set_test_fraction.call),
        seed: whole_field(store, seed, _seed, source.set_data_seed.call),
    }
    return [NamedRow(name, field) for name, field in fields.items()]


def _source(state: State) -> Generated:
    found = derived.experiment(state).data.source
    return found if isinstance(found, Generated) else source.FIRST


def _samples(state: State) -> int:
    return _source(state).samples


def _noise(state: State) -> float:
    return _source(state).noise


def _test_fraction(state: State) -> float:
    return _source(state).test_fraction


def _seed(state: State) -> int:
    return _source(state).seed


def _other(state: State) -> str:
    return data_name(derived.experiment(state).data)


def _summary(data: Dataset) -> str:
    """Return how many samples there are, and what else is set, in a few words."""
    samples, tests, came_from = len(data.inputs), len(data.test_inputs), data.source
    counted: dict[str, object] = {"samples": samples, "tests": tests}
    if isinstance(came_from, Generated):
        key = "experiment.samples-with-noise" if tests else "experiment.samples-of-noise"
        return say(key, noise=short(came_from.noise), **counted)
    if data.normalisation is not None:
        return say("experiment.samples-normalised", **counted)
    if tests:
        return say("experiment.samples-and-tests", **counted)
    return say_count("experiment.samples-alone", samples)
