"""Changing the data sample by sample: one plain function each.

Samples are counted from 0 through both parts, those of the training part first. Training goes on
from the step on screen with what has been changed. Figures printed for the data before are those
of other data: they leave the experiment, and so does its title.
"""

from collections.abc import Callable
from math import isfinite

from msgspec.structs import replace

from engine.data import editing
from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.fault import Phrase
from engine.faults import MOST_SAMPLES, target_faults
from engine.frozen import Array, freeze
from engine.results.targets_of_class import classes_given, targets_of_class
from engine.run.batches import batches_of
from gui.state.action import action
from gui.state.experiment.challenge import is_told
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.run.actions import branched
from gui.state.state import State

LARGEST = 1e12  # of an input or a target that is given: what pictures can show
Numbers = tuple[float, ...]


@action("experiment.set_input", undone_as="input")
def set_input(state: State, sample: int, unit: int, value: float) -> State:
    """Give one input of a sample another value."""
    data = _data_with(state, sample)
    _check_unit(unit, data.inputs.shape[1])
    _check_input(value)
    if data.sample_inputs(sample)[unit] == value:
        return state
    return _with_data(state, editing.with_input(data, sample, unit, value))


@action("experiment.set_target", undone_as="target")
def set_target(state: State, sample: int, unit: int, value: float) -> State:
    """Give one target of a sample another value."""
    data = _data_with(state, sample)
    _check_unit(unit, data.targets.shape[1])
    _check_targets(state, (value,))
    if data.sample_targets(sample)[unit] == value:
        return state
    return _with_data(state, editing.with_target(data, sample, unit, value))


@action("experiment.set_class", undone_as="class")
def set_class(state: State, sample: int, label: int) -> State:
    """Give a sample the targets of a class, counted from 0."""
    data = _data_with(state, sample)
    targets = class_targets(state, label)
    return move_sample(state, sample, tuple(data.sample_inputs(sample).tolist()), targets)


@action("experiment.move_sample", undone_as="sample-moved")
def move_sample(state: State, sample: int, inputs: Numbers, targets: Numbers) -> State:
    """Give a sample other inputs and targets."""
    data = _data_with(state, sample)
    row = _checked(state, data, inputs, targets)
    present = (data.sample_inputs(sample), data.sample_targets(sample))
    if all((one == other).all() for one, other in zip(row, present, strict=True)):
        return state
    return _with_data(state, editing.with_sample(data, sample, *row))


@action("experiment.add_sample", undone_as="sample-added")
def add_sample(state: State, inputs: Numbers, targets: Numbers, is_test: bool) -> State:
    """Add a sample at the end of a part, and follow it from now on."""
    data = derived.experiment(state).data
    row = _checked(state, data, inputs, targets)
    if data.samples >= MOST_SAMPLES:
        raise Refused("refused.most-samples", most=MOST_SAMPLES)
    place = data.samples if is_test else len(data.inputs)
    followed = replace(state, view=replace(state.view, followed=place))
    return _with_data(followed, editing.with_one_more(data, *row, is_test))


@action("experiment.copy_sample", undone_as="sample-added")
def copy_sample(state: State, sample: int) -> State:
    """Add the same sample once more to its part, to be changed."""
    data = _data_with(state, sample)
    inputs, targets = data.sample_inputs(sample).tolist(), data.sample_targets(sample).tolist()
    return add_sample(state, tuple(inputs), tuple(targets), data.is_test(sample))


@action("experiment.delete_sample", undone_as="sample-deleted")
def delete_sample(state: State, sample: int) -> State:
    """Take a sample away; one is left to learn from."""
    data = _data_with(state, sample)
    _check_one_stays(data, sample)
    last = data.samples - 2
    return _with_data(
        state, editing.without(data, sample), lambda other: min(other - (other > sample), last)
    )


