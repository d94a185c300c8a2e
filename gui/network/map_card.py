"""The card of a neuron that holds a picture: the picture large, with axes, samples and numbers."""

from engine.text.numbers import short, shown_in_full, side_of_1
from engine.written.quantity import Kind, Quantity
from gui.draw.letters import LINE_HEIGHT, text_width
from gui.network.card import (
    AWAY,
    PADDING,
    REASON_WIDTH,
    SIZE,
    card,
    hint_of,
    rows,
    wrapped,
)
from gui.network.layout import Column, NetworkLayout
from gui.network.map_pictures import LayerPictures, height_of_curve, pictures
from gui.network.map_points import map_points
from gui.network.map_scales import MIDDLE, map_colours
from gui.network.map_texts import number_shown
from gui.network.marks import reason
from gui.network.moment import Moment
from gui.network.shapes import Picture, Plate, Raster, Rect, Stroke, Text
from gui.network.text import fitting
from gui.state.hiding.derived import told
from gui.state.inputs import derived as inputs_derived
from gui.words.batch import pooled_letter
from gui.words.catalog import say
from gui.words.maps import axis_names, plane_sentence

_SIDE, _FAIR, _LEAST = 210.0, 130.0, 110.0  # px at scale 1, of the picture
_AXIS, _BELOW = 42.0, 24.0  # beside and below it, for numbers and names
_BAR = 8.0  # the height of the scale of colours
_ENDS = 4  # significant digits of the numbers at the ends of axes and scales


def has_map(moment: Moment, layout: NetworkLayout, item: Quantity) -> bool:
    """Return whether an item is a neuron with a picture."""
    is_neuron = item.kind in (Kind.A, Kind.INPUT)
    return is_neuron and moment.is_mapped and layout.columns[item.layer].detail.has_pictures


def map_card(
    moment: Moment, item: Quantity, column: Column, at: tuple[float, float], bounds: Rect
) -> tuple[Picture, ...]:
    """Return the ground of the card for a neuron of a column, and what stands on it.

    It leaves the neuron free as far as it can. Where the bounds leave no room for a picture, it is
    the card that any item has, beside a point.
    """
    scale = moment.scale
    size, padding = SIZE * scale, PADDING * scale
    shown = pictures(moment, item.layer)
    axis, below, line = _AXIS * scale, _BELOW * scale, size * LINE_HEIGHT
    away = AWAY * scale / 2
    free = max(_free(column, item.unit, bounds, away))
    for terms in (True, False):
        words = _Words(moment, item, shown, size, terms)
        around = 3 * padding + axis + words.width
        beside = free - around
        if beside >= _SIDE * scale:
            break
    if beside < _LEAST * scale:  # there is no place where all of the neuron stays free
        beside = min(_FAIR * scale, bounds.width - around)
    room = min(bounds.height - 2 * padding - below - line, beside)
    if room < _LEAST * scale:
        return (card(moment, item, *at, bounds),)
    side = min(room, _SIDE * scale, max(bounds.height / 2, _LEAST * scale))
    width = side + axis + words.width + 3 * padding
    height = max(line + side + below, words.height) + 2 * padding
    left, top = _beside(column, item.unit, (width, height), bounds, away)
    ground = Plate(
        Rect(left, top, width, height),
        moment.theme.card,
        moment.theme.control_edge,
        1.2 * scale,
        6 * scale,
    )
    square = Rect(left + padding + axis, top + padding + line, side, side)
    picture = _large(moment, item, shown, square)
    return Picture(boxes=(ground,)), picture + words.at(square.right + padding, top + padding)


def _free(column: Column, unit: int, bounds: Rect, away: float) -> tuple[float, float]:
    """Return how much room there is on the left of a neuron, and on its right."""
    x, radius = column.xs[unit], column.radius + away
    return x - radius - bounds.x, bounds.right - x - radius


def _beside(
    column: Column, unit: int, size: tuple[float, float], bounds: Rect, away: float
) -> tuple[float, float]:
    """Return the left upper corner of a card beside a neuron, on the side with more room."""
    (width, height), radius = size, column.radius + away
    x, y = column.xs[unit], column.ys[unit]
    on_left, on_right = _free(column, unit, bounds, away)
    left = x + radius if on_right >= on_left else x - radius - width
    within = min(max(bounds.x, left), max(bounds.x, bounds.right - width))
    top = min(max(bounds.y, y - height / 2), max(bounds.y, bounds.bottom - height))
    return within, top


