"""ReLU: a = max(0, z)."""

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
from engine.written.letters import ONE, ZERO, by_sign


def _derivative(z: Array, a: Array) -> Array:
    """Return 1 above zero and 0 elsewhere: at the kink, relu'(0) = 0."""
    return np.where(z > 0, 1.0, 0.0)


def _on_tape(z: Array, a: Array) -> list[Op]:
    """Compare with an array of zeros, which is four times faster than with one number."""
    return [partial(np.maximum, z, np.zeros_like(z), out=a)]


RELU = Activation(
    name="relu",
    rank=40,
    value=lambda z: np.maximum(z, 0.0),
    derivative=_derivative,
    kinks=(0.0,),
    written=WrittenActivation(
        "ReLU",
        lambda z: FunctionOf("max", (ZERO, z)),
        slope_pieces=by_sign(lambda z: ONE, lambda z: ZERO),
    ),
    numpy=NumpyActivation("np.maximum({z}, 0.0)", "{d_a} * ({z} > 0)"),
    torch="functional.relu({z})",
    tape=TapeActivation(_on_tape, lambda a, slope: [partial(np.sign, a, slope)]),
    dies=True,
)
