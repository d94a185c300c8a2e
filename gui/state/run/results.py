"""What the network on screen makes of all samples: predictions, losses, accuracy, confusion.

They are of the parameters with which the step on screen begins, as the loss curve is.
"""

from functools import lru_cache

from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.problem import Problem
from engine.results.classes import Classes
from engine.results.classes import classes_of as found_classes
from engine.results.evaluation import SetResults, evaluate
from engine.run.training import Run
from engine.written.quantity import Kind, Quantity
from gui.state.run import derived
from gui.state.state import State


@lru_cache(maxsize=8)
def classes_of(data: Dataset) -> Classes | None:
    """Return the classes that targets stand for, None where they are not classes."""
    return found_classes(data)


def problem_of_tests(experiment: Experiment) -> Problem | None:
    """Return what parameters are tested by, None where no samples are kept for it."""
    data = experiment.data
    if not len(data.test_inputs):
        return None
    return experiment.problem.on(data.test_inputs, data.test_targets)


def are_seen(state: State) -> bool:
    """Return whether results are shown: before the first step, once it has computed its loss."""
    return state.trained > 0 or derived.is_known(state, Quantity(Kind.LOSS))


def of_training(state: State) -> SetResults:
    """Return the results of all samples of the training set."""
    return _of_training(state.document.run, state.cursor.step)


def of_tests(state: State) -> SetResults | None:
    """Return the results of all samples of the test set, None where there are none."""
    return _of_tests(state.document.run, state.cursor.step)


@lru_cache(maxsize=4)
def _of_training(run: Run, step: int) -> SetResults:
    experiment = run.settings(step)
    return evaluate(experiment.problem, run.parameters(step), classes_of(experiment.data))


@lru_cache(maxsize=4)
def _of_tests(run: Run, step: int) -> SetResults | None:
    experiment = run.settings(step)
    problem = problem_of_tests(experiment)
    if problem is None:
        return None
    return evaluate(problem, run.parameters(step), classes_of(experiment.data))
