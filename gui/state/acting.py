"""Actions that a file lists, done one after another as somebody would do them."""

from collections.abc import Sequence
from types import NoneType
from typing import get_args

from engine.text.lesson.lesson import PlainAction
from gui.state.action import Call
from gui.state.catalogue import ACTIONS
from gui.state.keeper import Keeper
from gui.state.passing import passing
from gui.state.plain import BadCall, ReadExperiment, parameters, read_call
from gui.state.run import actions as run_actions
from gui.state.run.training import train_on
from gui.state.state import Mode, State

_AT_ONCE = 100  # steps of training, and seconds of what moves


def plain_action(given: Sequence[object], read_experiment: ReadExperiment) -> PlainAction:
    """Return an action, written as its name and its arguments; the last may be left out.

    TOML has nothing for None: an argument that can be None is, where it is left out. Raises
    BadCall where it is no action.
    """
    name, *arguments = given or (None,)
    if not isinstance(name, str):
        raise BadCall("figures.no-action")
    kinds = list(parameters(ACTIONS[name]).values()) if name in ACTIONS else []
    while len(arguments) < len(kinds) and NoneType in get_args(kinds[len(arguments)]):
        arguments.append(None)
    read_call(name, arguments, read_experiment)
    return name, tuple(arguments)


def after_actions(
    state: State, actions: Sequence[PlainAction], read_experiment: ReadExperiment
) -> State:
    """Return the state after some actions; what one sets going is over before the next.

    Raises Refused where an action is.
    """
    keeper = Keeper(state)
    for name, arguments in actions:
        keeper.carry_out(read_call(name, arguments, read_experiment))
        while (then := _going_on(keeper.state)) is not None:
            keeper.carry_out(then)
    return keeper.state


def _going_on(state: State) -> Call | None:
    """Return what ends what moves; what would go on for ever is paused."""
    if state.mode in (Mode.ONE_BEAT, Mode.ONE_DESCENT):
        return passing(state, _AT_ONCE)
    if state.mode is Mode.TRAINING and state.goal is not None:
        return train_on.call(_AT_ONCE)
    return None if state.mode is Mode.PAUSED else run_actions.pause.call()
