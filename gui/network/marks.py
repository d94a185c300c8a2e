"""The signs at neurons that let no gradient through, with the reason in a sentence."""

from functools import lru_cache
from math import sqrt

from msgspec.structs import replace

from engine.backprop import LayerTrace
from engine.functions.activation import Activation
from engine.saturation import LayerSaturation, Stuck, layer_saturation
from engine.text.covered import covered
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.network.fills import address
from gui.network.layout import Column, Detail, NetworkLayout
from gui.network.moment import ASIDE, Moment
from gui.network.shapes import Disc, Picture, Plate, Text, centred, faded
from gui.words.catalog import say_count

SIGNS = {Stuck.SATURATED: "S", Stuck.DEAD: "†"}
SMALLEST_WITH_SIGN = 9.0  # px at scale 1, of a neuron: on a smaller one stands a bar or a cross
_IN_BADGE = 0.65  # of its radius, a sign that is no letter
SMALLEST, LARGEST = 4.8, 7.5  # px at scale 1, the radius of a badge


@lru_cache(maxsize=16)
def _found(activation: Activation, layer: LayerTrace) -> LayerSaturation:
    return layer_saturation(activation, layer)


def saturation_of(moment: Moment, layer: int) -> LayerSaturation | None:
    """Return which neurons of a layer are stuck, None while their activations are not known."""
    if layer == 0 or not moment.known(Kind.A, layer):
        return None
    plan = moment.state.document.experiment.network.layers[layer - 1]
    return _found(plan.activation, moment.scope.step.layers[layer - 1])


def marks(moment: Moment, layout: NetworkLayout) -> Picture:
    """Return a sign at every saturated neuron and every dead relu that is drawn as a circle."""
    whole = Picture()
    for column in layout.columns:
        found = saturation_of(moment, column.layer)
        if found is None or column.detail is Detail.CELLS:
            continue
        for unit, kind in enumerate(found.kinds):
            if kind is not None:
                is_large = column.radius >= SMALLEST_WITH_SIGN * moment.scale
                mark = (_badge if is_large else _bars)(moment, column, unit, kind)
                if moment.is_aside(column.layer, unit):
                    mark = faded(mark, moment.theme.card, ASIDE)
                whole += mark
    return whole


def badge_place(column: Column, unit: int, scale: float) -> tuple[float, float, float]:
    """Return the middle and radius of a neuron's badge: room is kept for it, stuck or not."""
    radius = min(max(0.3 * column.radius, SMALLEST * scale), LARGEST * scale)
    off = (column.radius + scale) / sqrt(2)
    return column.x + off, column.ys[unit] - off, radius


def _badge(moment: Moment, column: Column, unit: int, kind: Stuck) -> Picture:
    """Return a small disc with a sign, on the rim of the neuron to the upper right."""
    theme, scale, quantity = moment.theme, moment.scale, address(column.layer, unit)
    x, y, radius = badge_place(column, unit, scale)
    colour = moment.faded(theme.text, Kind.A, column.layer)
    disc = Disc(x, y, radius, theme.card, colour, 1.3 * scale, quantity=quantity)
    rect, size = centred(x, y, 1.7 * radius, 1.9 * radius), 1.5 * radius
    if round(size) < moment.least_type:  # a figure leaves such text out
        return Picture(discs=(disc,), boxes=_shapes(x, y, _IN_BADGE * radius, scale, kind, colour))
    text = Text(SIGNS[kind], rect, size, colour, bold=True, quantity=quantity)
    return Picture(discs=(disc,), texts=(text,))


def _bars(moment: Moment, column: Column, unit: int, kind: Stuck) -> Picture:
    """Return a bar across a tiny neuron that is saturated, a dagger across a dead one."""
    colour = moment.faded(moment.theme.text, Kind.A, column.layer)
    place = column.x, column.ys[unit], column.radius
    return Picture(boxes=_shapes(*place, moment.scale, kind, colour))


def _shapes(
    x: float, y: float, radius: float, scale: float, kind: Stuck, colour: str
) -> tuple[Plate, ...]:
    """Return a bar for a saturated neuron, a dagger for a dead one, in a circle."""
    thin = max(0.4 * radius, scale)
    shapes = [centred(x, y, 1.5 * radius, thin)]
    if kind is Stuck.DEAD:
        shapes = [centred(x, y, thin, 2 * radius), centred(x, y - radius / 3, 1.4 * radius, thin)]
    return tuple(Plate(rect, colour) for rect in shapes)


def reason(moment: Moment, item: Quantity) -> str:
    """Say in a sentence why a neuron lets no gradient through, "" if it does."""
    found = saturation_of(moment, item.layer) if item.kind is Kind.A else None
    kind = found.kinds[item.unit] if found else None
    if found is None or kind is None:
        return ""
    samples = moment.scope.samples
    number = short(float(found.numbers[item.unit]), moment.state.view.digits)
    if moment.hides(replace(item, kind=Kind.Z)):
        number = covered(number)
    if kind is Stuck.DEAD:
        return say_count("stuck.dead", samples, z=number)
    activation = moment.state.document.experiment.network.layers[item.layer - 1].activation
    slope = f"{activation.written.letter}′(z)"
    steepest = short(activation.steepest or 0.0)
    return say_count("stuck.saturated", samples, slope=slope, value=number, most=steepest)
