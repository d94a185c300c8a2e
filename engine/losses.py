"""Each loss of one sample with its derivatives."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.activations.softplus import softplus
from engine.frozen import Array


@dataclass(frozen=True, slots=True, eq=False)
class Loss:
    """The loss of one sample over its outputs; the cost C is its mean over the batch.

    value: (z, a, y) -> (batch,); d_a and d_z: (z, a, y) -> (batch, outputs), the derivatives of
    each sample's own loss. d_z is given where dC/dz has a shorter and more stable form than
    dC/da x f'(z); such a loss is defined for one output activation only. kinks: the errors a - y
    at which the loss has no derivative and `d_a` gives the stated one.
    """

    name: str
    value: Callable[[Array, Array, Array], Array]
    d_a: Callable[[Array, Array, Array], Array]
    d_z: Callable[[Array, Array, Array], Array] | None = None
    activation: str | None = None
    kinks: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Penalty:
    """A term of its own beside the loss: l2/2 sum w^2 + l1 sum |w|, over weights only."""

    l1: float = 0.0
    l2: float = 0.0

    def __bool__(self) -> bool:
        return self.l1 != 0 or self.l2 != 0

    def value(self, weights: Array) -> float:
        return float(self.l2 / 2 * np.sum(weights * weights) + self.l1 * np.sum(np.abs(weights)))

    def derivative(self, weights: Array) -> Array:
        """Return l2 w + l1 sign(w); at the kink of |w|, sign(0) = 0."""
        slope: Array = self.l2 * weights + self.l1 * np.sign(weights)
        return slope


NO_PENALTY = Penalty()


def _half_squared(z: Array, a: Array, y: Array) -> Array:
    losses: Array = 0.5 * _squared(z, a, y)
    return losses


def _squared(z: Array, a: Array, y: Array) -> Array:
    error: Array = a - y
    losses: Array = np.sum(error * error, axis=1)
    return losses


def _mean_squared(z: Array, a: Array, y: Array) -> Array:
    losses: Array = _squared(z, a, y) / a.shape[1]
    return losses


def _mean_absolute(z: Array, a: Array, y: Array) -> Array:
    losses: Array = np.mean(np.abs(a - y), axis=1)
    return losses


def _mean_absolute_d_a(z: Array, a: Array, y: Array) -> Array:
    """Return the sign of the error; where a = y, the slope 0."""
    slopes: Array = np.sign(a - y) / a.shape[1]
    return slopes


def _huber(z: Array, a: Array, y: Array) -> Array:
    error = np.abs(a - y)
    losses: Array = np.mean(np.where(error <= 1, 0.5 * error * error, error - 0.5), axis=1)
    return losses


def _huber_d_a(z: Array, a: Array, y: Array) -> Array:
    slopes: Array = np.clip(a - y, -1.0, 1.0) / a.shape[1]
    return slopes


def _binary_cross_entropy(z: Array, a: Array, y: Array) -> Array:
    """Return the mean of -(y ln a + (1-y) ln(1-a)) for a = sigmoid(z), from z.

    ln a = -softplus(-z) and ln(1-a) = -softplus(z), so the loss is softplus(z) - y z, which stays
    finite where a has been rounded to 0 or 1.
    """
    losses: Array = np.mean(softplus(z) - y * z, axis=1)
    return losses


def _binary_cross_entropy_d_a(z: Array, a: Array, y: Array) -> Array:
    """Return (a - y) / (a (1 - a)) / outputs, with 1/a = 1 + e^-z and 1/(1-a) = 1 + e^z.

    Where an error of zero meets an infinite slope, the slope is zero: y = 1 needs no 1/(1-a).
    """
    above = np.where(y == 1, 0.0, (1 - y) * (1 + np.exp(np.where(y == 1, 0.0, z))))
    below = np.where(y == 0, 0.0, y * (1 + np.exp(np.where(y == 0, 0.0, -z))))
    slopes: Array = (above - below) / z.shape[1]
    return slopes


def _log_softmax(z: Array) -> Array:
    shifted = z - z.max(axis=1, keepdims=True)
    logs: Array = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    return logs


def _cross_entropy(z: Array, a: Array, y: Array) -> Array:
    """Return -sum y_j ln a_j for a = softmax(z), from z: finite where a was rounded to 0."""
    losses: Array = -np.sum(np.where(y == 0, 0.0, y * _log_softmax(z)), axis=1)
    return losses


def _cross_entropy_d_a(z: Array, a: Array, y: Array) -> Array:
    slopes: Array = -y * np.exp(np.where(y == 0, 0.0, -_log_softmax(z)))
    return slopes


def _cross_entropy_d_z(z: Array, a: Array, y: Array) -> Array:
    """Return a_j sum_k y_k - y_j, which is a - y where the targets add up to 1."""
    slopes: Array = a * y.sum(axis=1, keepdims=True) - y
    return slopes


LOSSES = {
    loss.name: loss
    for loss in (
        Loss("half_squared_error", _half_squared, lambda z, a, y: a - y),
        Loss("squared_error", _squared, lambda z, a, y: 2 * (a - y)),
        Loss("mean_squared_error", _mean_squared, lambda z, a, y: 2 * (a - y) / a.shape[1]),
        Loss("mean_absolute_error", _mean_absolute, _mean_absolute_d_a, kinks=(0.0,)),
        Loss("huber", _huber, _huber_d_a),
        Loss(
            "binary_cross_entropy",
            _binary_cross_entropy,
            _binary_cross_entropy_d_a,
            lambda z, a, y: (a - y) / a.shape[1],
            activation="sigmoid",
        ),
        Loss(
            "cross_entropy",
            _cross_entropy,
            _cross_entropy_d_a,
            _cross_entropy_d_z,
            activation="softmax",
        ),
    )
}
