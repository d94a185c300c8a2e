"""The sigmoid: a = 1 / (1 + e^-z)."""

from functools import partial

import numpy as np

from engine.frozen import Array
from engine.functions.activation import (
    ONE_OF_TAPE,
    Activation,
    NumpyActivation,
    Op,
    TapeActivation,
    WrittenActivation,
)
from engine.written.expression import Product
from engine.written.letters import ONE, logistic, minus

SIGMOID_CODE = '''\
def sigmoid(z):
    """Return 1 / (1 + e^-z), written so that neither tail overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
'''


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + e^-z), written so that neither tail overflows."""
    e = np.exp(-np.abs(z))
    value: Array = np.where(z >= 0, 1.0, e) / (1.0 + e)
    return value


def _value_on_tape(z: Array, a: Array) -> list[Op]:
    """Compute 1 / (1 + e^-z); where e^-z overflows, 1 / infinity is the right 0."""
    one = np.ones((), z.dtype)
    return [
        partial(np.negative, z, a),
        partial(np.exp, a, a),
        partial(np.add, a, one, a),
        partial(np.divide, one, a, a),
    ]


def _slope_on_tape(a: Array, slope: Array) -> list[Op]:
    return [partial(np.subtract, ONE_OF_TAPE, a, slope), partial(np.multiply, a, slope, slope)]


SIGMOID = Activation(
    name="sigmoid",
    rank=20,
    value=sigmoid,
    derivative=lambda z, a: a * (1 - a),
    written=WrittenActivation("σ", logistic, lambda z, a: Product((a, minus(ONE, a)))),
    numpy=NumpyActivation("sigmoid({z})", "{d_a} * ({a} * (1 - {a}))", (SIGMOID_CODE,)),
    torch="torch.sigmoid({z})",
    tape=TapeActivation(_value_on_tape, _slope_on_tape),
    steepest=0.25,
)
