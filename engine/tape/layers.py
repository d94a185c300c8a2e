"""The calls that compute one layer's activations and slopes on a tape, in place.

Arrays on a tape have the features first, (units, batch): so a layer's rows lie together, and the
row of ones below them makes the bias part of the product. Records have the batch first.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from engine.activations import Activation
from engine.frozen import Array

Op = Callable[[], object]

# A Python float would be turned into an array at every call.
ZERO, ONE = np.array(0.0), np.array(1.0)


def _identity(z: Array, a: Array) -> list[Op]:
    return [] if z is a else [partial(np.copyto, a, z)]


def _sigmoid(z: Array, a: Array) -> list[Op]:
    """Compute 1 / (1 + e^-z); where e^-z overflows, 1 / infinity is the right 0."""
    return [
        partial(np.negative, z, a),
        partial(np.exp, a, a),
        partial(np.add, a, ONE, a),
        partial(np.divide, ONE, a, a),
    ]


def _relu(z: Array, a: Array) -> list[Op]:
    """Compare with an array of zeros, which is four times faster than with one number."""
    return [partial(np.maximum, z, np.zeros_like(z), out=a)]


def _softmax(z: Array, a: Array) -> list[Op]:
    """Leave z less its largest in z: neither softmax nor cross-entropy can tell the difference."""
    row = np.empty(z.shape[1])
    return [
        partial(np.maximum.reduce, z, 0, None, row),
        partial(np.subtract, z, row, z),
        partial(np.exp, z, a),
        partial(np.add.reduce, a, 0, None, row),
        partial(np.divide, a, row, a),
    ]


_VALUES: dict[str, Callable[[Array, Array], list[Op]]] = {
    "identity": _identity,
    "sigmoid": _sigmoid,
    "tanh": lambda z, a: [partial(np.tanh, z, a)],
    "relu": _relu,
    "softmax": _softmax,
}

# Slopes from a alone; they are computed for neighbouring layers at once, the rows of ones included.
_SLOPES: dict[str, Callable[[Array, Array], list[Op]]] = {
    "sigmoid": lambda a, slope: [
        partial(np.subtract, ONE, a, slope),
        partial(np.multiply, a, slope, slope),
    ],
    "tanh": lambda a, slope: [
        partial(np.multiply, a, a, slope),
        partial(np.subtract, ONE, slope, slope),
    ],
    "relu": lambda a, slope: [partial(np.sign, a, slope)],
}


def needs_z(activation: Activation) -> bool:
    """Return whether z must outlive a: whether the slope is computed from z."""
    return activation.name != "identity" and activation.name not in _SLOPES


def has_slope(activation: Activation) -> bool:
    """Return whether dC/dz is dC/da times a slope of its own other than 1."""
    return activation.elementwise and activation.name != "identity"


def value_ops(activation: Activation, z: Array, a: Array) -> list[Op]:
    """Return the calls that fill a from z, both (units, batch); they may be the same array."""
    if activation.name in _VALUES:
        return _VALUES[activation.name](z, a)
    return [partial(_value, activation, z, a)]


def shared_slope_ops(activation: Activation, a: Array, slope: Array) -> list[Op] | None:
    """Return the calls that fill slope from a, of any rows, or None where z is needed."""
    known = _SLOPES.get(activation.name)
    return known and known(a, slope)


def slope_ops(activation: Activation, z: Array, a: Array, slope: Array) -> list[Op]:
    """Return the calls that fill slope, (units, batch), from the record of an activation."""
    return [partial(_slope, activation, z, a, slope)]


def pull_back_ops(activation: Activation, z: Array, a: Array, delta: Array) -> list[Op]:
    """Return the calls that turn dC/da into dC/dz in place where the neurons of a layer mix."""
    return [partial(_pull_back, activation, z, a, delta)]


def _value(activation: Activation, z: Array, a: Array) -> None:
    a.T[...] = activation.value(z.T)


def _slope(activation: Activation, z: Array, a: Array, slope: Array) -> None:
    slope.T[...] = activation.derivative(z.T, a.T)


def _pull_back(activation: Activation, z: Array, a: Array, delta: Array) -> None:
    delta.T[...] = activation.pull_back(z.T, a.T, delta.T)
