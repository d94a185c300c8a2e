"""The neurons: circles or cells filled by their activation, ringed by their delta."""

from engine.story.beats import Scene
from engine.written.quantity import Kind, Quantity
from gui.draw.easing import eased
from gui.look.theme import blend
from gui.network.fills import address, fill
from gui.network.inside import fit_inside, number_inside
from gui.network.layout import Column, Detail, NetworkLayout
from gui.network.moment import ASIDE, Moment, Sparing
from gui.network.neuron_texts import Rooms, gives_way, narrowed, neuron_texts, side_texts
from gui.network.shapes import Dash, Disc, Picture, Plate, Text, centred, faded
from gui.network.shares import share
from gui.network.signals import bias_flash
from gui.network.text import NeuronText, TextPart

RING_THINNEST, RING_THICKEST = 1.4, 4.2
CLOSE_RING = 0.5  # rings are half as wide where texts stand close


def neurons(moment: Moment, layout: NetworkLayout, rooms: Rooms) -> Picture:
    """Return every neuron with its texts, which have these rooms."""
    boxes: list[Plate] = []
    discs: list[Disc] = []
    texts: list[Text] = []
    for column in layout.columns:
        if column.detail is Detail.CELLS:
            boxes += _cells(moment, column)
            continue
        inside = fit_inside(moment, column)
        for unit in range(len(column.ys)):
            part = _neuron(moment, column, unit, inside, rooms)
            if moment.is_aside(column.layer, unit):
                part = faded(part, moment.theme.card, ASIDE)
            boxes += part.boxes
            discs += part.discs
            texts += part.texts
    return Picture(boxes=tuple(boxes), discs=tuple(discs), texts=tuple(texts))


def _cells(moment: Moment, column: Column) -> list[Plate]:
    """Return a layer too large for circles: a block of cells in the order of its neurons."""
    theme, layer, side = moment.theme, column.layer, 2 * column.radius
    side -= 1 if column.radius > 1.5 else 0
    values = moment.trace.a(layer)[0].tolist()
    peak, grown = max(1.0, moment.peaks[layer]), _grown(moment, layer)
    boxes = []
    for unit, value in enumerate(values):
        quantity = address(layer, unit)
        shown = 0.0 if moment.hides(quantity) else grown
        colour = fill(theme, value, share(value, peak), shown)
        rim = theme.accent if quantity in moment.emphasised else None
        rect = centred(column.xs[unit], column.ys[unit], side, side)
        boxes.append(Plate(rect, colour, rim, moment.scale, 0.0, quantity))
    return boxes


def _neuron(moment: Moment, column: Column, unit: int, inside: bool, rooms: Rooms) -> Picture:
    theme, layer, x, y = moment.theme, column.layer, column.xs[unit], column.ys[unit]
    quantity = address(layer, unit)
    value, relative = _activation(moment, layer, unit)
    grown = 0.0 if moment.hides(quantity) else _grown(moment, layer)
    ground = fill(theme, value, relative, grown)
    filled = None if column.detail.has_pictures else ground
    active = moment.beat.scene in (Scene.INPUT, Scene.WEIGHTED_SUM, Scene.ACTIVATION)
    heavy = active and moment.beat.layer == layer
    edge_width = moment.scale * (2.0 if heavy else 1.2) * (0.7 if column.radius < 8 else 1)
    disc = Disc(x, y, column.radius, filled, theme.node_edge, edge_width, quantity=quantity)
    discs = (*_halo(moment, column, unit), *_ring(moment, column, unit), disc)
    texts = number_inside(moment, column, unit, ground) if inside else ()
    is_alone = moment.spares(Sparing.SPOKEN)  # no label is in need of room
    around = neuron_texts(moment, column, unit)
    if column.detail is Detail.SIDE:
        around += side_texts(moment, column, unit, None if inside else quantity)
    around = [
        narrowed(text, layer, unit, rooms)
        for text in around
        if is_alone or not gives_way(column, unit, text.part, moment.focus)
    ]
    pills = tuple(_pill(moment, layer, unit, t) for t in around if t.part is TextPart.BIAS)
    grounds = tuple(_card(moment, layer, unit, t) for t in around if t.part is TextPart.ACTIVATION)
    texts += tuple(_text(moment, layer, unit, t) for t in around)
    return Picture(boxes=pills + grounds, discs=discs, texts=texts)


def _activation(moment: Moment, layer: int, unit: int) -> tuple[float, float]:
    values = moment.trace.a(layer)[0]
    value = float(values[unit])
    return value, share(value, max(1.0, moment.peaks[layer]))


def _grown(moment: Moment, layer: int) -> float:
    kind = Kind.INPUT if layer == 0 else Kind.A
    if moment.reveals(kind, layer):
        return eased(moment.travelled)
    return 1.0 if moment.known(kind, layer) else 0.0


def _halo(moment: Moment, column: Column, unit: int) -> tuple[Disc, ...]:
    quantity = address(column.layer, unit)
    if quantity not in moment.emphasised:
        return ()
    selected = quantity == moment.state.selected
    colour = blend(moment.theme.accent, moment.theme.card, 0.3 if selected else 0.15)
    reach = moment.scale * 8 if column.radius > 8 * moment.scale else column.radius
    return (_around(column, unit, column.radius + reach, colour),)


