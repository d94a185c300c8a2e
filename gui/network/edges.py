"""The edges: which are drawn, and how each looks at a moment."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from engine.frozen import Array
from engine.story.beats import Scene
from engine.written.quantity import Kind, Quantity
from gui.draw.easing import eased
from gui.look.theme import Theme, blend
from gui.network.carried import hides_signal, largest_signal, signals_of
from gui.network.layout import Detail, NetworkLayout
from gui.network.moment import ASIDE, Moment
from gui.network.shapes import Dash, Picture, Stroke
from gui.network.shares import share

MOST_EDGES = 500
MOST_OF_ONE_NEURON = 128
MANY = 100  # edges of one layer, drawn thinner and with few pens
THINNEST, THICKEST = 1.0, 4.6
FAINTEST, PLAIN, STRONG = 0.2, 0.55, 0.85  # how much of its colour an edge shows
SIGNAL_THINNEST, SIGNAL_THICKEST = 1.2, 3.4
_NEUTRAL = 0.4  # of the largest: what an edge looks like whose number is hidden


class Edge(Struct, frozen=True):
    """A weight and the line from the rim of its sender to that of its receiver."""

    layer: int
    unit: int
    source: int
    x1: float
    y1: float
    x2: float
    y2: float
    quantity: Quantity

    def at(self, t: float) -> tuple[float, float]:
        """Return the point at a share of the way from sender to receiver."""
        return self.x1 + t * (self.x2 - self.x1), self.y1 + t * (self.y2 - self.y1)


def edge(layout: NetworkLayout, layer: int, unit: int, source: int) -> Edge:
    """Return the edge of one weight."""
    start, end = layout.columns[layer - 1], layout.columns[layer]
    x1, y1, x2, y2 = start.xs[source], start.ys[source], end.xs[unit], end.ys[unit]
    if start.detail is Detail.CELLS:
        x1 = start.x + start.half_width
    if end.detail is Detail.CELLS:
        x2 = end.x - end.half_width
    dx, dy = x2 - x1, y2 - y1
    length = max((dx * dx + dy * dy) ** 0.5, 1e-9)
    off = 0.0 if start.detail is Detail.CELLS else start.radius / length
    to = 0.0 if end.detail is Detail.CELLS else end.radius / length
    weight = Quantity(Kind.WEIGHT, layer, unit, source)
    ends = x1 + off * dx, y1 + off * dy, x2 - to * dx, y2 - to * dy
    return Edge(layer, unit, source, *ends, weight)


@lru_cache(maxsize=16)
def _known_edges(layout: NetworkLayout, layer: int) -> dict[int, Edge]:
    """Return the edges of a layer that were drawn already: only their looks change."""
    return {}


class _OfStep:
    """What the edges that are drawn depend on."""

    def __init__(self, moment: Moment, layout: NetworkLayout, layer: int) -> None:
        self.moment, self.layout, self.layer = moment, layout, layer
        self._same = moment.scope, layout, layer

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _OfStep) and self._same == other._same

    def __hash__(self) -> int:
        return hash((self._same[0], self.layer))


def strongest(moment: Moment, layout: NetworkLayout, layer: int) -> tuple[Edge, ...]:
    """Return the edges of a layer that are drawn, the weakest first."""
    return _strongest(_OfStep(moment, layout, layer))


@lru_cache(maxsize=16)
def _strongest(of: _OfStep) -> tuple[Edge, ...]:
    moment, layout, layer = of.moment, of.layout, of.layer
    weights = moment.trace.before.weights(layer)
    strengths = np.abs(weights).ravel()
    budget = budgets(moment.sizes)[layer - 1]
    chosen = np.arange(strengths.size)
    if strengths.size > budget:
        chosen = np.sort(np.argpartition(-strengths, budget)[:budget])
    order = chosen[np.argsort(strengths[chosen], kind="stable")].tolist()
    sources = weights.shape[1]
    known = _known_edges(layout, layer)
    for i in order:
        if i not in known:
            known[i] = edge(layout, layer, *divmod(i, sources))
    return tuple(known[i] for i in order)


def with_emphasised(
    moment: Moment, layout: NetworkLayout, layer: int, edges: tuple[Edge, ...]
) -> tuple[Edge, ...]:
    """Add the weak edges that are drawn only because they are selected or hovered."""
    wanted = _emphasised(moment, layer)
    if not wanted:
        return edges
    sources = moment.sizes[layer - 1]
    wanted -= {e.unit * sources + e.source for e in edges}
    return (*edges, *(edge(layout, layer, *divmod(i, sources)) for i in sorted(wanted)))


@lru_cache(maxsize=64)
def budgets(sizes: tuple[int, ...]) -> tuple[int, ...]:
    """Share out the edges that may be drawn: small layers whole, the rest to the large ones."""
    counts = [units * sources for sources, units in pairwise(sizes)]
    left, budgets = MOST_EDGES, [0] * len(counts)
    for rank, index in enumerate(sorted(range(len(counts)), key=lambda i: counts[i])):
        budgets[index] = min(counts[index], left // (len(counts) - rank))
        left -= budgets[index]
    return tuple(budgets)


def _emphasised(moment: Moment, layer: int) -> set[int]:
    sources = moment.sizes[layer - 1]
    found: set[int] = set()
    for item in moment.emphasised:
        if item.kind is Kind.WEIGHT and item.layer == layer and item.source is not None:
            found.add(item.unit * sources + item.source)
        elif item.kind is Kind.A and item.layer == layer:
            found |= {item.unit * sources + k for k in range(min(sources, MOST_OF_ONE_NEURON))}
    return found


def weights_now(moment: Moment, layer: int) -> Array:
    """Return the weights as they are drawn: on their way from before to after in an update."""
    before, after = moment.trace.before.weights(layer), moment.trace.after.weights(layer)
    if moment.is_now(Scene.UPDATE, layer):
        way = eased(moment.travelled)
        return after if way >= 1 else before + way * (after - before)
    return after if moment.known(Kind.WEIGHT_AFTER, layer) else before


def edge_width(weight: float, largest: float, scale: float) -> float:
    """Return the width that means |w|."""
    return scale * (THINNEST + (THICKEST - THINNEST) * share(weight, largest))


@lru_cache(maxsize=4096)
def _colour(theme: Theme, negative: bool, amount: float) -> str:
    return blend(theme.negative if negative else theme.positive, theme.card, amount)


def edge_colour(theme: Theme, weight: float, relative: float, strong: bool) -> str:
    """Return the colour that means the sign of w, opaque, fainter for smaller weights."""
    most = STRONG if strong else PLAIN
    return _colour(
        theme, weight < 0, round(FAINTEST + (most - FAINTEST) * (0.4 + 0.6 * relative), 2)
    )


def is_connected(moment: Moment, line: Edge) -> bool:
    """Return whether an edge is selected or hovered, or leads to or from such a neuron."""
    return any(
        item == line.quantity
        or (item.kind in (Kind.A, Kind.BIAS) and (item.layer, item.unit) == (line.layer, line.unit))
        or (
            item.kind in (Kind.A, Kind.INPUT)
            and (item.layer, item.unit) == (line.layer - 1, line.source)
        )
        for item in moment.emphasised
    )


def lines_of(moment: Moment, edges: Sequence[Edge], layer: int) -> Picture:
    """Return the edges of one layer as they look now."""
    weights, largest = weights_now(moment, layer), moment.largest_weight
    active = moment.is_now(Scene.WEIGHTED_SUM, layer) or moment.is_now(Scene.UPDATE, layer)
    many = len(edges) > MANY
    thinning = 0.5 if many else 1.0
    values, emphasised, fades = weights.tolist(), moment.emphasised, moment.fades
    kind = Kind.WEIGHT_AFTER if moment.known(Kind.WEIGHT_AFTER, layer) else Kind.WEIGHT
    looks: dict[tuple[float, bool, bool, bool], tuple[float, str]] = {}
    lines, halos = [], []
    for item in edges:
        weight = values[item.unit][item.source]
        relative = share(weight, largest)
        is_told = not (moment.hides_some and moment.hides(replace(item.quantity, kind=kind)))
        if not is_told:
            weight, relative = 0.0, _NEUTRAL
        if many:
            relative = round(relative * 12) / 12  # few pens: see performance.md
        strong = active or bool(emphasised and is_connected(moment, item))
        look = relative, weight < 0, strong, is_told
        if look not in looks:
            width = edge_width(relative, 1.0, moment.scale) * thinning
            colour = moment.theme.control_edge
            if is_told:
                colour = edge_colour(moment.theme, weight, relative, strong)
            looks[look] = width, colour
        width, colour = looks[look]
        if emphasised and item.quantity in emphasised:
            halos.append(_halo(moment, item, width))
        if fades and moment.is_faded(item.quantity):
            colour = blend(colour, moment.theme.card, ASIDE)
        dash = Dash.DASHED if weight < 0 else Dash.SOLID
        lines.append(Stroke(item.x1, item.y1, item.x2, item.y2, width, colour, dash, item.quantity))
    if many and not emphasised:  # those of one pen are drawn at once
        lines.sort(key=lambda line: (line.width, line.dash is Dash.DASHED))
    return Picture(lines=(*halos, *lines))


def _halo(moment: Moment, item: Edge, width: float) -> Stroke:
    selected = item.quantity == moment.state.selected
    colour = blend(moment.theme.accent, moment.theme.card, 0.3 if selected else 0.15)
    return Stroke(item.x1, item.y1, item.x2, item.y2, width + 8 * moment.scale, colour)


def overlay(moment: Moment, edges: Sequence[Edge]) -> Picture:
    """Return the dotted lines that say which edges a backward beat is about, weakest first."""
    values = signals_of(moment)
    if values is None or moment.is_now(Scene.WEIGHTED_SUM):
        return Picture()
    largest = largest_signal(moment)
    lines = []
    for item in edges:
        value, hides = float(values[item.unit, item.source]), False
        if hides_signal(moment, item.layer, item.unit, item.source):
            value, hides = _NEUTRAL * largest, True
        if (value == 0 or value != value) and not hides:
            continue
        reach = SIGNAL_THICKEST - SIGNAL_THINNEST
        width = moment.scale * (SIGNAL_THINNEST + reach * share(value, largest) ** 0.5)
        width *= 0.5 if len(edges) > MANY else 1.0
        colour = moment.theme.text_soft if hides else moment.theme.gradient(value)
        if moment.fades and moment.is_faded(item.quantity):
            colour = blend(colour, moment.theme.card, ASIDE)
        lines.append(Stroke(item.x1, item.y1, item.x2, item.y2, width, colour, Dash.DOTTED))
    return Picture(lines=tuple(sorted(lines, key=lambda line: line.width)))
