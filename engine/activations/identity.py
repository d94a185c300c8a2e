"""The identity: a = z."""

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
from engine.written.letters import ONE


def _on_tape(z: Array, a: Array) -> list[Op]:
    return [] if z is a else [partial(np.copyto, a, z)]


IDENTITY = Activation(
    name="identity",
    rank=10,
    value=lambda z: z,
    derivative=lambda z, a: np.ones_like(z),
    written=WrittenActivation("f", lambda z: z, lambda z, a: ONE),
    numpy=NumpyActivation("{z}", "{d_a}"),
    torch="{z}",
    tape=TapeActivation(_on_tape, passes_on=True),
)