class _Words:
    """What is written beside the picture, and the scale of its colours."""

    def __init__(
        self, moment: Moment, item: Quantity, shown: LayerPictures, size: float, terms: bool
    ) -> None:
        """terms: whether numbers have what they are called beside their letters."""
        self._moment, self._item, self._shown, self._size = moment, item, shown, size
        state = moment.state
        number = number_shown(moment, item.layer, item.unit)
        own = moment.scope.address(number)
        letter = pooled_letter(moment.scope, own, state.view.notation)
        written = told(moment.state, number, shown_in_full(moment.value(number)))
        self._head = f"{letter} = {written}"
        self._rows = [
            row if terms else (row[0], row[2]) for row in rows(state, item) if row[0] != letter
        ]
        values = shown.values[item.unit]
        ends = [_bound(float(end), number.kind) for end in (values.min(), values.max())]
        plane = inputs_derived.input_plane(state)
        said = [
            plane_sentence(plane, inputs_derived.followed(state) + 1),
            _range_sentence(*ends),
            reason(moment, item),
            hint_of(state, item),
        ]
        room = REASON_WIDTH * moment.scale
        self._said = [line for sentence in said for line in wrapped(sentence, size, room)]
        self._gap = 10 * moment.scale
        self._columns = [
            max(text_width(text, size) + 2 for text in column) + self._gap
            for column in zip(*self._rows, strict=True)
        ]
        wide = text_width(self._head, 1.1 * size, bold=True) + 2, sum(self._columns) - self._gap
        self.width = max(*wide, *(text_width(line, size) + 2 for line in self._said), room / 2)
        lines = 2 + len(self._rows) + len(self._said)
        self.height = lines * size * 1.5 + (_BAR + 6) * moment.scale + size

    def at(self, left: float, top: float) -> Picture:
        """Return everything with its left upper corner at a place."""
        theme, size, line = self._moment.theme, self._size, 1.5 * self._size
        texts = [_line(self._head, left, top, 1.1 * size, theme.text, bold=True)]
        top += line
        for row in self._rows:
            x = left
            for index, text in enumerate(row):
                is_term = index == 1 < len(row) - 1
                colour = theme.text_soft if is_term else theme.text
                texts.append(_line(text, x, top, size, colour, italic=index == 0))
                x += self._columns[index]
            top += line
        top += line / 2
        for text in self._said:
            texts.append(_line(text, left, top, size, theme.text_soft))
            top += line
        return Picture(texts=tuple(texts)) + self._scale(left, top)

    def _scale(self, left: float, top: float) -> Picture:
        """Return the colours from one end of the scale to the other, with what they mean."""
        moment, scale, size = self._moment, self._shown.scale, 0.9 * self._size
        kind = number_shown(moment, self._item.layer, self._item.unit).kind
        colours = map_colours(moment.theme, kind is Kind.D_A)[: 2 * MIDDLE + 1]
        width, height = min(self.width, REASON_WIDTH * moment.scale), _BAR * moment.scale
        bar = Raster(Rect(left, top, width, height), len(colours), 1, colours.tobytes())
        texts = []
        for share, number in ((0.0, scale.low), (0.5, scale.middle), (1.0, scale.high)):
            text = short(number, _ENDS)
            wide = text_width(text, size) + 2
            x = left + share * (width - wide)
            texts.append(_line(text, x, top + height + 2, size, moment.theme.text_soft))
        return Picture(rasters=(bar,), texts=tuple(texts))


def _line(
    text: str,
    left: float,
    top: float,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    italic: bool = False,
) -> Text:
    width = text_width(text, size, bold) + 2
    return Text(text, Rect(left, top, width, size * LINE_HEIGHT), size, colour, bold, italic)


def _large(moment: Moment, item: Quantity, shown: LayerPictures, square: Rect) -> Picture:
    """Return the picture with a frame, the ends and names of its axes, and the samples."""
    theme, state, size = moment.theme, moment.state, 0.9 * SIZE * moment.scale
    plane, limits = inputs_derived.input_plane(state), inputs_derived.limits(state)
    raster = Raster(square, shown.columns, shown.rows, shown.pixels[item.unit])
    left, top, right, bottom = square.x, square.y, square.right, square.bottom
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    sides = zip(corners, corners[1:] + corners[:1], strict=True)
    frame = tuple(Stroke(*a, *b, moment.scale, theme.control_edge) for a, b in sides)
    names, line = axis_names(plane, state.document.experiment.data), size * LINE_HEIGHT
    texts = [*_across([*map(_end, limits[0])], names[0], square, bottom + 3, size, theme.text_soft)]
    ends = [(limits[-1][1], top), (limits[-1][0], bottom - line)]
    if len(limits) == 1:
        numbers = shown.scale.low, shown.scale.middle, shown.scale.high
        tops = (top + height_of_curve(at, shown.scale) * square.height for at in numbers)
        ends = [(at, y - line / 2) for at, y in zip(numbers, tops, strict=True)]
    for number, y in ends:
        text = _end(number)
        fitted = fitting([text], size, _AXIS * moment.scale - 3)[1]
        wide = text_width(text, fitted) + 2
        texts.append(_line(text, left - wide - 3, y, fitted, theme.text_soft))
    if len(names) > 1:
        texts.append(_line(names[1], left, top - line - 1, size, theme.text_soft))
    return Picture(lines=frame, texts=tuple(texts), rasters=(raster,)) + map_points(
        moment, item, shown, square
    )


def _across(
    ends: list[str], name: str, square: Rect, top: float, size: float, colour: str
) -> list[Text]:
    """Return the ends and the name below a picture."""
    wide = [text_width(text, size) + 2 for text in ends]
    room = square.width - sum(wide) - 12
    text, fitted = fitting([name, name.split(" ")[0]], size, room)
    middle = (square.x + wide[0] + square.right - wide[1]) / 2
    return [
        _line(ends[0], square.x, top, size, colour),
        _line(ends[1], square.right - wide[1], top, size, colour),
        _line(text, middle - text_width(text, fitted) / 2, top, fitted, colour),
    ]


def _range_sentence(low: str, high: str) -> str:
    if low == high:
        return say("maps.range-of-one", value=low, digits=_ENDS)
    return say("maps.range", low=low, high=high)


def _bound(value: float, kind: Kind) -> str:
    """Write the end of a range; an activation nearly 1 lies below 1, in however many digits."""
    is_nearly_1 = kind is Kind.A and side_of_1(value, _ENDS) is not None
    return short(float(round(value)) if is_nearly_1 else value, _ENDS, kind=kind)


def _end(number: float) -> str:
    return short(number, 3)
