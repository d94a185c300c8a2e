"""The texts around a neuron: which there are at its level of detail, and where."""

from collections.abc import Mapping

from msgspec.structs import replace

from engine.text.numbers import DASH
from engine.written.quantity import Kind, Quantity
from gui.draw.letters import LINE_HEIGHT, text_width
from gui.network.layout import ROWS, Column, Detail
from gui.network.moment import Moment, Sparing
from gui.network.naming import (
    Derivative,
    Written,
    bare,
    bias_number,
    bias_slope_text,
    bias_text,
    head_texts,
    slope_text,
    unit_name,
)
from gui.network.shapes import Rect, centred
from gui.network.text import (
    RING_ROOM,
    NeuronText,
    TextPart,
    column_name,
    fitting,
    of_one_form,
    placed,
)

PILL_PADDING = 7.0
SMALLEST_BESIDE = 6.5
_LEAST_BIAS = 5.0
USUAL = "−0.0000"  # a number of the usual length: a layer shows all its numbers or none
OUTPUT = "−0.00000"  # an output, which nothing follows
ROOMY, SMALLEST_SHARE = 195.0, 0.88  # in narrower columns letters become smaller, down to this


Rooms = Mapping[tuple[int, int, TextPart], float]
"""How wide the texts of a layer's neuron may be, so that they lie on nothing."""


def neuron_texts(moment: Moment, column: Column, unit: int) -> list[NeuronText]:
    """Return the texts around a neuron known now, of a reserving moment all there will be."""
    if column.detail in (Detail.FULL, Detail.COMPACT):
        return _stacked(moment, column, unit)
    if column.detail is Detail.DENSE:
        return _in_one_row(moment, column, unit)
    if column.detail.has_pictures:
        from gui.network.map_texts import at_picture  # only where pictures are asked for

        return at_picture(moment, column, unit)
    return []


def gives_way(column: Column, unit: int, part: TextPart, focus: Quantity | None) -> bool:
    """Return whether a text beside a neuron leaves its place to labels of the one in focus.

    Those of its layer do, and biases on the left of the next: nothing of its edges is computed
    from them.
    """
    if focus is None or column.detail not in (Detail.SIDE, Detail.PICTURED):
        return False
    if column.layer == focus.layer:
        return unit != focus.unit
    return (
        column.detail is Detail.SIDE and column.layer == focus.layer + 1 and part is TextPart.BIAS
    )


def narrowed(text: NeuronText, layer: int, unit: int, rooms: Rooms) -> NeuronText:
    """Return a text that is squeezed if it is wider than its room."""
    rect = text.rect
    room = rooms.get((layer, unit, text.part), rect.width)
    if rect.width <= room:
        return text
    x = rect.x if text.keeps_left else rect.x + (rect.width - room) / 2
    return replace(text, rect=Rect(x, rect.y, room, rect.height))


