"""Facts of the run: losses and accuracy of the parameters with which the step on screen begins."""

from gui.state.run import results
from gui.state.state import Mode, State


def loss(state: State) -> float | None:
    """Return the loss over the training set before the step on screen."""
    run, step = state.document.run, state.cursor.step
    return None if state.mode is Mode.TRAINING and not run.knows_loss(step) else run.loss(step)


def loss_after(state: State) -> float | None:
    """Return the same after the step, None before it is done."""
    step = state.cursor.step + 1
    return (
        None
        if step > state.trained or state.mode is Mode.TRAINING
        else state.document.run.loss(step)
    )


def test_loss(state: State) -> float | None:
    """Return the loss over the test set, None without one."""
    return None if state.mode is Mode.TRAINING else state.document.run.test_loss(state.cursor.step)


def accuracy(state: State) -> float | None:
    """Return the share of the training set taken for its own class."""
    return None if state.mode is Mode.TRAINING else results.of_training(state).accuracy


def test_accuracy(state: State) -> float | None:
    """Return the same of the test set."""
    tests = None if state.mode is Mode.TRAINING else results.of_tests(state)
    return None if tests is None else tests.accuracy