def _ring(moment: Moment, column: Column, unit: int) -> tuple[Disc, ...]:
    """Return the ring that means dC/dz, growing to its true width while it is computed."""
    layer = column.layer
    if layer == 0:
        return ()
    forming = moment.is_now(Scene.DELTA, layer)
    if not forming and not moment.known(Kind.DELTA, layer):
        return ()
    of = Quantity(Kind.DELTA, layer, unit)
    delta = moment.value(of)
    grown = eased(moment.travelled) if forming else 1.0
    relative = 0.0 if moment.hides(of) else share(delta, moment.largest_delta)
    if (relative == 0 and not moment.hides(of)) or grown == 0:
        return ()
    small = min(1.0, column.radius / (16 * moment.scale))
    if column.detail >= Detail.DENSE:
        small = min(small, CLOSE_RING)
    widest = RING_THINNEST + (RING_THICKEST - RING_THINNEST) * relative**0.5
    width = moment.scale * small * widest * grown
    radius = column.radius + moment.scale * small * 1.8 + width / 2
    is_dashed = delta < 0 and column.detail >= Detail.DENSE and not moment.hides(of)
    dash = Dash.DASHED if is_dashed else Dash.SOLID
    colour = moment.gradient_ink(of)
    return (
        _around(column, unit, radius + width / 2, moment.theme.card),
        Disc(column.x, column.ys[unit], radius, None, colour, width, dash),
    )


def _around(column: Column, unit: int, radius: float, colour: str) -> Disc:
    """Return a larger disc behind a neuron; of a picture, which it would hide, what is around."""
    if not column.detail.has_pictures:
        return Disc(column.x, column.ys[unit], radius, colour)
    width = radius - column.radius
    return Disc(column.x, column.ys[unit], column.radius + width / 2, None, colour, width)


def _text(moment: Moment, layer: int, unit: int, item: NeuronText) -> Text:
    theme, kind = moment.theme, item.number.kind if item.number else None
    quantity = address(layer, unit)
    ground: str | None = theme.card
    if item.part is TextPart.HEAD and item.number is not None:
        colour = moment.gradient_ink(item.number) if kind is Kind.D_A else theme.text
    elif item.part is TextPart.HEAD:
        shown = Kind.A_AFTER if moment.is_now(Scene.LOSS_AFTER, layer) else Kind.Z
        colour = theme.text_soft
        if layer > 0 and moment.known(shown, layer):
            colour = moment.faded(colour, shown, layer)
    elif item.part is TextPart.BIAS:
        quantity, ground = Quantity(Kind.BIAS, layer, unit), None
        colour = _bias_tint(moment, layer, unit)
        colour = theme.negative_text if colour == theme.negative else colour
    elif item.part is TextPart.ACTIVATION:
        ground, colour = None, theme.text
    elif item.part is TextPart.COLUMN:
        colour = theme.text_soft
    else:
        assert item.number is not None
        assert kind is not None
        colour = moment.faded(moment.gradient_ink(item.number), kind, layer)
        if item.part is TextPart.BIAS_SLOPE:
            quantity = Quantity(Kind.BIAS, layer, unit)
    bold = item.part in (TextPart.SLOPE, TextPart.BIAS_SLOPE)
    italic = item.part is TextPart.HEAD
    return Text(item.text, item.rect, item.size, colour, bold, italic, ground, quantity)


def _bias_tint(moment: Moment, layer: int, unit: int) -> str:
    """Return the colour of the sign that a bias has now."""
    after = moment.known(Kind.BIAS_AFTER, layer)
    now = Quantity(Kind.BIAS_AFTER if after else Kind.BIAS, layer, unit)
    return moment.theme.text_soft if moment.hides(now) else moment.theme.value(moment.value(now))


def _pill(moment: Moment, layer: int, unit: int, item: NeuronText) -> Plate:
    """Return the ground of a bias, its rim lit by the sign of its gradient when that is new."""
    theme, quantity = moment.theme, Quantity(Kind.BIAS, layer, unit)
    tint = _bias_tint(moment, layer, unit)
    rim, width = blend(tint, theme.card, 0.4), 1.0
    lit = bias_flash(moment, layer) if moment.is_now(Scene.BIAS_GRADIENT, layer) else 0.0
    if lit > 0:
        slope = moment.gradient(Quantity(Kind.D_BIAS, layer, unit))
        rim, width = blend(moment.gradient_ink(slope), rim, lit), 1.0 + 1.2 * lit
    if quantity in moment.emphasised:
        rim, width = theme.accent, 2.0
    inside = blend(tint, theme.card, 0.09)
    return Plate(item.rect, inside, rim, width * moment.scale, item.rect.height / 2, quantity)


def _card(moment: Moment, layer: int, unit: int, item: NeuronText) -> Plate:
    theme = moment.theme
    return Plate(item.rect, theme.label_ground, theme.grid, moment.scale, 3, address(layer, unit))