@action("experiment.set_tested", undone_as="part")
def set_tested(state: State, sample: int, tested: bool) -> State:
    """Keep a sample for testing, or let it be learnt; it becomes the last one of its part."""
    data = _data_with(state, sample)
    if data.is_test(sample) == tested:
        return state
    _check_one_stays(data, sample)
    place = data.samples - 1 if tested else len(data.inputs)

    def renumbered(other: int) -> int:
        if other == sample:
            return place
        left = other - (other > sample)
        return left + (left >= place)

    return _with_data(state, editing.in_other_part(data, sample), renumbered)


def class_targets(state: State, label: int) -> Numbers:
    """Return the targets of a class, counted from 0; raise Refused if there is no such class."""
    experiment = derived.experiment(state)
    classes = classes_given(experiment.data, experiment.loss)
    if not 0 <= label < classes.count:
        raise Refused("refused.no-class", label=label, last=classes.count - 1)
    return tuple(targets_of_class(classes, label).tolist())


def followed_sample(state: State) -> int:
    """Return which sample is followed, or is again once the whole batch is not shown any more."""
    followed = state.view.followed
    if followed is not None and followed < derived.experiment(state).data.samples:
        return followed
    return int(derived.batch(state)[derived.row(state)])


def _data_with(state: State, sample: int) -> Dataset:
    data = derived.experiment(state).data
    if not 0 <= sample < data.samples:
        raise Refused("refused.no-sample", sample=sample + 1, samples=data.samples)
    return data


def _checked(state: State, data: Dataset, inputs: Numbers, targets: Numbers) -> tuple[Array, Array]:
    """Return a sample as arrays; raise Refused if it is none of this network."""
    wanted = data.inputs.shape[1], data.targets.shape[1]
    if (len(inputs), len(targets)) != wanted:
        sizes = {"inputs": wanted[0], "targets": wanted[1]}
        given = {"given_inputs": len(inputs), "given_targets": len(targets)}
        raise Refused("refused.sample-size", **sizes, **given)
    for value in inputs:
        _check_input(value)
    _check_targets(state, targets)
    return freeze(inputs), freeze(targets)


def _check_unit(unit: int, units: int) -> None:
    if not 0 <= unit < units:
        raise Refused("refused.no-column", column=unit + 1, columns=units)


def _check_input(value: float) -> None:
    if not isfinite(value):
        raise Refused("refused.input", value=value)
    _check_size(value)


def _check_size(value: float) -> None:
    if abs(value) > LARGEST:
        raise Refused("refused.sample-too-large", value=value, most=f"{LARGEST:.0f}")


def _check_targets(state: State, targets: Numbers) -> None:
    """Raise Refused for what is no number, or what the loss is not made for."""
    for value in targets:
        if not isfinite(value):
            raise Refused("refused.target", value=value)
        _check_size(value)
    loss = derived.experiment(state).loss
    for fault in target_faults(freeze([targets]), loss, ""):
        if not is_told(state):
            raise Refused("refused.challenge")
        named = {"loss": Phrase(f"loss.{loss.name}"), "fits": Phrase("loss.half_squared_error")}
        key = f"refused.target-{loss.targets.name.lower()}"
        raise Refused(key, value=fault.details["value"], **named)


def _check_one_stays(data: Dataset, sample: int) -> None:
    if not data.is_test(sample) and len(data.inputs) == 1:
        raise Refused("refused.last-sample")


def _with_data(
    state: State, data: Dataset, renumbered: Callable[[int], int] = lambda sample: sample
) -> State:
    """Go on with other data; renumbered: which number a sample has from now on."""
    before = derived.experiment(state)
    after = replace(before, data=data, title="", published=())
    if state.view.followed is None:
        sample = renumbered(int(derived.batch(state)[derived.row(state)]))
        view = replace(state.view, row=_row_of(state, after, sample))
    else:
        view = replace(state.view, followed=renumbered(state.view.followed))
    return branched(replace(state, view=view), after)


def _row_of(state: State, after: Experiment, sample: int) -> int:
    """Return the row to follow, so that a sample is followed still where the batch has it."""
    batch = batches_of(after).at(state.cursor.step)
    row = batch.index(sample) if sample in batch else derived.row(state)
    kept = state.view.row if row == derived.row(state) else row
    return min(kept, len(after.data.inputs) - 1)
