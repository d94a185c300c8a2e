"""Numbers that carry their first and second derivative along (forward differentiation).

The rules are those of Griewank and Walther, Evaluating Derivatives (2008), chapter 13: each
operation turns the value, slope and bend of what goes in into those of what comes out.
"""

import math
from collections.abc import Callable
from typing import NamedTuple


class Jet(NamedTuple):
    """A value with its first derivative (slope) and its second (bend)."""

    value: float
    slope: float
    bend: float


NO_VALUE = Jet(math.nan, math.nan, math.nan)
TOO_LARGE = Jet(math.inf, math.nan, math.nan)


def add(one: Jet, other: Jet) -> Jet:
    return Jet(one.value + other.value, one.slope + other.slope, one.bend + other.bend)


def subtract(one: Jet, other: Jet) -> Jet:
    return Jet(one.value - other.value, one.slope - other.slope, one.bend - other.bend)


def multiply(one: Jet, other: Jet) -> Jet:
    a, da, dda = one
    b, db, ddb = other
    return Jet(a * b, da * b + a * db, dda * b + 2 * da * db + a * ddb)


def divide(one: Jet, other: Jet) -> Jet:
    """Raises ZeroDivisionError where the divisor is 0."""
    b, db, ddb = other
    value = one.value / b
    slope = (one.slope - value * db) / b
    return Jet(value, slope, (one.bend - 2 * slope * db - value * ddb) / b)


def to_constant(base: Jet, exponent: float) -> Jet:
    """Return a power; raises ValueError where it is no real number, as (-1)^0.5."""
    first, second = exponent, exponent * (exponent - 1)
    value = math.pow(base.value, exponent)
    slope = first * _power(base.value, exponent - 1) if first else 0.0
    bend = second * _power(base.value, exponent - 2) if second else 0.0
    return chained(base, value, slope, bend)


def _power(base: float, exponent: float) -> float:
    """Return a power, NaN where 0 is to be divided by: there a curve may still have its value."""
    return math.nan if base == 0 and exponent < 0 else math.pow(base, exponent)


def to_power(base: Jet, exponent: Jet) -> Jet:
    """Return a power whose exponent varies too: e^(b ln a), for a base above zero."""
    return FUNCTIONS["exp"](multiply(exponent, FUNCTIONS["ln"](base)))


def chained(inner: Jet, value: float, slope: float, bend: float) -> Jet:
    """Return f(u) from f, f' and f'' at the value of u, by the chain rule."""
    if inner.slope == 0 == inner.bend:  # a constant, whatever f does there
        return Jet(value, 0.0, 0.0)
    return Jet(value, slope * inner.slope, bend * inner.slope**2 + slope * inner.bend)


def _sine(u: Jet) -> Jet:
    sine, cosine = math.sin(u.value), math.cos(u.value)
    return chained(u, sine, cosine, -sine)


def _cosine(u: Jet) -> Jet:
    sine, cosine = math.sin(u.value), math.cos(u.value)
    return chained(u, cosine, -sine, -cosine)


def _tangent(u: Jet) -> Jet:
    value = math.tan(u.value)
    slope = 1 + value * value
    return chained(u, value, slope, 2 * value * slope)


def _exponential(u: Jet) -> Jet:
    value = math.exp(u.value)
    return chained(u, value, value, value)


def _logarithm(u: Jet) -> Jet:
    return chained(u, math.log(u.value), 1 / u.value, -1 / u.value**2)


def _root(u: Jet) -> Jet:
    root = math.sqrt(u.value)
    if root == 0:
        return chained(u, 0.0, math.nan, math.nan)
    return chained(u, root, 0.5 / root, -0.25 / (root * u.value))


def _absolute(u: Jet) -> Jet:
    """Return |u|; its slope at 0 is taken as 0."""
    sign = 0.0 if u.value == 0 else math.copysign(1.0, u.value)
    return chained(u, abs(u.value), sign, 0.0)


def _tanh(u: Jet) -> Jet:
    value = math.tanh(u.value)
    slope = 1 - value * value
    return chained(u, value, slope, -2 * value * slope)


def _sigmoid(u: Jet) -> Jet:
    small = math.exp(-abs(u.value))  # neither tail overflows
    value = (1.0 if u.value >= 0 else small) / (1 + small)
    slope = small / (1 + small) ** 2
    return chained(u, value, slope, slope * (1 - 2 * value))


def _relu(u: Jet) -> Jet:
    """Return max(0, u); its slope at 0 is taken as 0, as for the activation."""
    return chained(u, max(u.value, 0.0), 1.0 if u.value > 0 else 0.0, 0.0)


FUNCTIONS: dict[str, Callable[[Jet], Jet]] = {
    "sin": _sine,
    "cos": _cosine,
    "tan": _tangent,
    "exp": _exponential,
    "ln": _logarithm,
    "sqrt": _root,
    "abs": _absolute,
    "tanh": _tanh,
    "sigmoid": _sigmoid,
    "relu": _relu,
}
