"""What of the drawing a screen reader gets an element for: a plain function from the state."""

from collections.abc import Iterator

from msgspec import Struct

from engine.shape import NetworkShape
from engine.written.quantity import Kind, Quantity
from gui.network.fills import address
from gui.network.shapes import Frame, Plate, Rect, Text, centred
from gui.network.spoken import spoken, spoken_beat, spoken_layer, spoken_moment, spoken_weights
from gui.state.run import derived
from gui.state.state import State

MOST_ALONE = 320  # neurons, weights and biases that are told one by one
_REACH = 14.0  # px at scale 1, of the place of an edge


class ToldItem(Struct, frozen=True):
    """One element. item: the number whose place it takes, None of the whole drawing.

    layer: of a summary, whose place is that of its layer.
    """

    name: str
    item: Quantity | None = None
    layer: int | None = None
    description: str = ""


def told_items(state: State) -> tuple[ToldItem, ...]:
    """Return the moment, then every layer with its neurons, biases and weights, then the loss.

    Where there are too many, neurons or weights of a layer are told together, but for the one that
    is selected.
    """
    return tuple(_items(state))


def _items(state: State) -> Iterator[ToldItem]:
    shape, left = derived.scope(state).experiment.network.shape, MOST_ALONE
    yield ToldItem(spoken_moment(state), description=spoken_beat(state))
    for layer, size in enumerate(shape.sizes):
        yield ToldItem(spoken_layer(state, layer), layer=layer)
        neurons = [address(layer, unit) for unit in range(size)]
        if layer and shape.has_bias(layer):
            neurons += [Quantity(Kind.BIAS, layer, unit) for unit in range(size)]
        weights = _weights_to(shape, layer)
        for items in (neurons, weights):
            alone = items if len(items) <= left else _selected_among(state, items)
            left -= len(alone)
            if items is weights and alone != items:
                yield ToldItem(spoken_weights(state, layer), layer=layer)
            yield from (ToldItem(spoken(state, item), item) for item in alone)
    depth = len(shape.layers)
    targets = [Quantity(Kind.TARGET, depth, unit) for unit in range(shape.sizes[-1])]
    for item in (*(targets if len(targets) <= left else ()), Quantity(Kind.LOSS)):
        yield ToldItem(spoken(state, item), item)


def _selected_among(state: State, items: list[Quantity]) -> list[Quantity]:
    return [item for item in items if item == state.selected]


def _weights_to(shape: NetworkShape, layer: int) -> list[Quantity]:
    if layer == 0:
        return []
    units, sources = range(shape.sizes[layer]), range(shape.sizes[layer - 1])
    return [Quantity(Kind.WEIGHT, layer, unit, source) for unit in units for source in sources]


def places(drawing: Frame) -> dict[Quantity, Rect]:
    """Return where every number is drawn: a label before its line, a neuron before its label."""
    found: dict[Quantity, Rect] = {}
    reach = _REACH * drawing.scale
    for picture in (drawing.below, drawing.moving, drawing.above, drawing.front):
        for line in picture.lines:
            if line.quantity is not None:
                middle = (line.x1 + line.x2) / 2, (line.y1 + line.y2) / 2
                found[line.quantity] = centred(*middle, reach, reach)
    for picture in (drawing.above, drawing.front):
        labels: tuple[Text | Plate, ...] = (*picture.texts, *picture.boxes)
        for shape in labels:
            if shape.quantity is not None:
                found[shape.quantity] = shape.rect
        for disc in picture.discs:
            if disc.quantity is not None:
                found[disc.quantity] = centred(disc.x, disc.y, 2 * disc.radius, 2 * disc.radius)
    return found
