"""The calls that compute one layer's activations and slopes on a tape, in place.

Arrays on a tape have the features first, (units, batch): so a layer's rows lie together, and the
row of ones below them makes the bias part of the product. Records have the batch first.
"""

from functools import partial

from engine.frozen import Array
from engine.functions.activation import Activation, Op


def needs_z(activation: Activation) -> bool:
    """Return whether z must outlive a: whether the slope is computed from z."""
    return not activation.tape.passes_on and activation.tape.slope is None


def has_slope(activation: Activation) -> bool:
    """Return whether dC/dz is dC/da times a slope of its own other than 1."""
    return activation.elementwise and not activation.tape.passes_on


def value_ops(activation: Activation, z: Array, a: Array) -> list[Op]:
    """Return the calls that fill a from z, both (units, batch); they may be the same array."""
    if activation.tape.value is not None:
        return activation.tape.value(z, a)
    return [partial(_value, activation, z, a)]


def sampled_ops(activation: Activation, z: Array, a: Array) -> list[Op]:
    """Return the same to within 2e-16, for curves, which ask for more than a tape does."""
    if activation.tape.sampled is not None:
        return activation.tape.sampled(z, a)
    return value_ops(activation, z, a)


def shared_slope_ops(activation: Activation, a: Array, slope: Array) -> list[Op] | None:
    """Return the calls that fill slope from a, of any rows, or None where z is needed.

    So slopes are computed for neighbouring layers at once, the rows of ones included.
    """
    return activation.tape.slope and activation.tape.slope(a, slope)


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
