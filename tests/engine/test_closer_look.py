"""Who looks closer at a part of a run gets its losses there, coarse ones first."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.experiment import Training
from engine.run.closer_look import MOST_STEPS, closer_steps, look_closer
from engine.run.training import Run
from tests.networks import every_loss, random_experiment


@given(st.floats(-100, 1e6), st.floats(0.1, 1e6), st.integers(0, 10**6))
def test_steps_looked_at_are_few_and_evenly_spread(low: float, width: float, last: int) -> None:
    steps = closer_steps(low, low + width, last)
    assert len(steps) <= MOST_STEPS + 1
    assert all(0 <= step <= last for step in steps)
    assert steps.step == 1 or len(steps) >= MOST_STEPS // 2 - 1
    within = set(closer_steps(low + 0.2 * width, low + 0.8 * width, last))
    assert {step for step in steps if low + 0.2 * width <= step <= low + 0.8 * width} <= within


def test_losses_come_in_pieces_the_coarse_ones_first() -> None:
    experiment = random_experiment(1, training=Training(0.1, batch_size=2, shuffle=True))
    room = 4 * experiment.first_parameters().flat.nbytes  # so that most steps are taken again
    run, dense = Run(experiment, room, loss_stride=1_024), Run(experiment)
    for each in (run, dense):
        each.advance(1_200)
    steps = closer_steps(400, 720, 1_200)
    pieces = look_closer(run, steps)
    next(pieces)
    while not run.knows_loss(512):
        assert not any(run.knows_loss(step) for step in steps if step != 512)
        next(pieces)
    assert sum(1 for _ in pieces) > len(steps)  # a long way back is taken in several pieces
    assert all(run.knows_loss(step) for step in steps)
    assert np.array_equal(run.losses_at(steps), every_loss(dense)[400:721])
    run.advance(30)
    dense.advance(30)
    assert np.array_equal(run.parameters(1_230).flat, dense.parameters(1_230).flat)
