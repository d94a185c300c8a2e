"""Adding up numbers to the last digit."""

from collections.abc import Iterable
from math import fsum


def total(values: Iterable[float]) -> float:
    """Return a sum to the last digit; of infinities of both signs it is NaN, as in NumPy."""
    numbers = list(values)
    try:
        return fsum(numbers)
    except (ValueError, OverflowError):  # what fsum says of them
        return sum(numbers)
