"""What follows from a state: its beats, its trace, and which numbers are known."""

from functools import lru_cache

import numpy as np

from engine.backprop import StepTrace
from engine.experiment import Experiment, UpdateRule
from engine.frozen import Array
from engine.run.training import Run
from engine.story.beats import Beat, cut, first_known
from engine.story.readings import read
from engine.written.quantity import Kind, Quantity
from gui.state.state import REVEALED_AT, State

_beats = lru_cache(maxsize=8)(cut)


@lru_cache(maxsize=16)
def trace_of(run: Run, step: int) -> StepTrace:
    return run.trace(step)


@lru_cache(maxsize=65536)
def _first_known(quantity: Quantity, beats: tuple[Beat, ...]) -> int:
    return first_known(quantity, beats)


def experiment(state: State) -> Experiment:
    """Return the experiment with the settings in force at the step on screen."""
    return state.document.run.settings(state.cursor.step)


def beats(state: State) -> tuple[Beat, ...]:
    """Return the beats of the step on screen."""
    settings = state.document.experiment
    in_place = settings.training.update_rule is UpdateRule.IN_PLACE
    return _beats(settings.network.depth, in_place)


def beat(state: State) -> Beat:
    """Return the beat on screen."""
    return beats(state)[state.cursor.beat]


def trace(state: State) -> StepTrace:
    """Return every number of the step on screen, known already or not."""
    return trace_of(state.document.run, state.cursor.step)


def parameter(state: State) -> Quantity:
    """Return the selected weight or bias, or else the first weight of the output layer."""
    selected = state.selected
    if selected is not None and selected.kind in (Kind.WEIGHT, Kind.BIAS):
        return selected
    return Quantity(Kind.WEIGHT, experiment(state).network.depth, 0, 0)


def sample_shares(state: State) -> Array:
    """Return each sample's share of the gradient of the shown parameter, delta_j a_k: (batch,)."""
    step, which = trace(state), parameter(state)
    delta = step.layers[which.layer - 1].delta[:, which.unit]
    if which.source is None:
        return delta
    with np.errstate(all="ignore"):
        shares: Array = delta * step.a(which.layer - 1)[:, which.source]
    return shares


def learning_rate(state: State) -> float:
    """Return the rate of the step on screen."""
    return experiment(state).training.learning_rate


def row(state: State) -> int:
    """Return which row of the batch is followed: the last batch of an epoch may be shorter."""
    return min(state.view.row, len(trace(state).x) - 1)


def last_revealed(state: State) -> int:
    """Return the index of the newest beat whose numbers are on screen, -1 for none."""
    return state.cursor.beat - (state.cursor.part < REVEALED_AT)


def same_numbers(before: State, after: State) -> bool:
    """Return whether a view of one moment's numbers looks the same: within a beat, it does."""
    return (
        before.document is after.document
        and before.cursor.step == after.cursor.step
        and last_revealed(before) == last_revealed(after)
        and before.selected == after.selected
        and before.view == after.view
    )


def is_known(state: State, quantity: Quantity) -> bool:
    """Return whether a number has been computed at this moment of the step."""
    return _first_known(quantity, beats(state)) <= last_revealed(state)


def value(state: State, quantity: Quantity) -> float | None:
    """Return a number of the step on screen, None while it has not been computed."""
    if not is_known(state, quantity):
        return None
    return read(trace(state), quantity, row(state))
