"""Fewer cases than all there are of several choices; the others are tried by `make soak`."""

from collections.abc import Sequence
from itertools import combinations, product
from typing import Any


def pairs(*choices: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return cases in which any two values of two choices are met together at least once."""
    of_each = [range(len(each)) for each in choices]
    left = {
        (one, other, *of_two)
        for one, other in combinations(range(len(choices)), 2)
        for of_two in product(of_each[one], of_each[other])
    }

    def met(case: tuple[int, ...]) -> set[tuple[int, int, int, int]]:
        return {(a, b, case[a], case[b]) for a, b in combinations(range(len(case)), 2)} & left

    cases = []
    while left:
        best = max(product(*of_each), key=lambda case: len(met(case)))
        left -= met(best)
        cases.append(tuple(each[at] for each, at in zip(choices, best, strict=True)))
    return cases


def in_turn(many: Sequence[Any], few: Sequence[Any], times: int = 1) -> list[tuple[Any, Any]]:
    """Return each of many with so many of a few others, which take turns."""
    turns = ((each, times * at + by) for at, each in enumerate(many) for by in range(times))
    return [(each, few[turn % len(few)]) for each, turn in turns]
