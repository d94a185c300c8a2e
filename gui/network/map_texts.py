"""The texts at a neuron that holds a picture: its number at the sample followed, and its bias."""

from functools import lru_cache
from math import inf

from msgspec.structs import replace

from engine.written.quantity import Kind, Quantity
from gui.draw.letters import LINE_HEIGHT, text_width
from gui.network.fills import address
from gui.network.layout import ROWS, Column, Detail
from gui.network.moment import Moment
from gui.network.naming import ARROW, Written, bare, bias_text, unit_name
from gui.network.reserve import reserved
from gui.network.shapes import Rect
from gui.network.text import (
    RING_ROOM,
    NeuronText,
    TextPart,
    column_name,
    fitting,
    placed,
)
from gui.state.choices import NeuronContent
from gui.words.batch import pooled_text

_PADDING = 5.0  # px at scale 1, in the pill of a bias
_FEWEST = 2  # digits
_SMALLEST, _SMALLEST_BIAS = 7.0, 5.5  # sizes of text below which none is written
_SQUEEZED = 0.8  # times its usual size a number may be set
_LINES = 2.25  # of text: with less from neuron to neuron, biases are left out
_GAP = 1.5  # between the two lines on the right, where an edge may pass
_NAME_SHARE = 0.6  # likewise of what an input is called, which stands beside few labels
_SHARE = 0.55  # of the way to the next pictures, at most for texts: labels stand there too


def number_text(moment: Moment, layer: int, unit: int, size: float, room: float) -> str:
    """Return the number of a neuron at the sample that is followed, as much as there is room for.

    How it is written depends on how wide numbers may become, not on how wide they are: alike in all
    neurons of a layer and in all steps. It stands there at every moment: the picture has shown it
    as soon as there are weights.
    """
    number, lead = number_shown(moment, layer, unit), _lead(moment, layer, unit)
    is_slope = number.kind is Kind.D_A
    widest = lead.replace(moment.mark, _widest_mark(moment)) if moment.mark else lead
    widest += reserved(number.kind, moment.state.view.digits, signed=True)
    if text_width(pooled_text(moment.scope, widest, number.kind), size) <= room:
        written = moment.written(number, sign=is_slope)
        return pooled_text(moment.scope, lead + written, number.kind)
    fewer = _digits(number.kind, moment.state.view.digits, size, room)
    return moment.written(number, sign=is_slope, digits=fewer)


def _lead(moment: Moment, layer: int, unit: int) -> str:
    """Return what stands before a number."""
    whole = unit_name(moment, layer, unit).removesuffix(moment.mark)
    letter = (whole if layer == moment.depth else bare(address(layer, unit))) + moment.mark
    is_slope = number_shown(moment, layer, unit).kind is Kind.D_A
    return f"∂C{moment.mark}/∂{letter} = " if is_slope else f"{letter} = "


def _widest_mark(moment: Moment) -> str:
    """Return the index of the last sample, which needs the most room."""
    return f"[{len(moment.state.document.experiment.data.inputs)}]"


@lru_cache(maxsize=64)
def _digits(kind: Kind, most: int, size: float, room: float) -> int:
    """Return how many digits of a number that stands alone there is room for."""
    tried = range(most, _FEWEST - 1, -1)
    fits = (n for n in tried if text_width(reserved(kind, n, signed=True), size) <= room)
    return next(fits, _FEWEST)


def number_shown(moment: Moment, layer: int, unit: int) -> Quantity:
    """Return the number that a picture has at the sample that is followed."""
    if layer == 0 or moment.state.view.neurons is NeuronContent.MAPS:
        return address(layer, unit)
    return Quantity(Kind.D_A, layer, unit)


def at_picture(moment: Moment, column: Column, unit: int) -> list[NeuronText]:
    """Return the number and the bias: above and below the picture, or one over the other beside."""
    beside = column.detail is Detail.PICTURED
    return (_beside if beside else _around)(moment, column, unit)


