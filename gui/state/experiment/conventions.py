"""Switching conventions, and mistakes made on purpose: one plain function each."""

from msgspec.structs import replace

from engine.experiment import Experiment, Mistake, Training, UpdateRule
from engine.fault import Phrase
from engine.functions.loss import SQUARES
from engine.losses import LOSSES
from engine.reduction import Reduction
from engine.run.training import Run
from gui.state.action import action
from gui.state.experiment.challenge import check_told
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.run.actions import branched
from gui.state.state import Cursor, State

SQUARED = tuple(name for name, each in LOSSES.items() if each.convention == SQUARES)
MOST_REPLAYED = 2000  # steps taken anew at once; a longer run begins at its first step


@action("experiment.set_mistake", undone_as="mistake")
def set_mistake(state: State, mistake: Mistake, made: bool) -> State:
    """Make a mistake on purpose from the step on screen on, or stop making it."""
    training = derived.experiment(state).training
    mistakes = training.mistakes | {mistake} if made else training.mistakes - {mistake}
    return _with_training(state, replace(training, mistakes=mistakes))


@action("experiment.set_in_place", undone_as="mistake")
def set_in_place(state: State, in_place: bool) -> State:
    """Update each layer before the deltas below it are computed, or all layers at the end."""
    rule = UpdateRule.IN_PLACE if in_place else UpdateRule.SIMULTANEOUS
    return _with_training(state, replace(derived.experiment(state).training, update_rule=rule))


@action("experiment.set_train_biases", undone_as="training-of-biases")
def set_train_biases(state: State, trained: bool) -> State:
    """Train the biases from the step on screen on, or leave them as they are."""
    training = derived.experiment(state).training
    return _with_training(state, replace(training, train_biases=trained))


@action("experiment.choose_squared_error", undone_as="squared-error")
def choose_squared_error(state: State, name: str) -> State:
    """Write the squared error with 1/2, without, or as a mean over the outputs.

    The run is taken anew from its first step: its losses are not those of the other convention.
    """
    before = state.document.experiment
    check_told(state)
    if name not in SQUARED or before.loss.name not in SQUARED:
        raise Refused("refused.no-convention", loss=Phrase(f"loss.{before.loss.name}"))
    if before.loss.name == name:
        return state
    return taken_anew(state, replace(before, loss=LOSSES[name]))


@action("experiment.set_summed", undone_as="reduction")
def set_summed(state: State, summed: bool) -> State:
    """Let C be the sum of the samples' losses, or their mean; the run is taken anew."""
    check_told(state)
    before = state.document.experiment
    reduction = Reduction.SUM if summed else Reduction.MEAN
    if before.reduction is reduction:
        return state
    return taken_anew(state, replace(before, reduction=reduction))


def _with_training(state: State, training: Training) -> State:
    check_told(state)
    before = derived.experiment(state)
    return (
        state
        if training == before.training
        else branched(state, replace(before, training=training))
    )


def taken_anew(state: State, experiment: Experiment) -> State:
    """Return the same moment of the run as it would have been; of another network, its step."""
    run, step = Run(experiment), state.cursor.step
    reached = run.advance(step) if step <= MOST_REPLAYED else 0
    document = replace(state.document, run=run)
    cursor = state.cursor if reached == step else Cursor()
    if experiment.network.shape != state.document.experiment.network.shape:
        row = min(state.view.row, len(experiment.data.inputs) - 1)
        view = replace(state.view, row=row, followed=None)
        state = replace(state, selected=None, lit=(), view=view)
        cursor = Cursor(cursor.step)
    return replace(state, document=document, cursor=cursor, trained=reached)
