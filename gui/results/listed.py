"""Which samples the table lists, in which order, and what stands in its cells."""

from functools import cached_property

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.experiment import Experiment
from engine.frozen import Array
from engine.results.evaluation import SetResults
from engine.text.covered import MARK, covered
from engine.text.numbers import DASH, full, short
from engine.written.quantity import Kind, Quantity
from gui.state.choices import ResultsChoice, SampleSet
from gui.state.hiding.derived import hides_any, is_hidden
from gui.state.results.columns import SampleColumn, SampleValue, sample_columns
from gui.state.results.derived import chosen
from gui.state.run import derived, results
from gui.state.state import State
from gui.words.catalog import say
from gui.words.classes import class_name

WRONG = "✗"
SampleNumbers = npt.NDArray[np.intp]


class Listed(Struct, frozen=True, eq=False, dict=True):
    """The rows of a table of samples.

    samples: (rows,), the sample of each row, counted from 0 through the training set and on
    through the test set; training, tests: their results, None before they are computed and where
    there is no such set; hidden: the columns that a class is not shown.
    """

    experiment: Experiment
    choice: ResultsChoice
    digits: int
    samples: SampleNumbers
    training: SetResults | None
    tests: SetResults | None
    hidden: frozenset[SampleColumn] = frozenset()

    @property
    def hides_loss(self) -> bool:
        """Whether losses are hidden."""
        return any(column.value is SampleValue.LOSS for column in self.hidden)

    @cached_property
    def columns(self) -> tuple[SampleColumn, ...]:
        """The columns of the table."""
        return sample_columns(self.experiment)

    @cached_property
    def sorted_by(self) -> int:
        """The place of the column by which the rows are sorted."""
        return [column.key for column in self.columns].index(self.choice.column)

    def number(self, row: int, column: SampleColumn) -> float | None:
        """Return what a cell holds as a number, None where it holds none yet."""
        tested, at = self._place(row)
        values = self.values(column, tested=tested)
        return None if values is None else float(values[at])

    def text(self, row: int, column: SampleColumn) -> str:
        """Return what stands in a cell."""
        value = self.number(row, column)
        if value is None:
            return "" if column.value is SampleValue.MARK else DASH
        words = self._words(column, value)
        if words is not None:
            return words
        if column in self.hidden:
            return covered(short(value, self.digits))
        kind = Kind.A if column.value is SampleValue.OUTPUT else None
        return short(value, self.digits, kind=kind)

    def copied(self, row: int, column: SampleColumn) -> str:
        """Return what is copied of a cell: numbers in full, as they read back."""
        value = self.number(row, column)
        if value is None:
            return ""
        words = self._words(column, value)
        if column in self.hidden:
            return MARK
        return full(value) if words is None else words

    def is_wrong(self, row: int) -> bool:
        """Return whether the sample of a row is taken for another class than its own."""
        return bool(self.number(row, SampleColumn(SampleValue.MARK)))

    def class_name(self, number: int) -> str:
        """Return what a class is called."""
        classes = results.classes_of(self.experiment.data)
        assert classes is not None
        return class_name(self.experiment, classes, number)

    def row_of(self, sample: int | None) -> int | None:
        """Return the row of a sample, None where it is not listed."""
        rows = np.flatnonzero(self.samples == (-1 if sample is None else sample))
        return int(rows[0]) if len(rows) else None

    def values(self, column: SampleColumn, *, tested: bool) -> Array | None:
        """Return what a column holds of all samples of a set, None while it is not known."""
        if (column, tested) not in self._known:
            found = self.tests if tested else self.training
            unknown = column.is_result and found is None
            values = None if unknown else _values(self.experiment, found, column, tested=tested)
            self._known[column, tested] = values
        return self._known[column, tested]

    @cached_property
    def _known(self) -> dict[tuple[SampleColumn, bool], Array | None]:
        return {}

    def _place(self, row: int) -> tuple[bool, int]:
        """Return whether the sample of a row is of the test set, and its place in its set."""
        sample, samples = int(self.samples[row]), len(self.experiment.data.inputs)
        return (True, sample - samples) if sample >= samples else (False, sample)

    def _words(self, column: SampleColumn, value: float) -> str | None:
        """Return what stands for a number that is none to read, None for all others."""
        match column.value:
            case SampleValue.NUMBER:
                return str(int(value) + 1)
            case SampleValue.MARK:
                return WRONG if value else ""
            case SampleValue.SET:
                return say("samples-table.test") if value else say("samples-table.train")
            case SampleValue.CLASS | SampleValue.TAKEN_FOR:
                return self.class_name(int(value)) if value >= 0 else DASH
        return None