def _stacked(moment: Moment, column: Column, unit: int) -> list[NeuronText]:
    layer, scale = column.layer, moment.scale
    x, y = column.x, column.ys[unit]
    narrow = min(1.0, max(SMALLEST_SHARE, column.room / (ROOMY * scale)))
    size = moment.type_size(ROWS[column.detail].text * narrow)
    line = size * LINE_HEIGHT
    choices = head_texts(moment, layer, unit)
    text, fitted = fitting(choices, size, column.room)
    above = y - column.radius - scale * RING_ROOM - line / 2 + scale
    head = placed(TextPart.HEAD, Written(text), fitted, x, above)
    if moment.reserving:  # for the longest of which there is room at some moment
        width = min(text_width(choices[0], size) + 2, column.room)
        head = replace(head, rect=centred(x, above, width, head.rect.height))
    found = [head]
    if layer == 0:
        below = y + column.radius + scale * RING_ROOM + line / 2 - scale
        return [*found, *column_name(moment, unit, size, x, below, 2 * x - 4 * scale)]
    small = max(size - scale, moment.least_type)
    below = y + column.radius + scale * RING_ROOM
    is_spoken = moment.spares(Sparing.SPOKEN)  # one line, of what is spoken of
    if moment.writes_bias(layer, unit):
        pill_height, around = small * LINE_HEIGHT + 3 * scale, 2 * PILL_PADDING * scale
        pill, fitted = _bias(moment, column, unit, small, column.room - around)
        if pill:
            width = text_width(pill, fitted) + around
            rect = centred(x, below + pill_height / 2, width, pill_height)
            found.append(NeuronText(TextPart.BIAS, pill, fitted, rect))
            below += pill_height + scale
    below += line / 2
    rows: list[tuple[TextPart, Derivative]] = []
    if not (found[1:] and is_spoken):
        rows.append((TextPart.SLOPE, slope_text))
    if column.detail is Detail.FULL and moment.writes_bias(layer, unit) and not is_spoken:
        rows.append((TextPart.BIAS_SLOPE, bias_slope_text))
    for part, write in rows:
        written = write(moment, layer, unit)
        text = "" if written is None else _derivative(moment, column, unit, small, write)
        if written is not None and text:
            _, fitted = fitting([text], small, column.room, bold=True)
            written = replace(written, text=text)
            found.append(placed(part, written, fitted, x, below, bold=True))
        below += small * LINE_HEIGHT + scale
    return found


def _derivative(moment: Moment, column: Column, unit: int, size: float, write: Derivative) -> str:
    """Return what is written below a neuron, in a figure "" where its layer could not be read."""

    def text(moment: Moment, layer: int, unit: int, digits: int | None = None) -> str:
        written = write(moment, layer, unit, digits)
        return "" if written is None else written.text

    if moment.sparing is None or moment.reserving:  # room is kept even where it is scarce
        return text(moment, column.layer, unit)
    texts = of_one_form(moment, column, size, column.room, 0.0, text, fewest=3, bold=True)
    return texts[unit] if texts else ""


def _bias(moment: Moment, column: Column, unit: int, size: float, room: float) -> tuple[str, float]:
    """Return what stands in the pill of a bias, and its size: of one form in a layer.

    "" where nothing could be read: then it is in the card of the neuron.
    """
    layer, units = column.layer, range(len(column.ys))
    for brief in (False, True):
        texts = [bias_text(moment, layer, each, brief=brief) for each in units]
        widest = max(text_width(text, size) for text in texts)
        if widest <= room:
            return texts[unit], size
    texts = of_one_form(moment, column, size, room, SMALLEST_BESIDE, _brief)
    if not texts:  # its place and its colour tell what it is
        texts = of_one_form(moment, column, size, room, _LEAST_BIAS, bias_number)
    return fitting([texts[unit]], size, room) if texts else ("", size)


def _in_one_row(moment: Moment, column: Column, unit: int) -> list[NeuronText]:
    """Return the name and the bias, if there is one, below the neuron, side by side."""
    layer, scale = column.layer, moment.scale
    size = moment.type_size(ROWS[column.detail].text)
    y = column.ys[unit] + column.radius + 4.5 * scale + size * LINE_HEIGHT / 2
    letter = unit_name(moment, layer, unit)
    if moment.depth == 2 and layer == 1:  # there is but one of this letter
        letter = bare(Quantity(Kind.A, layer, unit)) + moment.mark
    if layer == 0:
        return _input_in_one_row(moment, column, unit, letter, size, y)
    if not moment.writes_bias(layer, unit):
        size *= min(1.0, column.room / text_width(letter, size))
        return [placed(TextPart.HEAD, Written(letter), size, column.x, y)]
    gap, padding = 4 * scale, 5 * scale
    around = text_width(letter, size) + gap + 2 * padding
    biases = of_one_form(moment, column, size, column.room, SMALLEST_BESIDE, _brief, around)
    if not biases:  # in the whole layer
        letter, gap, around = "", 0.0, 2 * padding
        biases = of_one_form(moment, column, size, column.room, _LEAST_BIAS, bias_number, around)
    if not biases:
        return []  # nothing could be read: all is in the card of the neuron
    bias = biases[unit]
    whole = around + text_width(bias, size)
    shrunk = min(1.0, column.room / whole)
    size, gap, padding, whole = size * shrunk, gap * shrunk, padding * shrunk, whole * shrunk
    left = column.x - whole / 2
    head_width = text_width(letter, size)
    head = Rect(left, y - size * LINE_HEIGHT / 2, head_width, size * LINE_HEIGHT)
    height = size * LINE_HEIGHT + 2 * scale
    pill = Rect(left + head_width + gap, y - height / 2, whole - head_width - gap, height)
    texts = [NeuronText(TextPart.HEAD, letter, size, head)] if letter else []
    return [*texts, NeuronText(TextPart.BIAS, bias, size, pill)]


