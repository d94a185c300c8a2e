"""The record of a classic mistake in calculating."""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from engine.exercise.calculation import Calculation
from engine.frozen import Array
from engine.written.quantity import Kind

Wrongly = Callable[[Calculation, Kind, int], Iterator[Array]]
"""Yields the numbers of a kind in a layer as they come out with a mistake, one way after another.

They have the shape of the right ones; none where the mistake cannot be made there.
"""


class Slip(Struct, frozen=True, eq=False):
    """A mistake that learners make.

    made: for each kind of number in which it enters, how; late: whether it is thought of only
    where no mistake in an earlier line explains the number; everywhere: whether who makes it in
    one layer makes it in all of them.
    """

    key: str
    made: Mapping[Kind, Wrongly]
    late: bool = False
    everywhere: bool = True

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of number in which it enters."""
        return frozenset(self.made)
