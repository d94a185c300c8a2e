"""Training towards a goal: so many steps, an epoch, a loss that stays."""

from msgspec.structs import replace

from engine.run.batches import batches_of
from engine.run.goals import Goal, StayGoal, StepGoal, until_it_stays
from gui.state.action import action
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.run.actions import added, train
from gui.state.state import Cursor, Mode, State
from gui.state.view.actions import MOST_STEPS


@action("run.train_steps")
def train_steps(state: State, count: int) -> State:
    """Train so many steps more: after the newest one, or after those asked for already."""
    if not 1 <= count <= MOST_STEPS:
        raise Refused("refused.step-count", steps=count, most=MOST_STEPS)
    goal, first = state.goal, state.trained
    if state.mode is Mode.TRAINING and isinstance(goal, StepGoal) and goal.last > first:
        return _towards(state, StepGoal(goal.first, goal.last + count))
    return _towards(state, StepGoal(first, first + count))


@action("run.train_epoch")
def train_epoch(state: State) -> State:
    """Train up to the end of the epoch that the next step belongs to."""
    per_epoch = batches_of(state.document.experiment).per_epoch
    first = state.trained
    return _towards(state, StepGoal(first, (first // per_epoch + 1) * per_epoch))


@action("run.train_until_it_stays")
def train_until_it_stays(state: State) -> State:
    """Train until the loss over the training set stays, as `engine.run.goals` says when."""
    first, run = state.trained, state.document.run
    per_epoch = batches_of(run.experiment).per_epoch
    return _towards(state, until_it_stays(first, run.loss(first), per_epoch))


@action("run.train_on", merged=added)
def train_on(state: State, count: int) -> State:
    """Take up to so many steps as time passes, and stop where the goal is reached.

    The newest step is shown at the beat of the loss: what it computes can be watched.
    """
    if count < 0:
        raise Refused("refused.no-steps", steps=count)
    before = state
    while count > 0 and state.mode is Mode.TRAINING:
        goal = state.goal
        part = count if goal is None else min(count, max(goal.stop - state.trained, 0))
        state, count = train(state, part), count - part
        if goal is not None and state.mode is Mode.TRAINING and state.trained >= goal.stop:
            state = _decided(state, goal)
    if state is before:
        return state
    goal = state.goal if state.mode is Mode.TRAINING else None  # no longer of a run that diverged
    return replace(state, cursor=Cursor(state.trained, derived.loss_beat(state)), goal=goal)


def _decided(state: State, goal: Goal) -> State:
    """Return what follows where something is to be decided: another look, or the end."""
    loss = state.document.run.loss(state.trained) if isinstance(goal, StayGoal) else 0.0
    following = goal.passed(loss)
    mode = Mode.PAUSED if following is None else Mode.TRAINING
    return replace(state, goal=following, mode=mode)


def _towards(state: State, goal: Goal) -> State:
    return replace(state, goal=goal, mode=Mode.TRAINING)
