"""Calls done one after another, as somebody would do them."""

from collections.abc import Iterable

from engine.experiment import Experiment
from gui.state.action import Call
from gui.state.keeper import Keeper
from gui.state.passing import passing
from gui.state.run import actions as run_actions
from gui.state.run import derived
from gui.state.run.training import train_on
from gui.state.state import Mode, State, first_state

_AT_ONCE = 100  # steps of training, and seconds of what moves


def after_calls(state: State, calls: Iterable[Call]) -> State:
    """Return the state after some calls; what one sets going is over before the next.

    Raises Refused where one is.
    """
    keeper = Keeper(state)
    for call in calls:
        keeper.carry_out(call)
        while (then := _going_on(keeper.state)) is not None:
            keeper.carry_out(then)
    return keeper.state


def experiment_after(experiment: Experiment, calls: Iterable[object]) -> Experiment:
    """Return what calls make of an experiment; raise Refused where one of them is."""
    changing = [call for call in calls if isinstance(call, Call) and call.action.undone_as]
    if not changing:
        return experiment
    return derived.experiment(after_calls(first_state(experiment), changing))


def _going_on(state: State) -> Call | None:
    """Return what ends what moves; what would go on for ever is paused."""
    if state.mode in (Mode.ONE_BEAT, Mode.ONE_DESCENT):
        return passing(state, _AT_ONCE)
    if state.mode is Mode.TRAINING and state.goal is not None:
        return train_on.call(_AT_ONCE)
    return None if state.mode is Mode.PAUSED else run_actions.pause.call()
