"""Each loss of one sample with its derivatives."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.frozen import Array


@dataclass(frozen=True, slots=True, eq=False)
class Loss:
    """The loss of one sample over its outputs; the cost C is its mean over the batch.

    value: (z, a, y) -> (batch,); d_a and d_z: (z, a, y) -> (batch, outputs), the derivatives of
    each sample's own loss. d_z is given where dC/dz has a shorter and more stable form than
    dC/da x f'(z); such a loss is defined for one output activation only.
    """

    name: str
    value: Callable[[Array, Array, Array], Array]
    d_a: Callable[[Array, Array, Array], Array]
    d_z: Callable[[Array, Array, Array], Array] | None = None
    activation: str | None = None


def _half_squared(z: Array, a: Array, y: Array) -> Array:
    error: Array = a - y
    losses: Array = 0.5 * np.sum(error * error, axis=1)
    return losses


def _mean_squared(z: Array, a: Array, y: Array) -> Array:
    error: Array = a - y
    losses: Array = np.mean(error * error, axis=1)
    return losses


def _binary_cross_entropy(z: Array, a: Array, y: Array) -> Array:
    """Return the mean of -(y ln a + (1-y) ln(1-a)) for a = sigmoid(z), from z.

    ln a = -softplus(-z) and ln(1-a) = -softplus(z), so the loss is softplus(z) - y z, which stays
    finite where a has been rounded to 0 or 1.
    """
    softplus: Array = np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
    losses: Array = np.mean(softplus - y * z, axis=1)
    return losses


def _binary_cross_entropy_d_a(z: Array, a: Array, y: Array) -> Array:
    """Return (a - y) / (a (1 - a)) / outputs, with 1/a = 1 + e^-z and 1/(1-a) = 1 + e^z.

    Where an error of zero meets an infinite slope, the slope is zero: y = 1 needs no 1/(1-a).
    """
    above = np.where(y == 1, 0.0, (1 - y) * (1 + np.exp(z)))
    below = np.where(y == 0, 0.0, y * (1 + np.exp(-z)))
    slopes: Array = (above - below) / z.shape[1]
    return slopes


LOSSES = {
    loss.name: loss
    for loss in (
        Loss("half_squared_error", _half_squared, lambda z, a, y: a - y),
        Loss("mean_squared_error", _mean_squared, lambda z, a, y: 2 * (a - y) / a.shape[1]),
        Loss(
            "binary_cross_entropy",
            _binary_cross_entropy,
            _binary_cross_entropy_d_a,
            lambda z, a, y: (a - y) / a.shape[1],
            activation="sigmoid",
        ),
    )
}
