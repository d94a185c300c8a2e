"""The state in which a figure of a list is drawn."""

from functools import lru_cache
from pathlib import Path

from engine.experiment import Experiment
from gui.commands.figures.listed import ListedFigure
from gui.disk import files
from gui.export.carried.figure_file import open_figure
from gui.export.figure import moved, of_sample
from gui.state.acting import after_calls
from gui.state.plain import read_call
from gui.state.run import derived
from gui.state.state import Cursor, State, first_state
from gui.state.view import actions as view_actions


@lru_cache(maxsize=16)
def experiment_at(path: Path) -> Experiment:
    """Return the experiment of a file, read once; raise BadExperiment where it cannot be used."""
    return files.read(path)


def states_of(figure: ListedFigure) -> list[State]:
    """Return the state of each picture: at the beats asked for, all of one step.

    Raises ValueError with a sentence for a moment that there is not, Refused where an action of
    the list is, and what reading the experiment raises.
    """
    calls = [read_call(*each, files.experiment_of) for each in figure.actions]
    state = after_calls(_at_step(figure), calls)
    step, last = state.cursor.step, len(derived.beats(state)) - 1
    beats = range(last + 1) if figure.beats is None else figure.beats
    if beats:
        return [moved(state, step, beat) for beat in beats]
    stays = figure.step is None and files.is_figure(figure.experiment)
    if stays or (figure.actions and state.cursor != Cursor(step)):  # as the actions have led there
        return [state]
    return [moved(state, step, None)]


def _at_step(figure: ListedFigure) -> State:
    """Return the beginning of the step, with what is to be shown of it.

    What the list leaves open is as usual, or as in the figure that is drawn again.
    """
    state = _opened(figure.experiment)
    if figure.step is not None:
        state = moved(state, figure.step, 0)
    if figure.theme is not None:
        state = view_actions.set_theme(state, figure.theme)
    if figure.neurons is not None:
        state = view_actions.set_neurons(state, figure.neurons)
    if figure.labels is not None:
        state = view_actions.set_labels(state, figure.labels)
    state = of_sample(state, figure.sample, figure.batch)
    return state if figure.select is None else view_actions.select(state, figure.select)


def _opened(path: Path) -> State:
    return open_figure(path).state if files.is_figure(path) else first_state(experiment_at(path))
