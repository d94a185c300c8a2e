"""The labels on edges: the weight, its gradient and its new value, as far as they are known."""

from engine.written.quantity import Kind, Quantity
from gui.draw.letters import LINE_HEIGHT
from gui.network.edges import edge
from gui.network.geometry import PADDING_Y, Geometry, Labels, label_size
from gui.network.moment import Moment
from gui.network.naming import weight_lines
from gui.network.placing import Place, least_covering
from gui.network.shapes import Picture, Plate, Rect, Text, centred


def labels(moment: Moment, where: Geometry) -> tuple[Picture, Picture]:
    """Return the labels at their places, and those in front: of selected and hovered edges."""
    boxes: list[Plate] = []
    texts: list[Text] = []
    for layer, of_layer in enumerate(where.labels, start=1):
        if of_layer.places is None:
            continue
        sources = moment.sizes[layer - 1]
        for index, middle in enumerate(of_layer.places):
            weight = Quantity(Kind.WEIGHT, layer, *divmod(index, sources))
            if weight not in moment.emphasised:
                label = _label(moment, weight, of_layer, middle)
                boxes += label.boxes
                texts += label.texts
    front = Picture()
    for weight in dict.fromkeys(moment.emphasised):
        if weight.kind is Kind.WEIGHT:
            front += _emphasised(moment, where, weight)
    return Picture(boxes=tuple(boxes), texts=tuple(texts)), front


def _emphasised(moment: Moment, where: Geometry, weight: Quantity) -> Picture:
    assert weight.source is not None
    of_layer = where.labels[weight.layer - 1]
    if of_layer.places is not None:
        index = weight.unit * moment.sizes[weight.layer - 1] + weight.source
        return _label(moment, weight, of_layer, of_layer.places[index])
    way = edge(where.layout, weight.layer, weight.unit, weight.source)
    width, height = label_size(moment, weight, of_layer.lettering, full=True)
    bounds = Rect(0, 0, where.layout.width, where.layout.height)
    middle = least_covering(way, width, height, where.obstacles, where.circles, bounds)
    return _label(moment, weight, of_layer, middle)


def _label(moment: Moment, weight: Quantity, of_layer: Labels, middle: Place) -> Picture:
    theme, scale, size = moment.theme, moment.scale, of_layer.lettering.size * moment.scale
    lines = weight_lines(moment, weight, of_layer.lettering.form, full=False)
    width, height = label_size(moment, weight, of_layer.lettering, full=False)
    ground = centred(*middle, width, height)
    chosen = weight in moment.emphasised
    edge_colour = theme.accent if chosen else theme.control_edge
    edge_width = scale * (1.6 if weight == moment.state.selected else 1.0)
    box = Plate(ground, theme.label_ground, edge_colour, edge_width, 4 * scale, weight)
    texts = []
    top = ground.y + PADDING_Y * scale
    for line in lines:
        colour = theme.text
        if line.number is not None:
            if line.is_gradient:
                colour = theme.gradient(moment.value(line.number))
            colour = moment.faded(colour, line.number.kind, weight.layer, theme.label_ground)
        rect = Rect(ground.x + 2, top, ground.width - 4, size * LINE_HEIGHT)
        texts.append(Text(line.text, rect, size, colour, line.is_gradient, quantity=weight))
        top += size * LINE_HEIGHT
    return Picture(boxes=(box,), texts=tuple(texts))
