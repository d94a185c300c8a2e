"""Runs that are changed thousands of times, and thousands of random ones."""

from hypothesis import settings

from engine.optimizers import OPTIMIZERS
from tests.engine import test_tape as tape
from tests.engine.test_segments import assert_steps_stay


def test_5000_changes_of_the_rate_leave_every_step_as_it_was() -> None:
    assert_steps_stay(5_000)


def test_the_tape_takes_the_steps_of_the_readable_one() -> None:
    check = settings(max_examples=300)(tape.test_the_tape_takes_the_steps_of_the_readable_one)
    for optimizer in OPTIMIZERS:
        check(optimizer=optimizer)
