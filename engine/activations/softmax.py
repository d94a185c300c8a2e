"""Softmax: a_j = e^z_j / sum_k e^z_k, over the neurons of the output layer."""

from functools import partial

import numpy as np

from engine.frozen import Array
from engine.functions.activation import (
    Activation,
    NumpyActivation,
    Op,
    TapeActivation,
    WrittenActivation,
)
from engine.written.expression import FunctionOf

_CODE = '''\
def softmax(z):
    """Return e^z_j / sum_k e^z_k of each row, shifted so that nothing overflows."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
'''


def softmax(z: Array) -> Array:
    """Return e^z_j / sum_k e^z_k over the neurons of a layer, shifted so that none overflows."""
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    value: Array = e / e.sum(axis=-1, keepdims=True)
    return value


def _jacobian(z: Array, a: Array) -> Array:
    """Return da_i/dz_j = a_i ([i = j] - a_j)."""
    slopes: Array = a[:, :, None] * (np.eye(a.shape[1]) - a[:, None, :])
    return slopes


def _on_tape(z: Array, a: Array) -> list[Op]:
    """Leave z less its largest in z: neither softmax nor cross-entropy can tell the difference."""
    row = np.empty(z.shape[1])
    return [
        partial(np.maximum.reduce, z, 0, None, row),
        partial(np.subtract, z, row, z),
        partial(np.exp, z, a),
        partial(np.add.reduce, a, 0, None, row),
        partial(np.divide, a, row, a),
    ]


SOFTMAX = Activation(
    name="softmax",
    rank=1000,
    value=softmax,
    derivative=lambda z, a: a * (1 - a),
    jacobian=_jacobian,
    written=WrittenActivation("softmax", lambda z: FunctionOf("softmax", (z,))),
    numpy=NumpyActivation(
        "softmax({z})", "{a} * ({d_a} - np.sum({d_a} * {a}, axis=1, keepdims=True))", (_CODE,)
    ),
    torch="torch.softmax({z}, dim=1)",
    tape=TapeActivation(_on_tape),
)
