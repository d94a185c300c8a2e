"""What is shown of all samples belongs to the parameters on screen."""

import pytest

from engine.backprop import cost
from gui.disk import files
from gui.state.run import actions, results
from gui.state.state import State, first_state


def _moons(steps: int) -> State:
    return actions.train(first_state(files.read(files.resolve("moons-2-8-1"))), steps)


def test_the_mean_loss_of_the_samples_is_the_loss_shown() -> None:
    state = _moons(30)
    for step in (30, 7):
        state = actions.go_to(state, step, 0, 1.0)
        run, tests = state.document.run, results.of_tests(state)
        assert results.of_training(state).losses.mean() == pytest.approx(run.loss(step), rel=1e-12)
        assert tests is not None
        assert tests.losses.mean() == pytest.approx(run.test_loss(step), rel=1e-12)
        problem = run.settings(step).problem
        assert results.of_training(state).loss == pytest.approx(cost(problem, run.parameters(step)))


def test_results_are_shown_once_the_first_loss_is() -> None:
    state = _moons(0)
    assert not results.are_seen(state)
    assert results.are_seen(actions.last_beat(state))
    assert results.are_seen(actions.go_to(_moons(1), 0, 0, 1.0))
