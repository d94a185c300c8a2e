"""The hyperbolic tangent: a = tanh z."""

from functools import partial

import numpy as np

from engine.frozen import Array
from engine.functions.activation import (
    ONE_OF_TAPE,
    Activation,
    NumpyActivation,
    Op,
    TapeActivation,
    WrittenActivation,
)
from engine.written.expression import Call, Power
from engine.written.letters import ONE, TWO, minus


def _slope_on_tape(a: Array, slope: Array) -> list[Op]:
    return [partial(np.multiply, a, a, slope), partial(np.subtract, ONE_OF_TAPE, slope, slope)]


TANH = Activation(
    name="tanh",
    rank=30,
    value=np.tanh,
    derivative=lambda z, a: 1 - a * a,
    written=WrittenActivation(
        "tanh",
        lambda z: Call("tanh", (z,)),
        lambda z, a: minus(ONE, Power(a, TWO)),
        takes_a_from_one=True,
    ),
    numpy=NumpyActivation("np.tanh({z})", "{d_a} * (1 - {a} * {a})"),
    torch="torch.tanh({z})",
    tape=TapeActivation(lambda z, a: [partial(np.tanh, z, a)], _slope_on_tape),
    steepest=1.0,
)
