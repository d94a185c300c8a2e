"""What follows from a state for the table of samples and the confusion matrix."""

from msgspec.structs import replace

from engine.results.confusion import Confusion
from engine.results.evaluation import SetResults
from gui.state.choices import ResultsChoice, SampleSet
from gui.state.results.columns import sample_columns
from gui.state.run import derived, results
from gui.state.state import Mode, State

_WORST_FIRST = ResultsChoice()


def chosen(state: State) -> ResultsChoice:
    """Return what is chosen, without what there is no more since the data have changed."""
    found, experiment = state.results, derived.experiment(state)
    if found.column not in {column.key for column in sample_columns(experiment)}:
        found = replace(found, column=_WORST_FIRST.column, descending=_WORST_FIRST.descending)
    if not len(experiment.data.test_inputs):
        found = replace(found, counted=SampleSet.ALL)
    classes = results.classes_of(experiment.data)
    known = range(0 if classes is None else classes.count)
    if found.cell is not None and not all(each in known for each in found.cell):
        found = replace(found, cell=None)
    return found


def counted(state: State) -> tuple[SetResults, ...]:
    """Return the results of the sets whose samples are counted."""
    which = chosen(state).counted
    found: list[SetResults] = []
    if which is not SampleSet.TESTS:
        found.append(results.of_training(state))
    tests = results.of_tests(state)
    if tests is not None and which is not SampleSet.TRAINING:
        found.append(tests)
    return tuple(found)


def confusions(state: State) -> tuple[Confusion, ...]:
    """Return the confusion of each of these sets, none where targets are no classes."""
    found = (each.confusion for each in counted(state))
    return tuple(each for each in found if each is not None)


def may_differ(before: State, after: State) -> bool:
    """Return whether a view of results may look another way: within a step, few changes matter."""
    return (
        before.document is not after.document
        or before.cursor.step != after.cursor.step
        or before.trained != after.trained
        or before.results != after.results
        or before.view != after.view
        or before.mode is Mode.TRAINING
    )
