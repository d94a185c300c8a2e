"""The relative error of two numbers as a formula with its numbers."""

from engine.text.numbers import ALL_DIGITS, short
from engine.text.recomputed import Enough, enough
from engine.written.expression import Fraction, FunctionOf, Number
from engine.written.letters import absolute, minus

_SHOWN = 2  # digits of the error: more of them mean nothing


def error_digits(one: float, other: float, error: float, digits: int) -> Enough:
    """Return how many more digits two numbers need so that their relative error comes out."""
    first, second = Number(one), Number(other)
    larger = FunctionOf("max", (absolute(first), absolute(second)))
    formula = Fraction(absolute(minus(first, second)), larger)
    return enough(formula, Number(error), digits, ALL_DIGITS - digits, shown=_SHOWN)


def relative_error_text(one: float, other: float, error: float, digits: int) -> str:
    """Write |one - other| / max(|one|, |other|) with its numbers, and the error they come to.

    Where both are 0, or one is not finite, there is nothing to be divided: the error stands alone.
    """
    shown = short(error, _SHOWN)
    if one == other == 0 or not abs(one - other) < float("inf"):
        return shown
    needed = error_digits(one, other, error, digits)
    written = digits + needed.extra if needed.holds else ALL_DIGITS
    first, second = short(one, written), short(other, written)
    larger = f"max({short(abs(one), written)}, {short(abs(other), written)})"
    second = f"({second})" if other < 0 else second
    return f"|{first} − {second}| / {larger} {needed.sign} {shown}"