def _brief(moment: Moment, layer: int, unit: int, digits: int | None) -> str:
    return bias_text(moment, layer, unit, brief=True, digits=digits)


def _input_in_one_row(
    moment: Moment, column: Column, unit: int, letter: str, size: float, y: float
) -> list[NeuronText]:
    """Return the letter of an input and beside it what the data call it."""
    x, gap, width = column.x, 4 * moment.scale, text_width(letter, size) + 2
    named = column_name(moment, unit, size, x, y, 2 * x - width - gap - 4 * moment.scale)
    whole = width + sum(gap + each.rect.width for each in named)
    head = placed(TextPart.HEAD, Written(letter), size, x - (whole - width) / 2, y)
    right = x + whole / 2
    return [head, *(replace(n, rect=replace(n.rect, x=right - n.rect.width)) for n in named)]


def side_texts(
    moment: Moment, column: Column, unit: int, activation: Quantity | None
) -> list[NeuronText]:
    """Return the bias on the left of a neuron, and on the right what does not fit inside it."""
    layer, scale = column.layer, moment.scale
    size = moment.type_size(ROWS[column.detail].text)
    y, off, padding = column.ys[unit], column.radius + 5 * scale, 3 * scale
    free = column.room - 2 * off
    height = size * LINE_HEIGHT
    beside = 0.0
    found = []
    if activation is not None:
        room = column.room / 2 - off if layer == moment.depth else free
        if moment.sparing is not None and layer == moment.depth:  # where room is kept free
            room = 0.0 if moment.spares(Sparing.OUTPUTS) else text_width(OUTPUT, size) + 2 * padding
        choices = [moment.text(activation)]
        if choices != [DASH] and moment.spares(Sparing.SPOKEN):  # fewer digits that can be read
            choices += [moment.written(activation, digits=digits) for digits in (3, 2)]
        if choices != [DASH] and (side := moment.side_of_1(activation)) is not None:
            choices.append(side)
        text, fitted = fitting(choices, size, room - 2 * padding)
        beside = text_width(USUAL, size) + 2 * padding
        rect = Rect(column.x + off, y - height / 2, text_width(text, fitted) + 2 * padding, height)
        if text_width(USUAL, SMALLEST_BESIDE * scale) <= room - 2 * padding:
            found.append(NeuronText(TextPart.ACTIVATION, text, fitted, rect))
    if layer == 0:
        room = column.x - off - 3 * scale
        for named in column_name(moment, unit, size, 0.0, y, room):
            left = column.x - off - named.rect.width
            found.append(replace(named, rect=replace(named.rect, x=left)))
    if layer > 0 and moment.writes_bias(layer, unit):
        bias = bias_text(moment, layer, unit, brief=True)
        text, fitted = fitting([bias], size, free - beside - 2 * padding)
        width = text_width(text, fitted) + 2 * padding
        rect = Rect(column.x - off - width, y - height / 2, width, height)
        if fitted >= SMALLEST_BESIDE * scale and free > beside:
            found.append(NeuronText(TextPart.BIAS, text, fitted, rect))
    return found
