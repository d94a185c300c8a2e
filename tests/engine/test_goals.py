"""When training towards a goal is over, on losses that are known beforehand."""

from collections.abc import Iterator
from itertools import repeat

import pytest

from engine.run.goals import LEAST_STEPS, LOOKS, StepGoal, until_it_stays


def _stops_after(losses: Iterator[float], per_epoch: int = 1, first: int = 0) -> int:
    """Return at which step the losses seen at the looks, the first one before any, end it."""
    goal, step = until_it_stays(first, next(losses), per_epoch), first
    for loss in losses:
        step = goal.stop
        following = goal.passed(loss)
        if following is None:
            break
        goal = following
    return step


def test_a_loss_that_does_not_move_ends_it_after_ten_looks() -> None:
    assert _stops_after(repeat(0.5)) == LEAST_STEPS == 100
    assert _stops_after(repeat(0.5), first=40) == 140


def test_with_long_epochs_the_looks_are_an_epoch_apart() -> None:
    assert until_it_stays(0, 1.0, per_epoch=90).patience == 900
    assert _stops_after(repeat(0.5), per_epoch=90) == 900
    assert until_it_stays(0, 1.0, per_epoch=4).patience == 100


@pytest.mark.parametrize(("factor", "goes_on"), [(0.998, True), (0.99995, False), (1.01, False)])
def test_a_fall_of_a_thousandth_in_ten_looks_lets_it_go_on(factor: float, goes_on: bool) -> None:
    losses = iter([factor**n for n in range(30)])
    assert (_stops_after(losses) == 290) is goes_on


def test_small_falls_count_once_together_they_are_a_thousandth() -> None:
    losses = iter([0.9998**n for n in range(60)])  # six looks for 0.12 %: never ten in vain
    assert _stops_after(losses) == 590


def test_a_loss_that_swings_is_held_against_its_lowest() -> None:
    falling = [1 / n for n in range(1, 21)]
    noisy = [0.05 + 0.01 * (n % 3) for n in range(50)]  # never again below 1/20
    assert _stops_after(iter(falling + noisy)) == (len(falling) - 1 + LOOKS) * 10


@pytest.mark.parametrize("loss", [0.0, float("inf"), float("nan")])
def test_a_loss_that_cannot_fall_ends_it(loss: float) -> None:
    assert _stops_after(iter([0.0, *repeat(loss, 50)])) == 100


def test_so_many_steps_are_over_when_they_are_done() -> None:
    goal = StepGoal(40, 140)
    assert goal.stop == 140
    assert goal.passed(0.3) is None
