"""With how many digits a layer's matrices stand, so that z = W a + b and a = f(z) come out."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct

from engine.frozen import Array
from engine.story.scope import Scope
from engine.text.matrices import Shown, enough_for_all
from engine.written.quantity import Kind

MOST_OF_Z, MOST_OF_OPERANDS = 1, 2


class LayerDigits(Struct, frozen=True):
    """z, operands: how many more digits than the chosen ones z has, and W, a and b.

    They have room for `MOST_OF_Z` and `MOST_OF_OPERANDS`, so that no matrix moves from step to
    step; sum_sign, activation_sign: "=" where the line holds as it is printed, else "≈".
    """

    z: int
    operands: int
    sum_sign: str
    activation_sign: str


@lru_cache(maxsize=8)  # each keeps a step and its parameters
def digits_of(scope: Scope, layer: int, digits: int) -> LayerDigits:
    """Return how the numbers of a layer are written, of the sample shown or of all."""
    step = scope.step
    rows = slice(None) if scope.row is None else [scope.row]
    activation = scope.experiment.network.layers[layer - 1].activation
    z, bias = step.layers[layer - 1].z[rows], step.before.bias(layer)
    sent = Shown(step.a(layer - 1)[rows], Kind.INPUT if layer == 1 else Kind.A)
    weights = Shown(step.before.weights(layer), Kind.WEIGHT)
    added = () if bias is None else (Shown(bias, Kind.BIAS),)

    def weighted_sum(there: Sequence[Array]) -> Array:
        found: Array = there[1] @ there[0].T
        return found if bias is None else found + there[2]

    with np.errstate(all="ignore"):  # of a run that has diverged
        outputs = Shown(step.layers[layer - 1].a[rows], Kind.A)
        sends = enough_for_all(
            outputs, [Shown(z, Kind.Z)], lambda there: activation.value(there[0]), digits, MOST_OF_Z
        )
        result = Shown(z, Kind.Z, sends.extra)
        total = enough_for_all(
            result, [weights, sent, *added], weighted_sum, digits, MOST_OF_OPERANDS
        )
    return LayerDigits(sends.extra, total.extra, total.sign, sends.sign)
