"""Softplus: a = ln(1 + e^z)."""

import numpy as np

from engine.activations.sigmoid import SIGMOID_CODE, sigmoid
from engine.frozen import Array
from engine.functions.activation import Activation, NumpyActivation, WrittenActivation
from engine.written.expression import Expr, FunctionOf, Negative, Number, Sum
from engine.written.letters import ONE, exp, logistic

SOFTPLUS_CODE = '''\
def softplus(z):
    """Return ln(1 + e^z), written so that it does not overflow."""
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
'''


def softplus(z: Array) -> Array:
    """Return ln(1 + e^z), written so that it does not overflow."""
    value: Array = np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
    return value


def _in_numbers(z: Number) -> Expr:
    """ln(1 + e^z), which is z + ln(1 + e^-z): the one of the two that does not overflow."""
    if z.value > 0:
        return Sum((z, FunctionOf("ln", (Sum((ONE, exp(Negative(z)))),))))
    return FunctionOf("ln", (Sum((ONE, exp(z))),))


SOFTPLUS = Activation(
    name="softplus",
    rank=70,
    value=softplus,
    derivative=lambda z, a: sigmoid(z),
    written=WrittenActivation(
        "softplus",
        lambda z: FunctionOf("ln", (Sum((ONE, exp(z))),)),
        lambda z, a: logistic(z),
        pieces=_in_numbers,
    ),
    numpy=NumpyActivation("softplus({z})", "{d_a} * sigmoid({z})", (SIGMOID_CODE, SOFTPLUS_CODE)),
    # functional.softplus is the identity from z = 20 on, which is right to nine digits only
    torch="torch.logaddexp({z}, torch.zeros_like({z}))",
)
