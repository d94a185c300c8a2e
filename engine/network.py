"""The plan of a network, and its numbers in one flat vector."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.frozen import Array, freeze
from engine.functions.activation import Activation
from engine.shape import NetworkShape
from engine.written.quantity import ParameterPlace


class LayerPlan(Struct, frozen=True):
    """How many neurons a layer has and what each does with its weighted sum.

    bias: whether each adds one of its own to the sum.
    """

    neurons: int
    activation: Activation
    bias: bool = True


class NetworkPlan(Struct, frozen=True):
    """A dense network: every neuron receives from every neuron of the layer before."""

    inputs: int
    layers: tuple[LayerPlan, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """The neurons of every layer, the input layer first."""
        return (self.inputs, *(layer.neurons for layer in self.layers))

    @property
    def shape(self) -> NetworkShape:
        """The neurons of every layer, and which layers have no biases."""
        layers = enumerate(self.layers, start=1)
        return NetworkShape(self.sizes, frozenset(i for i, layer in layers if not layer.bias))

    @property
    def depth(self) -> int:
        """The number L of the output layer."""
        return len(self.layers)


class Parameters(Struct, frozen=True, eq=False):
    """All weights and biases, or anything of the same shape such as their gradients.

    flat: (count,), read-only; blocks[l - 1]: (n_l, n_{l-1} + 1), the view [W | b] of layer l, or
    (n_l, n_{l-1}), W alone, where the layer has no biases.
    """

    shape: NetworkShape
    flat: Array
    blocks: tuple[Array, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """The neurons of every layer, the input layer first."""
        return self.shape.sizes

    def weights(self, layer: int) -> Array:
        """Return W of a layer, (n_l, n_{l-1}); layers count from 1."""
        return self.blocks[layer - 1][:, : self.shape.sizes[layer - 1]]

    def bias(self, layer: int) -> Array | None:
        """Return b of a layer, (n_l,), None where it has none."""
        return self.blocks[layer - 1][:, -1] if self.shape.has_bias(layer) else None


def count_parameters(shape: NetworkShape) -> int:
    """Return how many weights and biases a network of this shape has."""
    return _count_up_to(shape, len(shape.layers))


def flat_index(shape: NetworkShape, place: ParameterPlace) -> int:
    """Return where a weight or bias stands in the flat vector.

    Raises KeyError for a bias that the layer does not have.
    """
    if place.source is None and not shape.has_bias(place.layer):
        raise KeyError(f"layer {place.layer} has no biases")
    column = shape.sizes[place.layer - 1] if place.source is None else place.source
    in_layer = place.unit * shape.columns(place.layer) + column
    return _count_up_to(shape, place.layer - 1) + in_layer


def layer_span(shape: NetworkShape, layer: int) -> slice:
    """Return where the weights and biases of a layer stand in the flat vector."""
    return slice(_count_up_to(shape, layer - 1), _count_up_to(shape, layer))


def _count_up_to(shape: NetworkShape, layer: int) -> int:
    return sum(shape.sizes[i] * shape.columns(i) for i in range(1, layer + 1))


@lru_cache(maxsize=32)
def weight_mask(shape: NetworkShape) -> npt.NDArray[np.bool_]:
    """Return which entries of the flat vector are weights: (count,), False for biases."""
    parts = [
        np.tile(np.arange(shape.columns(layer)) < shape.sizes[layer - 1], shape.sizes[layer])
        for layer in shape.layers
    ]
    mask = np.concatenate(parts)
    mask.setflags(write=False)
    return mask


def of_flat(shape: NetworkShape, flat: npt.ArrayLike) -> Parameters:
    """Return parameters from one flat vector; it is copied and frozen."""
    frozen = freeze(flat)
    blocks, start = [], 0
    for layer in shape.layers:
        units, columns = shape.sizes[layer], shape.columns(layer)
        end = start + units * columns
        blocks.append(frozen[start:end].reshape(units, columns))
        start = end
    return Parameters(shape, frozen, tuple(blocks))


def of_layers(weights: Sequence[Array], biases: Sequence[Array | None]) -> Parameters:
    """Return parameters from one (n_l, n_{l-1}) matrix and one (n_l,) vector a layer, if it has
    biases.
    """
    sizes = (weights[0].shape[1], *(len(rows) for rows in weights))
    without = frozenset(i for i, bias in enumerate(biases, start=1) if bias is None)
    blocks = (block_of(w, b).ravel() for w, b in zip(weights, biases, strict=True))
    return of_flat(NetworkShape(sizes, without), np.concatenate(list(blocks)))


def block_of(weights: Array, bias: Array | None) -> Array:
    """Return [W | b] of a layer, or W alone where it has no biases."""
    return weights if bias is None else np.column_stack([weights, bias])


def with_value(parameters: Parameters, index: int, value: float) -> Parameters:
    """Return the same parameters with one entry of the flat vector replaced."""
    flat = parameters.flat.copy()
    flat[index] = value
    return of_flat(parameters.shape, flat)
