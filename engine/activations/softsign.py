"""Softsign: a = z / (1 + |z|), which nears its ends as slowly as 1/z nears zero."""

import numpy as np

from engine.frozen import Array
from engine.functions.activation import Activation, NumpyActivation, WrittenActivation
from engine.written.expression import Expr, Fraction, Power, Sum
from engine.written.letters import ONE, TWO, absolute


def _derivative(z: Array, a: Array) -> Array:
    slope: Array = 1 / (1 + np.abs(z)) ** 2
    return slope


def _below(z: Expr) -> Expr:
    return Sum((ONE, absolute(z)))


SOFTSIGN = Activation(
    name="softsign",
    rank=110,
    value=lambda z: z / (1 + np.abs(z)),
    derivative=_derivative,
    written=WrittenActivation(
        "softsign",
        lambda z: Fraction(z, _below(z)),
        lambda z, a: Fraction(ONE, Power(_below(z), TWO)),
    ),
    numpy=NumpyActivation("{z} / (1 + np.abs({z}))", "{d_a} * (1 / (1 + np.abs({z})) ** 2)"),
    torch="functional.softsign({z})",
    steepest=1.0,
)
