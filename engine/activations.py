"""Each activation function with its derivative and its kinks."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.frozen import Array


@dataclass(frozen=True, slots=True, eq=False)
class Activation:
    """An activation a = f(z), applied to every neuron of a layer by itself.

    value: z -> a; derivative: (z, a) -> da/dz; both keep the shape (batch, units).
    kinks: the z at which f has no derivative and `derivative` gives the stated one.
    """

    name: str
    value: Callable[[Array], Array]
    derivative: Callable[[Array, Array], Array]
    kinks: tuple[float, ...] = ()


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + e^-z), written so that neither tail overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def relu(z: Array) -> Array:
    return np.maximum(z, 0.0)


def _relu_derivative(z: Array, a: Array) -> Array:
    """Return 1 above zero and 0 elsewhere: at the kink, relu'(0) = 0."""
    return np.where(z > 0, 1.0, 0.0)


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("identity", lambda z: z, lambda z, a: np.ones_like(z)),
        Activation("sigmoid", sigmoid, lambda z, a: a * (1 - a)),
        Activation("tanh", np.tanh, lambda z, a: 1 - a * a),
        Activation("relu", relu, _relu_derivative, kinks=(0.0,)),
    )
}
