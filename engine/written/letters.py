"""What formulas are put together from: constants, differences, powers of e, pieces."""

from collections.abc import Callable

from engine.written.expression import (
    Expr,
    Fraction,
    FunctionOf,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
)

ZERO, ONE, TWO, THREE = (Number(value, exact=True) for value in (0, 1, 2, 3))
HALF = Fraction(ONE, TWO)
E = Symbol("e")
_LONG = 8  # characters, from which on a number may be easier to read as a ratio
_LARGEST_DIVISOR = 12


def constant(value: float) -> Expr:
    """Return a number of the formula, written in full: 0.01, and 2/3, which would have no end."""
    if len(repr(value)) > _LONG:
        for below in range(2, _LARGEST_DIVISOR + 1):
            if round(value * below) / below == value:
                above = Number(round(value * below), exact=True)
                return Fraction(above, Number(below, exact=True))
    return Number(value, exact=True)


def minus(one: Expr, other: Expr) -> Sum:
    """Return one - other."""
    return Sum((one, Negative(other)))


def exp(exponent: Expr) -> Expr:
    """Return e to a power."""
    return Power(E, exponent)


def root(expr: Expr) -> Expr:
    """Return a square root."""
    return FunctionOf("√", (expr,))


def absolute(expr: Expr) -> Expr:
    """Return |expr|."""
    return FunctionOf("abs", (expr,))


def logistic(z: Expr) -> Expr:
    """Return 1 / (1 + e^-z)."""
    return Fraction(ONE, Sum((ONE, exp(Negative(z)))))


def averaged(share: float, old: Expr, new: Expr) -> Expr:
    """Return share x old + (1 - share) x new."""
    return Sum((Product((constant(share), old)), Product((minus(ONE, constant(share)), new))))


def by_sign(
    above: Callable[[Number], Expr], below: Callable[[Number], Expr]
) -> Callable[[Number], Expr]:
    """Return the formula of a number made of two pieces: above zero, and elsewhere."""
    return lambda z: above(z) if z.value > 0 else below(z)


def sign(number: float) -> Expr:
    """Return the sign of a number: 1, -1, or 0 for zero."""
    if number == 0:
        return ZERO
    return ONE if number > 0 else Negative(ONE)
