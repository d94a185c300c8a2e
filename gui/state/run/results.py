"""What the network on screen makes of all samples: predictions, losses, accuracy, confusion.

They are of the parameters with which the step on screen begins, as the loss curve is: they are
shown at every beat of it, whatever the step itself has computed.
"""

from functools import lru_cache

from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.problem import Problem
from engine.results.classes import Classes
from engine.results.classes import classes_of as found_classes
from engine.results.evaluation import Evaluation, SetResults
from engine.run.training import Run
from gui.state.state import State

_MOST_PIECES = 8  # each takes about half a millisecond


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


def of_training(state: State) -> SetResults:
    """Return the results of all samples of the training set."""
    return _of_training(state.document.run, state.cursor.step)


def of_tests(state: State) -> SetResults | None:
    """Return the results of all samples of the test set, None where there are none."""
    return _of_tests(state.document.run, state.cursor.step)


def go_on(state: State) -> bool:
    """Compute a few milliseconds' worth of the results at a step; return whether all are there.

    After that, nothing is left to be computed for `of_training` and `of_tests`.
    """
    begun = _begun(state.document.run, state.cursor.step)
    for _ in range(_MOST_PIECES):
        left = [each for each in begun if not each.is_complete]
        if not left:
            return True
        left[0].more()
    return all(each.is_complete for each in begun)


@lru_cache(maxsize=4)
def _begun(run: Run, step: int) -> tuple[Evaluation, ...]:
    """Return the evaluation of the training set, and of the test set where there is one."""
    experiment, parameters = run.settings(step), run.parameters(step)
    problems, classes = [experiment.problem], classes_of(experiment.data)
    tests = problem_of_tests(experiment)
    if tests is not None:
        problems.append(tests)
    return tuple(Evaluation(problem, parameters, classes) for problem in problems)


@lru_cache(maxsize=4)
def _of_training(run: Run, step: int) -> SetResults:
    return _begun(run, step)[0].finish()


@lru_cache(maxsize=4)
def _of_tests(run: Run, step: int) -> SetResults | None:
    begun = _begun(run, step)
    return begun[1].finish() if len(begun) > 1 else None
