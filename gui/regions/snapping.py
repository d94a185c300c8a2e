"""Round numbers for points that are put into a picture, so that they can be reckoned with."""

from math import floor, log10

from msgspec import Struct

_ACROSS = 16  # steps at most along a range
_FINE_ACROSS = 400  # without rounding to the grid: about the pixels of a picture
_STEPS = (1, 2, 5)


class Grid(Struct, frozen=True):
    """Numbers digit x 10^exponent apart."""

    digit: int
    exponent: int

    @property
    def step(self) -> float:
        """How far its numbers are apart."""
        return float(f"{self.digit}e{self.exponent}")

    def nearest(self, value: float) -> float:
        """Return the number of the grid next to a value, as it is written in decimals."""
        count = round(value / self.step)
        return float(f"{count * self.digit}e{self.exponent}")


def grid_of(low: float, high: float, *, fine: bool = False) -> Grid:
    """Return the grid for a range: 1, 2 or 5 x 10^k apart, or fine: 10^k, hardly to be seen."""
    least = (high - low) / (_FINE_ACROSS if fine else _ACROSS)
    exponent = floor(log10(least))
    if fine:
        return Grid(1, exponent)
    digit = next((each for each in _STEPS if each * 10.0**exponent >= least), 0)
    return Grid(digit, exponent) if digit else Grid(1, exponent + 1)