def listed(state: State, before: "Listed | None" = None, *, is_there: bool = True) -> Listed:
    """Return the rows that a state asks for.

    before: rows whose order is kept, if the samples are the same ones; is_there: whether results
    are computed.
    """
    experiment, choice = derived.experiment(state), chosen(state)
    training = results.of_training(state) if is_there else None
    tests = results.of_tests(state) if is_there else None
    hidden = _hidden(state)
    made = Listed(experiment, choice, state.view.digits, np.arange(0), training, tests, hidden)
    if before is not None and before.choice == choice and before.experiment.data is experiment.data:
        return _with_samples(made, before.samples)
    return _with_samples(made, _ordered(made))


def _with_samples(made: Listed, samples: SampleNumbers) -> Listed:
    whose = made.experiment, made.choice, made.digits
    return Listed(*whose, samples, made.training, made.tests, made.hidden)


def _hidden(state: State) -> frozenset[SampleColumn]:
    """Return the columns whose numbers are hidden."""
    if not hides_any(state):
        return frozenset()
    depth = derived.experiment(state).network.depth
    numbers = {
        SampleValue.INPUT: (Kind.INPUT, 0),
        SampleValue.TARGET: (Kind.TARGET, depth),
        SampleValue.OUTPUT: (Kind.A, depth),
    }

    def hides(column: SampleColumn) -> bool:
        if column.value is SampleValue.LOSS:
            return any(is_hidden(state, Quantity(kind)) for kind in (Kind.SAMPLE_LOSS, Kind.LOSS))
        kind, layer = numbers.get(column.value, (None, 0))
        return kind is not None and is_hidden(state, Quantity(kind, layer, column.unit))

    return frozenset(filter(hides, sample_columns(derived.experiment(state))))


def _ordered(made: Listed) -> SampleNumbers:
    """Return the samples asked for in the order asked for; equal ones by their number.

    What is no number counts as the largest of all: it is the worst that can come out.
    """
    keys, samples = _numbers(made, made.columns[made.sorted_by]), _asked_for(made)
    keys = np.where(np.isnan(keys), np.inf, keys)[samples]
    return samples[np.argsort(-keys if made.choice.descending else keys, kind="stable")]


def _asked_for(made: Listed) -> SampleNumbers:
    cell, counted = made.choice.cell, made.choice.counted
    first_test = len(made.experiment.data.inputs)
    if cell is None:
        return np.arange(first_test + len(made.experiment.data.test_inputs))
    of_training, of_tests = (
        np.arange(0) if each is None or each.confusion is None else each.confusion.samples(*cell)
        for each in (made.training, made.tests)
    )
    if counted is SampleSet.TRAINING:
        return of_training
    if counted is SampleSet.TESTS:
        return of_tests + first_test
    return np.concatenate([of_training, of_tests + first_test])


def _numbers(made: Listed, column: SampleColumn) -> Array:
    """Return what a column holds of all samples of both sets, NaN for what is not there yet."""
    data, parts = made.experiment.data, []
    for samples, tested in ((len(data.inputs), False), (len(data.test_inputs), True)):
        values = made.values(column, tested=tested) if samples else None
        parts.append(np.full(samples, np.nan) if values is None else values)
    return np.concatenate(parts)


def _values(
    experiment: Experiment, found: SetResults | None, column: SampleColumn, *, tested: bool
) -> Array:
    """Return what a column holds of the samples of one set: (samples,)."""
    data, unit = experiment.data, column.unit
    inputs = data.test_inputs if tested else data.inputs
    targets = data.test_targets if tested else data.targets
    if column.value is SampleValue.INPUT:
        return inputs[:, unit]
    if column.value is SampleValue.TARGET:
        return targets[:, unit]
    if column.value is SampleValue.SET:
        return np.full(len(inputs), float(tested))
    if column.value is SampleValue.NUMBER:
        return np.arange(len(inputs), dtype=float) + (len(data.inputs) if tested else 0)
    if column.value is SampleValue.CLASS:
        classes = results.classes_of(data)
        assert classes is not None
        return classes.of(targets).astype(float)
    assert found is not None
    if column.value is SampleValue.OUTPUT:
        return found.outputs[:, unit]
    if column.value is SampleValue.LOSS:
        return found.losses
    judged = found.wrong if column.value is SampleValue.MARK else found.told
    assert judged is not None
    return judged.astype(float)
