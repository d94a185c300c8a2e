"""What is shown of all samples belongs to the parameters on screen."""

import pytest

from engine.backprop import cost
from engine.text.numbers import DASH, short
from engine.written.quantity import Kind, Quantity
from gui.disk import files
from gui.history.loss_curve import loss_curve
from gui.results.counts import accuracy_said, counts_of
from gui.results.listed import listed
from gui.results.said import summary
from gui.state.run import actions, derived, results
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


def test_results_are_those_of_the_parameters_at_every_beat_of_their_step() -> None:
    first = _moons(0)
    last = actions.last_beat(first)
    assert not derived.is_known(first, Quantity(Kind.LOSS))
    assert results.of_training(first) is results.of_training(last)
    for state in (first, last):
        loss, counts = short(state.document.run.loss(0)), counts_of(state)
        assert loss in summary(listed(state), state.view.notation)
        assert loss in loss_curve(state).notes[0].text
        assert counts is not None
        assert counts.text(0, 0) != DASH
        assert "%" in accuracy_said(state)
