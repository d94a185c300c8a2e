"""Which neurons of a step let no gradient through, or next to none."""

from enum import Enum, auto

import numpy as np
from msgspec import Struct

from engine.backprop import LayerTrace
from engine.frozen import Array, freeze
from engine.functions.activation import Activation

THRESHOLD = 0.01


class Stuck(Enum):
    """Why a neuron does not learn."""

    SATURATED = auto()
    DEAD = auto()


class LayerSaturation(Struct, frozen=True, eq=False):
    """What keeps each neuron of a layer from learning, None where nothing does.

    numbers: (units,), the reason in one number: over all samples of the batch, the largest
    |f'(z)| of one with two flat ends, the largest z of a relu, NaN of any other activation.
    """

    kinds: tuple[Stuck | None, ...]
    numbers: Array


def layer_saturation(activation: Activation, layer: LayerTrace) -> LayerSaturation:
    """Return which neurons of a layer are saturated or dead, for every sample of the batch.

    A sigmoid or tanh is saturated where its slope is below 1 % of the steepest one: |z| beyond
    5.99 or 2.99. Glorot and Bengio (2010, section 3) give saturation no number; 1 % is ours. A
    relu is dead where z <= 0, as its slope is 0 there; all others always have a slope somewhere.
    """
    z, a = layer.z, layer.a
    if activation.steepest is not None:
        numbers = np.abs(activation.derivative(z, a)).max(axis=0)
        stuck, kind = numbers < THRESHOLD * activation.steepest, Stuck.SATURATED
    elif activation.dies:
        numbers = z.max(axis=0)
        stuck, kind = numbers <= 0, Stuck.DEAD
    else:
        return LayerSaturation((None,) * z.shape[1], freeze(np.full(z.shape[1], np.nan)))
    return LayerSaturation(tuple(kind if is_so else None for is_so in stuck), freeze(numbers))
