"""Where a run stopped because a number was no longer finite."""

import numpy as np
from msgspec import Struct

from engine.backprop import StepTrace
from engine.frozen import Array

OF_LAYERS = frozenset({"z", "a", "delta", "dw", "db", "w_after", "b_after"})
OF_LOSS = frozenset({"C", "C_after"})


class Divergence(Struct, frozen=True):
    """Where a run stopped because a number was no longer finite; the run ends before it.

    step: the step that could not be taken; quantity: the first number that is not finite, named
    as in files: one of OF_LAYERS, or of OF_LOSS, which has no place; layer counts from 1, unit
    from 0.
    """

    step: int
    quantity: str
    layer: int = 0
    unit: int = 0


def first_not_finite(trace: StepTrace, step: int) -> Divergence:
    """Return which number of a step is not finite, the first in the order of computation."""
    layers = range(1, len(trace.layers) + 1)
    groups: list[tuple[str, int, Array]] = []
    for layer in layers:
        of_layer = trace.layers[layer - 1]
        groups += [("z", layer, of_layer.z), ("a", layer, of_layer.a)]
    groups.append(("C", 0, np.array([[trace.loss]])))
    for layer in reversed(layers):
        of_layer = trace.layers[layer - 1]
        groups += [("delta", layer, of_layer.delta), ("dw", layer, of_layer.d_weights.T)]
        if of_layer.d_bias is not None:
            groups.append(("db", layer, of_layer.d_bias[None]))
    for layer in layers:
        groups.append(("w_after", layer, trace.after.weights(layer).T))
        bias = trace.after.bias(layer)
        if bias is not None:
            groups.append(("b_after", layer, bias[None]))
    for quantity, layer, numbers in groups:
        wrong = ~np.isfinite(numbers).all(axis=0)
        if wrong.any():
            return Divergence(step, quantity, layer, int(wrong.argmax()))
    return Divergence(step, "C_after")
