"""Visits to far steps in pieces: exact, short, and none undone by another look in between."""

import numpy as np

from engine.experiment import Training
from engine.optimizers import OPTIMIZERS
from engine.run.training import Run
from tests.networks import random_experiment

ROOM = 40  # states that are kept: their distance grows to some hundred steps


def _runs() -> tuple[Run, Run]:
    training = Training(0.01, batch_size=2, shuffle=True, optimizer=OPTIMIZERS["adam"])
    experiment = random_experiment(4, samples=5, training=training)
    bytes_each = 3 * 8 * len(experiment.first_parameters().flat)
    sparse, dense = Run(experiment, ROOM * bytes_each), Run(experiment)
    for run in (sparse, dense):
        run.advance(6_000)
    return sparse, dense


def test_a_far_step_is_approached_in_short_pieces_and_is_the_same() -> None:
    run, straight = _runs()
    step = run.nearest(5_000) - 3  # the one before a kept state is the farthest from one
    begins = run.nearest(step)
    assert step - begins > 100
    for taken in range(begins + 16, step, 16):
        assert not run.approach(step, 16)
        assert run.nearest(step) == taken
    while not run.approach(step, 16):
        pass
    assert np.array_equal(run.parameters(step).flat, straight.parameters(step).flat)
    assert run.loss(step) == straight.loss(step)


def test_looks_at_other_steps_take_nothing_of_the_way_back() -> None:
    run, straight = _runs()
    step = run.nearest(5_000) - 3
    pieces = 1
    while not run.approach(step, 16):
        run.trace(700)
        run.loss(3_001)
        run.advance(1)
        pieces += 1
        assert pieces < 100
    assert np.array_equal(run.parameters(step).flat, straight.parameters(step).flat)


def test_a_step_that_was_approached_is_left_to_a_branch_like_any_other() -> None:
    run, straight = _runs()
    step = run.nearest(5_000) - 3
    while not run.approach(step, 50):
        pass
    branch, other = run.branch(step, run.experiment), straight.branch(step, straight.experiment)
    for each in (branch, other):
        each.advance(300)
    assert np.array_equal(branch.parameters(step + 300).flat, other.parameters(step + 300).flat)
