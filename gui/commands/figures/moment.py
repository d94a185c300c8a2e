"""The state in which a figure of a list is drawn."""

from engine.experiment import Experiment
from gui.commands.figures.listed import ListedFigure, PlainAction
from gui.disk import files
from gui.export.figure import of_sample
from gui.state.action import Call
from gui.state.keeper import Keeper
from gui.state.passing import passing
from gui.state.plain import read_call
from gui.state.run import actions as run_actions
from gui.state.run import derived
from gui.state.run.training import train_on
from gui.state.state import Cursor, Mode, State, View, first_state
from gui.state.view import actions as view_actions
from gui.words.catalog import say

_AT_ONCE = 100  # steps of training, and seconds of what moves


def states_of(figure: ListedFigure, experiment: Experiment) -> list[State]:
    """Return the state of each picture: at the beats asked for, all of one step.

    Raises ValueError with a sentence for a moment that there is not, and Refused where an action
    of the list is.
    """
    state = _after_actions(_at_step(figure, experiment), figure.actions)
    step, last = state.cursor.step, len(derived.beats(state)) - 1
    beats = range(last + 1) if figure.beats is None else figure.beats
    if beats:
        for beat in beats:
            if beat > last:
                raise ValueError(say("picture.no-beat", beat=beat, last=last))
        return [run_actions.go_to(state, step, beat, 1.0) for beat in beats]
    if figure.actions and state.cursor != Cursor(step):  # which is where the actions lead
        return [state]
    return [run_actions.go_to(state, step, last, 1.0)]


def _at_step(figure: ListedFigure, experiment: Experiment) -> State:
    """Return the beginning of the step, with what is to be shown of it."""
    state = first_state(experiment, view=View(theme=figure.theme))
    state = view_actions.set_neurons(state, figure.neurons)
    state = view_actions.set_labels(state, figure.labels)
    if figure.step:
        state = run_actions.train(state, figure.step)
    if state.trained < figure.step:
        raise ValueError(say("picture.unreached", step=figure.step, last=state.trained))
    state = of_sample(state, figure.sample, figure.batch)
    return view_actions.select(state, figure.select)


def _after_actions(state: State, actions: tuple[PlainAction, ...]) -> State:
    """Return the state after some actions; what one sets going is over before the next."""
    keeper = Keeper(state)
    for name, arguments in actions:
        keeper.carry_out(read_call(name, arguments, files.experiment_of))
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
