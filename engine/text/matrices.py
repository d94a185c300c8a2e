"""How many digits the matrices of z = W a + b and a = f(z) need to be recomputed from print."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np
from msgspec import Struct

from engine.frozen import Array
from engine.text.by_hand import read
from engine.text.numbers import short, significant
from engine.text.recomputed import Enough
from engine.written.quantity import Kind

LARGEST = 1_000  # numbers of a product, beyond which nobody works it out from the screen
_LOST = 1e-9  # of half a digit: what float64 may lose on the way


class Shown(Struct, frozen=True, eq=False):
    """The numbers of a matrix, of what kind they are, and with how many more digits they stand."""

    values: Array
    kind: Kind
    extra: int = 0

    def printed(self, digits: int) -> list[Decimal]:
        """Return the numbers as they are printed, row by row."""
        wanted = digits + self.extra
        return [read(short(float(each), wanted, kind=self.kind)) for each in self.values.flat]

    def read(self, digits: int) -> Array:
        """Return the numbers that somebody reads."""
        numbers = [float(each) for each in self.printed(digits)]
        return np.array(numbers).reshape(self.values.shape)


def enough_for_all(
    result: Shown,
    operands: Sequence[Shown],
    compute: Callable[[Sequence[Array]], Array],
    digits: int,
    most: int,
) -> Enough:
    """Return how many more digits all operands need so that every result is what it says.

    compute: the matrix that somebody works out from those that stand there; most: for how many
    digits there is room. Where they do not do, or there are more numbers than somebody would work
    out, it does not hold.
    """
    parts = (result, *operands)
    if sum(part.values.size for part in parts) > LARGEST:
        return Enough(0, False)
    if not all(np.isfinite(part.values).all() for part in parts):
        return Enough(0, False)
    printed = result.printed(digits)
    wanted = np.array([float(each) for each in printed])
    half = np.array(
        [
            _half_of_last_digit(each, float(value), digits + result.extra, result.kind)
            for each, value in zip(printed, result.values.flat, strict=True)
        ]
    )
    for extra in range(most + 1):
        there = [Shown(each.values, each.kind, extra).read(digits) for each in operands]
        if np.all(np.abs(compute(there).ravel() - wanted) <= half * (1 + _LOST)):
            return Enough(extra, True)
    return Enough(0, False)


def _half_of_last_digit(printed: Decimal, value: float, digits: int, kind: Kind) -> float:
    if not printed:
        return float(np.finfo(np.float64).tiny)
    return float(Decimal(5).scaleb(printed.adjusted() - significant(value, digits, kind)))
