"""The confusion matrix as it is shown: counts, shares, what its rows and columns are called."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.experiment import Experiment
from engine.results.classes import Classes
from engine.text.numbers import DASH, short
from gui.state.choices import ResultsChoice, SampleSet
from gui.state.results.derived import chosen, confusions
from gui.state.run import derived, results
from gui.state.state import State
from gui.words.catalog import say, say_count, say_list
from gui.words.classes import class_name, taken_for_name


class Counts(Struct, frozen=True, eq=False):
    """How many samples of each class are taken for which.

    counts: (classes, classes), a row a class that samples belong to; None before there are
    results.
    """

    experiment: Experiment
    classes: Classes
    choice: ResultsChoice
    counts: npt.NDArray[np.int64] | None

    def text(self, meant: int, taken_for: int) -> str:
        """Return what stands in a cell."""
        return DASH if self.counts is None else str(int(self.counts[meant, taken_for]))

    def share(self, meant: int, taken_for: int) -> float:
        """Return which part of the samples of its class a cell has, 0..1; 0 of none."""
        if self.counts is None or not self.counts[meant].any():
            return 0.0
        return float(self.counts[meant, taken_for] / self.counts[meant].sum())

    def said(self, meant: int, taken_for: int) -> str:
        """Return what a cell says in words."""
        if self.counts is None:
            return say("samples-table.computing")
        names = {"meant": self.name(meant), "taken_for": self.name(taken_for)}
        count, whole = int(self.counts[meant, taken_for]), int(self.counts[meant].sum())
        percent = short(100 * self.share(meant, taken_for))
        return say_count("confusion.cell", count, whole=whole, percent=percent, **names)

    def taken_for_name(self, number: int) -> str:
        """Return what a class is called over the column of what is taken for it."""
        return taken_for_name(self.experiment, self.classes, number)

    def name(self, number: int) -> str:
        """Return what a class is called."""
        return class_name(self.experiment, self.classes, number)


def changes(before: Counts, after: Counts) -> npt.NDArray[np.bool_]:
    """Return which cells say something else than before: (classes, classes)."""
    count = after.classes.count
    same = before.experiment is after.experiment and before.choice == after.choice
    if not same or before.counts is None or after.counts is None:
        return np.ones((count, count), bool)
    other_share = before.counts.sum(1, keepdims=True) != after.counts.sum(1, keepdims=True)
    return np.asarray((before.counts != after.counts) | other_share, bool)


def counts_of(state: State, *, is_there: bool = True) -> Counts | None:
    """Return what the confusion matrix shows, None where targets are no classes.

    is_there: whether results are computed.
    """
    experiment = derived.experiment(state)
    classes = results.classes_of(experiment.data)
    if classes is None:
        return None
    counts = None
    if is_there:
        counts = np.sum([each.counts for each in confusions(state)], axis=0)
    return Counts(experiment, classes, chosen(state), counts)


def accuracy_said(state: State, *, is_there: bool = True) -> str:
    """Return how many samples of each set are taken for their own class, or why nobody knows."""
    if results.classes_of(derived.experiment(state).data) is None:
        return say("confusion.no-classes")
    if not is_there:
        return say("samples-table.computing")
    sets = (
        (SampleSet.TRAINING, results.of_training(state)),
        (SampleSet.TESTS, results.of_tests(state)),
    )
    digits, said = state.view.digits, []
    for which, found in sets:
        if found is None or found.wrong is None or found.accuracy is None:
            continue
        right = len(found.wrong) - int(found.wrong.sum())
        percent = short(100 * found.accuracy, digits)
        said.append(
            say_count(f"accuracy.{which.value}", len(found.wrong), right=right, percent=percent)
        )
    return say_list(said)
