"""The labels on edges: the weight, its gradient and its new value, as far as they are known."""

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from engine.written.quantity import Kind, Quantity
from gui.draw.letters import LINE_HEIGHT
from gui.network.edges import edge
from gui.network.geometry import Geometry
from gui.network.label_options import Place
from gui.network.labelling import Labelling, Lettering, label_size, labelling
from gui.network.moment import ASIDE, FADE, Moment, Sparing
from gui.network.naming import Form, weight_lines
from gui.network.placing import least_covering
from gui.network.shapes import Picture, Plate, Rect, Text, centred, faded
from gui.state.state import REVEALED_AT


def labels(moment: Moment, where: Geometry) -> tuple[Picture, Picture]:
    """Return the labels at their places, and those in front: of selected and hovered edges."""
    if moment.spares(Sparing.SPOKEN):
        return Picture(), Picture()
    return _labels(_Key(moment, where))


class _Key:
    """What labels depend on: of the time within a beat only that while numbers come up."""

    def __init__(self, moment: Moment, where: Geometry) -> None:
        self.moment, self.where = moment, where
        state = moment.state
        part = state.cursor.part
        risen = min(part, REVEALED_AT + FADE) if part >= REVEALED_AT else 0.0
        self._same = (
            *(where, moment.scope, state.cursor.beat, risen, moment.theme.name, state.view.digits),
            *(state.view.labels, moment.emphasised, moment.focus),
            *(state.document.hidden, state.hiding, state.is_picking),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._same == other._same

    def __hash__(self) -> int:
        return hash(self._same)


@lru_cache(maxsize=4)
def _labels(key: _Key) -> tuple[Picture, Picture]:
    moment, where = key.moment, key.where
    found = labelling(moment, where)
    chosen = _chosen(moment, where, found)
    in_front = [_rect(*each) for each in chosen.values()]
    boxes: list[Plate] = []
    texts: list[Text] = []
    for weight, middle in found.places.items():
        if weight in chosen or _rect(found, middle).overlaps_any(in_front):
            continue
        label = _label(moment, weight, found, middle)
        if moment.is_faded(weight):
            label = faded(label, moment.theme.card, ASIDE)
        boxes += label.boxes
        texts += label.texts
    front = Picture()
    for weight, (written, middle) in chosen.items():
        front += _label(moment, weight, written, middle)
    return Picture(boxes=tuple(boxes), texts=tuple(texts)), front


def _chosen(
    moment: Moment, where: Geometry, found: Labelling
) -> dict[Quantity, tuple[Labelling, Place]]:
    """Return the labels that are always shown with their places, each clear of those before it."""
    places: dict[Quantity, tuple[Labelling, Place]] = {}
    for weight in dict.fromkeys(moment.emphasised):
        if weight.kind is not Kind.WEIGHT:
            continue
        taken = [_rect(*each) for each in places.values()]
        middle = found.places.get(weight)
        label = _beside(moment, where, found, weight, taken) if middle is None else (found, middle)
        if not _rect(*label).overlaps_any(taken):
            places[weight] = label
    return places


def _beside(
    moment: Moment,
    where: Geometry,
    found: Labelling,
    weight: Quantity,
    taken: Sequence[Rect],
) -> tuple[Labelling, Place]:
    """Return a label for which there is no place that covers nothing, with less if that helps."""
    assert weight.source is not None
    way = edge(where.layout, weight.layer, weight.unit, weight.source)
    bounds = Rect(0, 0, where.layout.width, where.layout.bottom)
    labels = [_rect(found, middle) for middle in found.places.values()]
    texts = [*(each.rect for each in where.obstacles), *taken]
    forms = [found.lettering.form, Form.LINE, Form.NUMBER]
    if moment.least_type and not found.places:  # alone, it need not be as large as it can be
        del forms[0]
    if moment.state.is_picking:
        forms = [Form.NUMBER]
    ways = []
    for rank, form in enumerate(dict.fromkeys(forms)):
        lettering = Lettering(form, found.lettering.size)
        width, height = label_size(where, lettering)
        harm, place = least_covering(way, width, height, texts, labels, where.circles, bounds)
        label = replace(found, lettering=lettering, width=width, height=height)
        ways.append((harm[:4], rank, label, place))
    _, _, label, place = min(ways, key=lambda each: each[:2])
    return label, place


def _rect(found: Labelling, middle: Place) -> Rect:
    return centred(*middle, found.width, found.height)


def _label(moment: Moment, weight: Quantity, found: Labelling, middle: Place) -> Picture:
    theme, scale, size = moment.theme, moment.scale, moment.type_size(found.lettering.size)
    ground = _rect(found, middle)
    chosen = weight in moment.emphasised
    edge_colour = theme.accent if chosen else theme.control_edge
    edge_width = scale * (1.6 if weight == moment.state.selected else 1.0)
    box = Plate(ground, theme.label_ground, edge_colour, edge_width, 4 * scale, weight)
    texts = []
    lines = weight_lines(moment, weight, found.lettering.form)
    top = ground.y + (ground.height - len(lines) * size * LINE_HEIGHT) / 2
    for line in lines:
        colour = theme.text_faint if line.is_to_come else theme.text
        if line.number is not None:
            if line.is_gradient:
                colour = moment.gradient_ink(line.number)
            colour = moment.faded(colour, line.number.kind, weight.layer, theme.label_ground)
        rect = Rect(ground.x + 2, top, ground.width - 4, size * LINE_HEIGHT)
        bold = line.is_bold(found.lettering.form)
        texts.append(Text(line.text, rect, size, colour, bold, quantity=weight))
        top += size * LINE_HEIGHT
    return Picture(boxes=(box,), texts=tuple(texts))
