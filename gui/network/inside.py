"""The activation inside a circle, as large as it fits."""

from engine.text.numbers import DASH
from gui.draw.letters import LINE_HEIGHT, text_width
from gui.look.theme import blend
from gui.network.fills import address, text_on
from gui.network.layout import ROWS, Column, Detail
from gui.network.moment import Moment
from gui.network.shapes import Rect, Text

SMALLEST_NUMBER = 7.0  # px at scale 1
EASILY_READ = 9.5
POWER = "×10"
_FEWEST = 2  # digits of an activation
_SHORT = "−0.00"  # a number of so many digits


def fit_inside(moment: Moment, column: Column) -> bool:
    """Return whether the activations of a layer can all be read inside their circles."""
    if column.detail > Detail.SIDE or column.detail.has_pictures:
        return False
    numbers = [address(column.layer, unit) for unit in range(len(column.ys))]
    digits = None if moment.sparing is None else _FEWEST  # a figure has no room for more
    texts = [moment.side_of_1(each) or moment.written(each, digits=digits) for each in numbers]
    smallest = min(_set_in_circle(moment, text, column)[1] for text in texts)
    least = max(SMALLEST_NUMBER * moment.scale, moment.least_type)
    return column.detail < Detail.SIDE or smallest >= least


def number_inside(moment: Moment, column: Column, unit: int, ground: str) -> tuple[Text, ...]:
    """Return the activation inside the circle, a power of ten on a line of its own."""
    quantity = address(column.layer, unit)
    text = moment.text(quantity)
    opacity = moment.opacity(quantity.kind, column.layer)
    colour = text_on(moment.theme, ground)
    if opacity < 1:
        colour = blend(colour, ground, opacity)
    lines, size = _set_in_circle(moment, text, column)
    for digits in range(moment.state.view.digits - 1, _FEWEST - 1, -1):
        if text == DASH or size >= max(EASILY_READ * moment.scale, moment.least_type):
            break  # fewer digits that can be read; all of them are in the panel and on hover
        text = moment.written(quantity, digits=digits)
        lines, size = _set_in_circle(moment, text, column)
    side_text = moment.side_of_1(quantity)
    if text != DASH and side_text and size < max(SMALLEST_NUMBER * moment.scale, moment.least_type):
        lines, size = _set_in_circle(moment, side_text, column)
    height = size * LINE_HEIGHT
    top = column.ys[unit] - height * len(lines) / 2
    side = 2 * column.radius - 2
    return tuple(
        Text(
            line,
            Rect(column.x - side / 2, top + i * height, side, height),
            size,
            colour,
            bold=_is_bold(moment, column),
            quantity=quantity,
        )
        for i, line in enumerate(lines)
    )


def _is_bold(moment: Moment, column: Column) -> bool:
    """Return whether a layer's numbers are bold: in a figure rather thin than too small to read."""
    has_room = text_width(_SHORT, moment.least_type, bold=True) <= _room(moment, column)
    return column.detail < Detail.DENSE and (moment.sparing is None or has_room)


def _room(moment: Moment, column: Column) -> float:
    return 1.86 * column.radius - 2 * moment.scale


def _set_in_circle(moment: Moment, text: str, column: Column) -> tuple[list[str], float]:
    wanted = moment.type_size(ROWS[column.detail].number)
    lines = [text]
    room, bold = _room(moment, column), _is_bold(moment, column)
    size = min(wanted, wanted * room / text_width(text, wanted, bold))
    if POWER in text and text != DASH and size < 0.9 * wanted:
        mantissa, power = text.split(POWER)
        lines = [mantissa, POWER + power]
        widest = max(text_width(line, wanted, bold) for line in lines)
        size = min(wanted * 0.92, wanted * 0.88 * room / widest)
    return lines, size
