"""What a goal of training has come to, in words."""

from math import ceil

from engine.run.goals import StayGoal, StepGoal
from engine.text.numbers import short
from gui.words.catalog import say, say_count

_MINUTE = 60
_LONG = 120  # seconds: from so many on, minutes are told


def steps_said(goal: StepGoal, trained: int, per_second: float | None) -> str:
    """Return how many of the steps are done, and how long the others take.

    trained: steps done in all; per_second: how many are taken in a second, None where that is not
    known yet.
    """
    done, whole = trained - goal.first, goal.last - goal.first
    if not per_second:
        return say("goal.steps", done=done, whole=whole)
    left = left_said((goal.last - trained) / per_second)
    return say("goal.steps-left", done=done, whole=whole, left=left)


def stay_said(goal: StayGoal, letter: str, digits: int) -> str:
    """Return for how long the loss has not fallen; letter: of the loss."""
    lowest, waited = short(goal.lowest, digits), goal.without * goal.every
    return say_count("goal.stays", goal.patience, C=letter, lowest=lowest, waited=waited)


def left_said(seconds: float) -> str:
    """Return how long something still takes, rounded up."""
    if seconds > _LONG:
        return say_count("goal.minutes-left", ceil(seconds / _MINUTE))
    return say_count("goal.seconds-left", ceil(seconds))
