"""A network of another shape: which neurons stay, and the parameters that are kept with them."""

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.network import LayerPlan, NetworkPlan, Parameters, of_layers
from engine.shape import in_network
from engine.written.quantity import Quantity

NEW = -1
_FIRST_HIDDEN = 4  # neurons of a hidden layer in a network that had none


class LayerOrigin(Struct, frozen=True):
    """Which layer a layer was before, and which of its neurons each neuron was; NEW for none."""

    layer: int
    units: tuple[int, ...]


class Reshaping(Struct, frozen=True):
    """The plan of a changed network; origins: of every layer of it, the input layer first."""

    network: NetworkPlan
    origins: tuple[LayerOrigin, ...]


def unchanged(plan: NetworkPlan) -> Reshaping:
    """Return a network as it is."""
    return Reshaping(plan, tuple(LayerOrigin(i, tuple(range(n))) for i, n in enumerate(plan.sizes)))


def layer_added(plan: NetworkPlan, after: int) -> Reshaping:
    """Return a network with one more hidden layer behind a layer (0 for the inputs).

    It is like the hidden layer before it, or else after it.
    """
    hidden = plan.layers[:-1]
    new = hidden[max(after, 1) - 1] if hidden else LayerPlan(_FIRST_HIDDEN, ACTIVATIONS["tanh"])
    same = unchanged(plan)
    layers = (*plan.layers[:after], new, *plan.layers[after:])
    fresh = LayerOrigin(NEW, (NEW,) * new.neurons)
    origins = (*same.origins[: after + 1], fresh, *same.origins[after + 1 :])
    return Reshaping(replace(plan, layers=layers), origins)


def layer_removed(plan: NetworkPlan, layer: int) -> Reshaping:
    """Return a network without one of its hidden layers; they count from 1."""
    same = unchanged(plan)
    layers = (*plan.layers[: layer - 1], *plan.layers[layer:])
    return Reshaping(
        replace(plan, layers=layers), (*same.origins[:layer], *same.origins[layer + 1 :])
    )


def neuron_removed(plan: NetworkPlan, layer: int, unit: int) -> Reshaping:
    """Return a network without one neuron of a layer."""
    left = tuple(each for each in range(plan.sizes[layer]) if each != unit)
    return _with_units(unchanged(plan), layer, left)


def neurons_set(plan: NetworkPlan, layer: int, count: int) -> Reshaping:
    """Return a network with so many neurons in a layer (0 for the inputs): the first stay."""
    return _resized(unchanged(plan), layer, count)


def ends_set(plan: NetworkPlan, inputs: int, outputs: int) -> Reshaping:
    """Return a network with so many inputs and outputs: the first of them stay."""
    return _resized(_resized(unchanged(plan), 0, inputs), plan.depth, outputs)


def bias_set(plan: NetworkPlan, layer: int, bias: bool) -> Reshaping:
    """Return a network in which the neurons of a layer have biases, or have none."""
    return unchanged(_with_layer(plan, layer, bias=bias))


def reshaped(parameters: Parameters, reshaping: Reshaping, drawn: Parameters) -> Parameters:
    """Return the parameters of a changed network.

    A weight between two neurons that stay, in layers that still follow each other, is kept, and so
    is the bias of a neuron that stays; a neuron that had none gets 0. All others are those of
    `drawn`, which has the shape of the changed network.
    """
    shape = reshaping.network.shape
    weights, biases = [], []
    for layer in shape.layers:
        sender, own = reshaping.origins[layer - 1], reshaping.origins[layer]
        made, bias = drawn.weights(layer).copy(), drawn.bias(layer)
        rows, stayed = _staying(own)
        if own.layer != NEW and sender.layer == own.layer - 1:
            columns, senders = _staying(sender)
            made[np.ix_(rows, columns)] = parameters.weights(own.layer)[np.ix_(stayed, senders)]
        if bias is not None and own.layer != NEW:
            before = parameters.bias(own.layer)
            bias = bias.copy()
            bias[rows] = 0.0 if before is None else before[stayed]
        weights.append(made)
        biases.append(bias)
    return of_layers(weights, biases)


def followed(quantity: Quantity, reshaping: Reshaping) -> Quantity | None:
    """Return the address of the same neuron, weight or bias in the changed network, if it stays."""
    layer = _place_of(quantity.layer, [each.layer for each in reshaping.origins])
    if layer is None:
        return None
    unit = _place_of(quantity.unit, reshaping.origins[layer].units)
    if unit is None:
        return None
    if quantity.source is None:
        there = replace(quantity, layer=layer, unit=unit)
        return there if in_network(there, reshaping.network.shape) else None
    sender = reshaping.origins[layer - 1]
    source = _place_of(quantity.source, sender.units)
    if source is None or sender.layer != quantity.layer - 1:
        return None
    return replace(quantity, layer=layer, unit=unit, source=source)


def _place_of(number: int, origins: "list[int] | tuple[int, ...]") -> int | None:
    return origins.index(number) if number in origins else None


def _staying(origin: LayerOrigin) -> tuple[list[int], list[int]]:
    """Return which neurons stay, by their new numbers and by their old ones."""
    rows = [row for row, unit in enumerate(origin.units) if unit != NEW]
    return rows, [origin.units[row] for row in rows]


def _resized(reshaping: Reshaping, layer: int, count: int) -> Reshaping:
    kept = reshaping.origins[layer].units[: max(count, 0)]
    return _with_units(reshaping, layer, (*kept, *(NEW,) * (count - len(kept))))


def _with_units(reshaping: Reshaping, layer: int, units: tuple[int, ...]) -> Reshaping:
    plan, origins = reshaping.network, list(reshaping.origins)
    origins[layer] = LayerOrigin(layer, units)
    if layer == 0:
        plan = replace(plan, inputs=len(units))
    else:
        plan = _with_layer(plan, layer, neurons=len(units))
    return Reshaping(plan, tuple(origins))


def _with_layer(plan: NetworkPlan, layer: int, **changes: object) -> NetworkPlan:
    changed = replace(plan.layers[layer - 1], **changes)
    return replace(plan, layers=(*plan.layers[: layer - 1], changed, *plan.layers[layer:]))
