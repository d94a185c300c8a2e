"""Each activation function with its derivative and its kinks."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.frozen import Array

LEAK = 0.01  # the slope of leaky_relu below zero
_GELU_SCALE, _GELU_CUBE = np.sqrt(2 / np.pi), 0.044715


@dataclass(frozen=True, slots=True, eq=False)
class Activation:
    """An activation a = f(z); all but softmax act on every neuron by itself.

    value: z -> a; derivative: (z, a) -> da/dz of each neuron by its own z; both keep the shape
    (batch, units). kinks: the z at which f has no derivative and `derivative` gives the stated
    one. jacobian: (z, a) -> da_i/dz_j, (batch, units, units), where neurons of a layer mix.
    """

    name: str
    value: Callable[[Array], Array]
    derivative: Callable[[Array, Array], Array]
    kinks: tuple[float, ...] = ()
    jacobian: Callable[[Array, Array], Array] | None = None

    @property
    def elementwise(self) -> bool:
        """Whether each activation depends on its own pre-activation alone."""
        return self.jacobian is None

    def pull_back(self, z: Array, a: Array, d_a: Array) -> Array:
        """Return dC/dz for a given dC/da; all of shape (batch, units)."""
        if self.jacobian is None:
            return d_a * self.derivative(z, a)
        through: Array = np.einsum("ni,nij->nj", d_a, self.jacobian(z, a))
        return through


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + e^-z), written so that neither tail overflows."""
    e = np.exp(-np.abs(z))
    value: Array = np.where(z >= 0, 1.0, e) / (1.0 + e)
    return value


def relu(z: Array) -> Array:
    return np.maximum(z, 0.0)


def _relu_derivative(z: Array, a: Array) -> Array:
    """Return 1 above zero and 0 elsewhere: at the kink, relu'(0) = 0."""
    return np.where(z > 0, 1.0, 0.0)


def _leaky_derivative(z: Array, a: Array) -> Array:
    """Return 1 above zero and 0.01 elsewhere: at the kink, leaky_relu'(0) = 0.01."""
    return np.where(z > 0, 1.0, LEAK)


def _elu(z: Array) -> Array:
    """Return z above zero and e^z - 1 elsewhere (Clevert et al. 2016, alpha = 1)."""
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0.0)))


def softplus(z: Array) -> Array:
    """Return ln(1 + e^z), written so that it does not overflow."""
    value: Array = np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
    return value


def _silu_derivative(z: Array, a: Array) -> Array:
    s = sigmoid(z)
    return s * (1 + z * (1 - s))


def _gelu_inner(z: Array) -> Array:
    inner: Array = np.tanh(_GELU_SCALE * (z + _GELU_CUBE * z**3))
    return inner


def _gelu(z: Array) -> Array:
    """Return z/2 (1 + tanh(sqrt(2/pi) (z + 0.044715 z^3))) (Hendrycks and Gimpel 2016)."""
    return 0.5 * z * (1 + _gelu_inner(z))


def _gelu_derivative(z: Array, a: Array) -> Array:
    t = _gelu_inner(z)
    inner_slope = _GELU_SCALE * (1 + 3 * _GELU_CUBE * z * z)
    slope: Array = 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * inner_slope
    return slope


def softmax(z: Array) -> Array:
    """Return e^z_j / sum_k e^z_k over the neurons of a layer, shifted so that none overflows."""
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    value: Array = e / e.sum(axis=-1, keepdims=True)
    return value


def _softmax_jacobian(z: Array, a: Array) -> Array:
    """Return da_i/dz_j = a_i ([i = j] - a_j)."""
    slopes: Array = a[:, :, None] * (np.eye(a.shape[1]) - a[:, None, :])
    return slopes


def _logistic_derivative(z: Array, a: Array) -> Array:
    return a * (1 - a)


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("identity", lambda z: z, lambda z, a: np.ones_like(z)),
        Activation("sigmoid", sigmoid, _logistic_derivative),
        Activation("tanh", np.tanh, lambda z, a: 1 - a * a),
        Activation("relu", relu, _relu_derivative, kinks=(0.0,)),
        Activation(
            "leaky_relu", lambda z: np.where(z > 0, z, LEAK * z), _leaky_derivative, kinks=(0.0,)
        ),
        Activation("elu", _elu, lambda z, a: np.where(z > 0, 1.0, a + 1)),
        Activation("softplus", softplus, lambda z, a: sigmoid(z)),
        Activation("silu", lambda z: z * sigmoid(z), _silu_derivative),
        Activation("gelu", _gelu, _gelu_derivative),
        Activation("softmax", softmax, _logistic_derivative, jacobian=_softmax_jacobian),
    )
}
