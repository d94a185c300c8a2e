"""The absolute error, averaged over the outputs."""

import numpy as np

from engine.frozen import Array
from engine.functions.loss import Loss, NumpyLoss, WrittenLoss
from engine.written.expression import FunctionOf
from engine.written.letters import absolute, minus, sign


def _value(z: Array, a: Array, y: Array) -> Array:
    losses: Array = np.mean(np.abs(a - y), axis=1)
    return losses


def _d_a(z: Array, a: Array, y: Array) -> Array:
    """Return the sign of the error; where a = y, the slope 0."""
    slopes: Array = np.sign(a - y) / a.shape[1]
    return slopes


MEAN_ABSOLUTE_ERROR = Loss(
    name="mean_absolute_error",
    rank=40,
    value=_value,
    d_a=_d_a,
    side=lambda a, y: a - y,
    written=WrittenLoss(
        lambda a, y: absolute(minus(a, y)),
        lambda a, y: FunctionOf("sign", (minus(a, y),)),
        mean=True,
        slope_pieces=lambda a, y: sign(a.value - y.value),
    ),
    numpy=NumpyLoss(("np.mean(np.abs(a - Y), axis=1)",), "np.sign({a} - y) / y.shape[1]"),
    torch='functional.l1_loss(a, y, reduction="none").mean(dim=1)',
)
