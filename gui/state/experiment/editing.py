"""Changing the experiment: another one, another rate, other parameters."""

from math import isfinite

import numpy as np
from msgspec.structs import replace

from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.frozen import Array
from engine.network import flat_index, of_flat
from engine.run.training import Run
from engine.written.quantity import Kind, Quantity
from gui.state.action import action
from gui.state.refusal import Refused, check_inside
from gui.state.run import actions, derived
from gui.state.state import Cursor, KeptRun, Mode, State, first_state


@action("experiment.open", undone_as="opening")
def open_experiment(state: State, experiment: Experiment, name: str) -> State:
    """Start over with another experiment; how things are shown stays, and so do kept runs.

    Those of other samples are no longer drawn: their losses are of something else.
    """
    begun = first_state(experiment, name, state.view)
    kept = (
        each if _is_of(each, experiment.data) else replace(each, slot=None) for each in state.kept
    )
    return replace(begun, kept=tuple(kept), removed=state.removed, lesson=state.lesson)


def _is_of(kept: KeptRun, data: Dataset) -> bool:
    own = kept.document.experiment.data
    return np.array_equal(own.inputs, data.inputs) and np.array_equal(own.targets, data.targets)


@action("experiment.set_learning_rate", undone_as="learning-rate")
def set_learning_rate(state: State, rate: float) -> State:
    """Train with another learning rate from the step on screen on."""
    if not (rate > 0 and isfinite(rate)):
        raise Refused("refused.learning-rate", rate=rate)
    before = derived.experiment(state)
    if rate == before.training.learning_rate:
        return state
    changed = replace(before, training=replace(before.training, learning_rate=rate))
    return actions.branched(state, changed)


@action("experiment.set_parameter", undone_as="parameter")
def set_parameter(state: State, which: Quantity, value: float) -> State:
    """Give a weight or bias another value; training starts anew from the weights on screen."""
    if which.kind not in (Kind.WEIGHT, Kind.BIAS):
        raise Refused("refused.computed", which=which)
    if not isfinite(value):
        raise Refused("refused.weight", value=value)
    before = derived.trace(state).before
    check_inside(which, before.shape)
    index = flat_index(before.shape, which.place)
    if float(before.flat[index]) == value:
        return state
    flat = before.flat.copy()
    flat[index] = value
    edited = with_parameters(state, flat)
    beat = min(state.cursor.beat, len(derived.beats(edited)) - 1)
    return actions.go_to(edited, 0, beat, state.cursor.part)


@action("experiment.set_selected_parameter", undone_as="parameter")
def set_selected_parameter(state: State, value: float) -> State:
    """Give the weight or bias that is selected another value."""
    return set_parameter(state, derived.parameter(state), value)


def with_parameters(state: State, flat: Array) -> State:
    """Start a new run from these parameters, (count,), with the settings of the step on screen."""
    experiment = derived.experiment(state)
    run = Run(replace(experiment, given=of_flat(experiment.network.shape, flat)))
    document = replace(state.document, run=run)
    return replace(state, document=document, cursor=Cursor(), trained=0, mode=Mode.PAUSED)
