"""Whether what a card wants to be tried holds: facts compared."""

from math import isclose

from engine.text.lesson.lesson import Condition, FactTest
from gui.state.lesson.facts import FactValue, value
from gui.state.state import State

_SAME = 1e-9  # relative: a number that is typed, and the same one computed


def holds(condition: Condition, state: State, start: State) -> bool:
    """Return whether a condition holds; start: the state in which the card began.

    What is not known does not hold.
    """
    found, test = _known(state, condition.fact), condition.test
    if test is FactTest.CHANGED:
        return found is not None and not _same(found, _known(start, condition.fact))
    if test in (FactTest.RISES, FactTest.FALLS):
        other = _known(start, condition.fact)
    else:
        other = _known(state, condition.other) if condition.other else condition.value
    if found is None or other is None:
        return False
    match test:
        case FactTest.EQUALS:
            return _same(found, other)
        case FactTest.DIFFERS:
            return not _same(found, other)
        case FactTest.CONTAINS:
            return isinstance(found, tuple) and other in found
    if not (isinstance(found, int | float) and isinstance(other, int | float)):
        return False
    match test:
        case FactTest.ABOVE | FactTest.RISES:
            return found > other
        case FactTest.BELOW | FactTest.FALLS:
            return found < other
        case FactTest.AT_LEAST:
            return found >= other or _same(found, other)
        case _:
            return found <= other or _same(found, other)


def _known(state: State, name: str) -> FactValue:
    return value(state, name)


def _same(one: FactValue, other: FactValue) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return isclose(one, other, rel_tol=_SAME)
    return one == other
