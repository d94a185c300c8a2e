"""The plan of a network, and its numbers in one flat vector."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.frozen import Array, freeze
from engine.functions.activation import Activation
from engine.written.quantity import ParameterPlace


class LayerPlan(Struct, frozen=True):
    """How many neurons a layer has and what each does with its weighted sum."""

    neurons: int
    activation: Activation


class NetworkPlan(Struct, frozen=True):
    """A dense network: every neuron receives from every neuron of the layer before."""

    inputs: int
    layers: tuple[LayerPlan, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """The neurons of every layer, the input layer first."""
        return (self.inputs, *(layer.neurons for layer in self.layers))

    @property
    def depth(self) -> int:
        """The number L of the output layer."""
        return len(self.layers)


class Parameters(Struct, frozen=True, eq=False):
    """All weights and biases, or anything of the same shape such as their gradients.

    flat: (count,), read-only; blocks[l - 1]: (n_l, n_{l-1} + 1), the view [W | b] of layer l.
    """

    sizes: tuple[int, ...]
    flat: Array
    blocks: tuple[Array, ...]

    def weights(self, layer: int) -> Array:
        """Return W of a layer, (n_l, n_{l-1}); layers count from 1."""
        return self.blocks[layer - 1][:, :-1]

    def bias(self, layer: int) -> Array:
        """Return b of a layer, (n_l,)."""
        return self.blocks[layer - 1][:, -1]


def count_parameters(sizes: Sequence[int]) -> int:
    """Return how many weights and biases a network of these layer sizes has."""
    return sum(units * (inputs + 1) for inputs, units in pairwise(sizes))


def flat_index(sizes: Sequence[int], place: ParameterPlace) -> int:
    """Return where a weight or bias stands in the flat vector."""
    inputs = sizes[place.layer - 1]
    column = inputs if place.source is None else place.source
    return count_parameters(sizes[: place.layer]) + place.unit * (inputs + 1) + column


def layer_span(sizes: Sequence[int], layer: int) -> slice:
    """Return where the weights and biases of a layer stand in the flat vector."""
    return slice(count_parameters(sizes[:layer]), count_parameters(sizes[: layer + 1]))


@lru_cache(maxsize=32)
def weight_mask(sizes: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    """Return which entries of the flat vector are weights: (count,), False for biases."""
    parts = [np.tile(np.arange(inputs + 1) < inputs, units) for inputs, units in pairwise(sizes)]
    mask = np.concatenate(parts)
    mask.setflags(write=False)
    return mask


def of_flat(sizes: tuple[int, ...], flat: npt.ArrayLike) -> Parameters:
    """Return parameters from one flat vector; it is copied and frozen."""
    frozen = freeze(flat)
    blocks, start = [], 0
    for inputs, units in pairwise(sizes):
        end = start + units * (inputs + 1)
        blocks.append(frozen[start:end].reshape(units, inputs + 1))
        start = end
    return Parameters(sizes, frozen, tuple(blocks))


def of_layers(weights: Sequence[Array], biases: Sequence[Array]) -> Parameters:
    """Return parameters from one (n_l, n_{l-1}) matrix and one (n_l,) vector a layer."""
    sizes = (weights[0].shape[1], *(len(bias) for bias in biases))
    blocks = (np.column_stack([w, b]).ravel() for w, b in zip(weights, biases, strict=True))
    return of_flat(sizes, np.concatenate(list(blocks)))


def with_value(parameters: Parameters, index: int, value: float) -> Parameters:
    """Return the same parameters with one entry of the flat vector replaced."""
    flat = parameters.flat.copy()
    flat[index] = value
    return of_flat(parameters.sizes, flat)
