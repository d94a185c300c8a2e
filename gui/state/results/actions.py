"""What can be changed about which samples are counted and listed: one plain function each."""

from msgspec.structs import replace

from gui.state.action import action
from gui.state.choices import SampleSet
from gui.state.refusal import Refused
from gui.state.results.columns import sample_columns
from gui.state.run import derived, results
from gui.state.state import State


@action("results.count")
def count(state: State, counted: SampleSet) -> State:
    """Choose of which set the confusion is shown; both have no test part to tell apart."""
    return _with(state, counted=counted)


@action("results.list_cell")
def list_cell(state: State, meant: int, taken_for: int) -> State:
    """List the samples of one class, counted from 0, that are taken for another or for it."""
    classes = results.classes_of(derived.experiment(state).data)
    if classes is None:
        raise Refused("refused.no-classes")
    if not (0 <= meant < classes.count and 0 <= taken_for < classes.count):
        raise Refused("refused.no-cell", classes=classes.count)
    return _with(state, cell=(meant, taken_for))


@action("results.list_all")
def list_all(state: State) -> State:
    """List all samples of both sets."""
    return _with(state, cell=None)


@action("results.sort")
def sort(state: State, column: str, descending: bool) -> State:
    """Sort the samples by a column, called as in `SampleColumn`."""
    known = [each.key for each in sample_columns(derived.experiment(state))]
    if column not in known:
        raise Refused("refused.no-sample-column", column=column)
    return _with(state, column=column, descending=descending)


def _with(state: State, **changes: object) -> State:
    chosen = replace(state.results, **changes)
    return state if chosen == state.results else replace(state, results=chosen)
