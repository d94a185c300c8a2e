"""How many neurons a network has in each layer, and which of them have biases."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from engine.written.quantity import OF_BIASES, OF_LOSS, OF_WEIGHTS, Kind, ParameterPlace, Quantity


class NetworkShape(Struct, frozen=True):
    """sizes: the neurons of every layer, the input layer first; without_bias: the layers, counted
    from 1, whose neurons have none.
    """

    sizes: tuple[int, ...]
    without_bias: frozenset[int] = frozenset()

    @property
    def layers(self) -> range:
        """The numbers of the layers after the input."""
        return range(1, len(self.sizes))

    def has_bias(self, layer: int) -> bool:
        """Return whether the neurons of a layer have biases."""
        return layer not in self.without_bias

    def columns(self, layer: int) -> int:
        """Return how many parameters each neuron of a layer has: its weights, and its bias."""
        return self.sizes[layer - 1] + self.has_bias(layer)

    def places(self) -> Iterator[ParameterPlace]:
        """Yield every weight and bias, neuron by neuron, in the order of the flat vector."""
        for layer, (senders, units) in enumerate(pairwise(self.sizes), start=1):
            sources = (*range(senders), *((None,) if self.has_bias(layer) else ()))
            for unit in range(units):
                yield from (ParameterPlace(layer, unit, source) for source in sources)


def in_network(quantity: Quantity, shape: NetworkShape) -> bool:
    """Return whether an address names a number of a network of this shape."""
    if quantity.kind in OF_LOSS:
        return True
    last = len(shape.sizes) - 1
    lowest = 0 if quantity.kind is Kind.INPUT else 1
    highest = 0 if quantity.kind is Kind.INPUT else last
    if quantity.kind in (Kind.TARGET, Kind.A_AFTER):
        lowest = last
    if not lowest <= quantity.layer <= highest:
        return False
    inside = quantity.unit < shape.sizes[quantity.layer]
    if quantity.kind in OF_BIASES:
        inside = inside and shape.has_bias(quantity.layer)
    if quantity.kind in OF_WEIGHTS:
        assert quantity.source is not None
        inside = inside and quantity.source < shape.sizes[quantity.layer - 1]
    return inside
