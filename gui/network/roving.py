"""Which neuron, weight or bias the keys lead to from one of them."""

from enum import Enum, auto

from msgspec import Struct
from msgspec.structs import replace

from engine.shape import NetworkShape
from engine.written.quantity import Kind, Quantity
from gui.network.fills import address


class Way(Enum):
    """Where a key leads."""

    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()
    NEXT_EDGE = auto()
    EDGE_BEFORE = auto()
    BIAS = auto()
    BACK = auto()


class Spot(Struct, frozen=True):
    """Where the keyboard is: at a neuron, or at one of its edges or its bias."""

    neuron: Quantity
    part: Quantity | None = None

    @property
    def item(self) -> Quantity:
        """What Enter selects."""
        return self.part or self.neuron


def first_place(selected: Quantity | None) -> Spot:
    """Return where the keyboard enters the drawing: what is selected, else the first input."""
    if selected is None:
        return Spot(address(0, 0))
    neuron = address(selected.layer, selected.unit)
    return Spot(neuron, None if selected == neuron else selected)


def moved(shape: NetworkShape, place: Spot, way: Way) -> Spot | None:
    """Return where a key leads, the same place at the end of a way, None out of the drawing."""
    if way is Way.BACK:
        return None if place.part is None else Spot(place.neuron)
    if way is Way.BIAS:
        return _at_bias(shape, place)
    if way in (Way.NEXT_EDGE, Way.EDGE_BEFORE):
        return _along_edges(shape, place, 1 if way is Way.NEXT_EDGE else -1)
    if place.part is None or place.part.source is None:
        return Spot(_neighbour(shape.sizes, place.neuron, way))
    if way in (Way.UP, Way.DOWN):
        return _along_edges(shape, place, 1 if way is Way.DOWN else -1)
    return Spot(_end(place.part, way))


def is_there(shape: NetworkShape, place: Spot) -> bool:
    """Return whether a network has a place."""
    layer, unit = place.neuron.layer, place.neuron.unit
    if layer >= len(shape.sizes) or unit >= shape.sizes[layer]:
        return False
    if place.part is None or place.part in edges_of(shape, place.neuron):
        return True
    return place.part.kind is Kind.BIAS and shape.has_bias(layer)


def edges_of(shape: NetworkShape, neuron: Quantity) -> list[Quantity]:
    """Return the weights of a neuron: those that lead to it from above, then those from it."""
    layer, unit, sizes = neuron.layer, neuron.unit, shape.sizes
    found = []
    if layer > 0:
        found += [Quantity(Kind.WEIGHT, layer, unit, k) for k in range(sizes[layer - 1])]
    if layer + 1 < len(sizes):
        found += [Quantity(Kind.WEIGHT, layer + 1, j, unit) for j in range(sizes[layer + 1])]
    return found


def _along_edges(shape: NetworkShape, place: Spot, step: int) -> Spot:
    edges = edges_of(shape, place.neuron)
    if place.part in edges:
        return replace(place, part=edges[(edges.index(place.part) + step) % len(edges)])
    return replace(place, part=edges[0 if step > 0 else -1])


def _at_bias(shape: NetworkShape, place: Spot) -> Spot:
    neuron = place.neuron
    if neuron.layer == 0 or not shape.has_bias(neuron.layer):
        return place
    return Spot(neuron, Quantity(Kind.BIAS, neuron.layer, neuron.unit))


def _end(weight: Quantity, way: Way) -> Quantity:
    assert weight.source is not None
    if way is Way.LEFT:
        return address(weight.layer - 1, weight.source)
    return address(weight.layer, weight.unit)


def _neighbour(sizes: tuple[int, ...], neuron: Quantity, way: Way) -> Quantity:
    layer, unit = neuron.layer, neuron.unit
    if way in (Way.UP, Way.DOWN):
        wanted = unit + (1 if way is Way.DOWN else -1)
        return address(layer, min(max(wanted, 0), sizes[layer] - 1))
    other = min(max(layer + (1 if way is Way.RIGHT else -1), 0), len(sizes) - 1)
    if other == layer:
        return neuron
    height = unit / (sizes[layer] - 1) if sizes[layer] > 1 else 0.5
    return address(other, round(height * (sizes[other] - 1)))
