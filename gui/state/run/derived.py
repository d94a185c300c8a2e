"""What follows from a state: its beats, its trace, and which numbers are known."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from engine.backprop import StepTrace, trace_step
from engine.experiment import Experiment, UpdateRule
from engine.run.batches import batches_of
from engine.run.training import Run
from engine.story.beats import Beat, Scene, cut, first_known, how_many_revealed
from engine.story.scope import Scope
from engine.written.quantity import Kind, Quantity
from gui.state.state import REVEALED_AT, Cursor, Mode, State

Samples = npt.NDArray[np.int64]


@lru_cache(maxsize=16)
def trace_of(run: Run, step: int) -> StepTrace:
    return run.trace(step)


@lru_cache(maxsize=65536)
def _first_known(quantity: Quantity, beats: tuple[Beat, ...]) -> int:
    return first_known(quantity, beats)


def experiment(state: State) -> Experiment:
    """Return the experiment with the settings in force at the step on screen."""
    return state.document.run.settings(state.cursor.step)


def same_settings(before: State | None, after: State) -> bool:
    """Return whether the settings in force at the steps on screen are the same."""
    return before is not None and experiment(before) is experiment(after)


def beats(state: State) -> tuple[Beat, ...]:
    """Return the beats of the step on screen."""
    return _beats(state.document.experiment)


@lru_cache(maxsize=8)
def _beats(experiment: Experiment) -> tuple[Beat, ...]:
    in_place = experiment.training.update_rule is UpdateRule.IN_PLACE
    return cut(experiment.network.shape, in_place)


def beat(state: State) -> Beat:
    """Return the beat on screen."""
    return beats(state)[state.cursor.beat]


def phase_end(state: State) -> int:
    """Return the last beat of the phase on screen; updates in place come back to a phase."""
    at, found = state.cursor.beat, beats(state)
    while at + 1 < len(found) and found[at + 1].phase is found[at].phase:
        at += 1
    return at


def loss_beat(state: State) -> int:
    """Return the beat that computes the loss, before anything goes backward."""
    return next(i for i, each in enumerate(beats(state)) if each.scene is Scene.LOSS)


def stops_here(state: State) -> bool:
    """Return whether what plays rests at the end of the beat on screen, until Play is pressed."""
    if state.mode is not Mode.PLAYING:
        return state.mode is Mode.ONE_BEAT
    is_last = state.cursor.beat == len(beats(state)) - 1
    return is_last and not state.view.goes_on and state.held < 1


def unseen(state: State) -> frozenset[Kind]:
    """Return which numbers of the beat on screen say nothing that another does not say."""
    alone = scope(state).samples == 1
    hidden = {Kind.SAMPLE_LOSS} if alone else set()
    if beat(state).scene is Scene.UPDATE and not experiment(state).training.train_biases:
        hidden.add(Kind.BIAS_AFTER)
    return frozenset(hidden)


def new_lines(state: State) -> int:
    """Return how many numbers the beat on screen gives a reader."""
    shape = experiment(state).network.shape
    return how_many_revealed(beat(state), shape, unseen(state))


def trace(state: State) -> StepTrace:
    """Return every number of the step on screen, known already or not."""
    return trace_of(state.document.run, state.cursor.step)


def parameter(state: State) -> Quantity:
    """Return the selected weight or bias, or else the first weight of the output layer."""
    selected = state.selected
    if selected is not None and selected.kind in (Kind.WEIGHT, Kind.BIAS):
        return selected
    return Quantity(Kind.WEIGHT, experiment(state).network.depth, 0, 0)


@lru_cache(maxsize=16)
def scope_of(run: Run, step: int, row: int | None) -> Scope:
    """Return a step as it is told with the numbers of one sample, None: of the whole batch."""
    return Scope(run.settings(step), trace_of(run, step), row)


def scope(state: State) -> Scope:
    """Return the step on screen with the choice of whose numbers are shown: every view asks it."""
    alone = guest(state)
    if alone is not None:
        return _scope_alone(state.document.run, state.cursor.step, alone)
    return batch_scope(state)


def batch_scope(state: State) -> Scope:
    """Return the step of its batch, with the row of the sample shown if it has one."""
    row_shown = shown_row(state) if guest(state) is None else None
    return scope_of(state.document.run, state.cursor.step, row_shown)


@lru_cache(maxsize=4)
def _scope_alone(run: Run, step: int, number: int) -> Scope:
    """Return the step as it would be if its batch were one sample of either set alone."""
    now, data = run.settings(step), run.settings(step).data
    at = number - len(data.inputs)
    inputs, targets = (
        (data.inputs[[number]], data.targets[[number]])
        if at < 0
        else (data.test_inputs[[at]], data.test_targets[[at]])
    )
    taken, problem = trace_of(run, step), now.problem.on(inputs, targets)
    alone = trace_step(problem, now.training, taken.before, (number,), taken.memory)
    return Scope(now, alone, 0)


def guest(state: State) -> int | None:
    """Return which sample is shown alone as it is not of every batch, None if none is.

    It counts from 0 through the training set and on through the test set.
    """
    number, data = state.view.followed, experiment(state).data
    samples, batch = len(data.inputs), experiment(state).training.batch_size
    if number is None or state.view.whole_batch or number >= samples + len(data.test_inputs):
        return None
    return None if number < samples <= (batch or samples) else number


def sample_shown(state: State) -> int | None:
    """Return whose numbers are shown, counted as `guest` does; None for a whole batch."""
    alone, at = guest(state), shown_row(state)
    if alone is not None or at is None:
        return alone
    return int(batch(state)[at])


def batch(state: State) -> Samples:
    """Return which samples of the training set the step on screen takes: (batch,).

    It asks for no number of the step: thousands of steps pass while training.
    """
    return batches_of(experiment(state)).numbers(state.cursor.step)


def shown_row(state: State) -> int | None:
    """Return which sample of the batch is shown, None for the whole batch."""
    several = len(batch(state)) > 1
    return None if several and state.view.whole_batch else row(state)


def learning_rate(state: State) -> float:
    """Return the rate of the step on screen."""
    return experiment(state).training.learning_rate


def row(state: State) -> int:
    """Return which row of the batch is followed, now or once a sample is shown again.

    The last batch of an epoch may be shorter.
    """
    number, samples = state.view.followed, batch(state)
    whole = len(samples) == len(experiment(state).data.inputs)
    if number is None or not whole or number >= len(samples):
        return min(state.view.row, len(samples) - 1)
    return number if samples[number] == number else int((samples == number).argmax())


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
        and before.hiding == after.hiding
    )


def is_known(state: State, quantity: Quantity) -> bool:
    """Return whether a number has been computed at this moment of the step."""
    return _first_known(quantity, beats(state)) <= last_revealed(state)


def last_done(state: State, quantity: Quantity) -> State:
    """Return the moment itself if a number is known at it, else the end of the step before."""
    step = state.cursor.step - 1
    if step < 0 or is_known(state, quantity):
        return state
    return replace(state, cursor=Cursor(step, len(beats(state)) - 1, 1.0))


def value(state: State, quantity: Quantity) -> float | None:
    """Return a number as it is shown at this moment, None while it has not been computed."""
    return scope(state).value(quantity) if is_known(state, quantity) else None