def _around(moment: Moment, column: Column, unit: int) -> list[NeuronText]:
    layer, scale = column.layer, moment.scale
    x, y, size = column.x, column.ys[unit], scale * ROWS[column.detail].text
    line, off = size * LINE_HEIGHT, column.radius + scale * RING_ROOM
    text, fitted = _fitting_number(moment, layer, unit, size, column.room)
    number = number_shown(moment, layer, unit)
    found = [placed(TextPart.HEAD, Written(text, number), fitted, x, y - off - line / 2 + scale)]
    below = y + off + line / 2 - scale
    if layer == 0:
        room = min(2 * x - 4 * scale, column.room)
        around = ROWS[column.detail].above + ROWS[column.detail].below
        rows = 2 if _pitch(column) >= 2 * column.radius + around * scale + line else 1
        return [*found, *column_name(moment, unit, size, x, below, room, rows)]
    if moment.has_bias(layer):
        bias, fitted, width = _bias(moment, layer, unit, size - scale, column.room)
        height = fitted * LINE_HEIGHT + 2 * scale
        rect = Rect(x - width / 2, y + off - scale, width, height)
        found.append(NeuronText(TextPart.BIAS, bias, fitted, rect))
    return found


def _beside(moment: Moment, column: Column, unit: int) -> list[NeuronText]:
    layer, scale = column.layer, moment.scale
    size = scale * ROWS[column.detail].text
    left, y = column.x + column.radius + scale * RING_ROOM, column.ys[unit]
    room = _SHARE * (column.room - 2 * column.radius)
    number = number_shown(moment, layer, unit)
    if not _has_room(number.kind, _SMALLEST * scale, room):
        return []  # all is in the card of the neuron
    text, fitted = _fitting_number(moment, layer, unit, size, room)
    width, line = text_width(text, fitted) + 2, fitted * LINE_HEIGHT
    has_more = layer > 0 and moment.has_bias(layer) and _pitch(column) >= _LINES * line
    top = y - scale * _GAP / 2 - line if has_more else y - line / 2
    found = [NeuronText(TextPart.HEAD, text, fitted, Rect(left, top, width, line), number, True)]
    below = y + scale * _GAP / 2
    if has_more:
        bias, fitted, width = _bias(moment, layer, unit, size - scale, room)
        rect = Rect(left, below, width, fitted * LINE_HEIGHT + scale)
        if _has_room(Kind.BIAS, _SMALLEST_BIAS * scale, room - 2 * _PADDING * scale):
            found.append(NeuronText(TextPart.BIAS, bias, fitted, rect, keeps_left=True))
    elif layer == 0 and _pitch(column) >= _LINES * line:
        room *= _NAME_SHARE / _SHARE
        rows = 2 if _pitch(column) >= _LINES * line + line else 1
        found += column_name(moment, unit, size - scale, 0.0, 0.0, room, rows)
        top = y - len(found) * line / 2
        places = ((left, top + row * line) for row in range(len(found)))
        moved = zip(found, places, strict=True)
        found = [replace(t, rect=replace(t.rect, x=x, y=y)) for t, (x, y) in moved]
    return found


def _has_room(kind: Kind, size: float, room: float) -> bool:
    """Return whether numbers of a kind have room in few digits, whatever they are just now."""
    return text_width(reserved(kind, _FEWEST, signed=True), size) <= room


def _pitch(column: Column) -> float:
    return column.ys[1] - column.ys[0] if len(column.ys) > 1 else inf


def _fitting_number(
    moment: Moment, layer: int, unit: int, size: float, room: float
) -> tuple[str, float]:
    """Return the number and its size; much too long a one says on which side of 1 it lies."""
    text = number_text(moment, layer, unit, size, room)
    side = moment.side_of_1(number_shown(moment, layer, unit))
    too_long = _SQUEEZED * text_width(text, size) > room
    return fitting([side if side and too_long else text], size, room)


def _bias(
    moment: Moment, layer: int, unit: int, size: float, room: float
) -> tuple[str, float, float]:
    """Return what stands in the pill of a bias, how large, and how wide the pill is.

    Where there is room for a number alone, it stands alone in all pills of the layer.
    """
    padding, digits = 2 * _PADDING * moment.scale, moment.state.view.digits
    text = bias_text(moment, layer, unit, brief=True)
    widest = f"b = {reserved(Kind.BIAS, digits, signed=True)}"
    if text_width(widest, size) > room - padding:
        kind = Kind.BIAS_AFTER if ARROW in text else Kind.BIAS
        fewer = _digits(Kind.BIAS, digits, size, room - padding)
        text = moment.written(Quantity(kind, layer, unit), digits=fewer)
    text, fitted = fitting([text], size, room - padding)
    return text, fitted, text_width(text, fitted) + padding
