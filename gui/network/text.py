"""A line of text in the drawing of the network: its place and its size."""

from collections.abc import Callable, Sequence
from enum import Enum, auto

from msgspec import Struct

from engine.written.quantity import Quantity
from gui.draw.letters import LINE_HEIGHT, text_width
from gui.network.layout import Column
from gui.network.moment import Moment, Sparing
from gui.network.naming import Written
from gui.network.shapes import Rect, Text, centred
from gui.words.functions import input_column

LEAST_NAME = 0.85  # times the usual size
_BREAKS = " _-"  # behind which a name goes on in the next line, as behind Chinese characters
_CHINESE = "\u2e80"
RING_ROOM = 7.0  # between the rim of a neuron and its texts


class TextPart(Enum):
    """What a text around a neuron says."""

    HEAD = auto()
    BIAS = auto()
    SLOPE = auto()
    BIAS_SLOPE = auto()
    ACTIVATION = auto()
    COLUMN = auto()


class NeuronText(Struct, frozen=True):
    """A text with its place; `number` is the quantity it shows where that is computed.

    keeps_left: whether it begins at the same place however wide it is.
    """

    part: TextPart
    text: str
    size: float
    rect: Rect
    number: Quantity | None = None
    keeps_left: bool = False


def fitting(
    choices: Sequence[str], size: float, room: float, bold: bool = False
) -> tuple[str, float]:
    """Return the first text that fits and its size; else the last one, made smaller."""
    for text in choices:
        if text_width(text, size, bold) <= room:
            return text, size
    last = choices[-1]
    return last, size * min(1.0, room / max(text_width(last, size, bold), 1e-9))


def of_one_form(
    moment: Moment,
    column: Column,
    size: float,
    room: float,
    least: float,
    write: Callable[[Moment, int, int, int | None], str],
    around: float = 0.0,
    *,
    fewest: int = 2,
    bold: bool = False,
) -> list[str]:
    """Return the numbers of a layer, in a figure with so few digits that all of them have room.

    write: of a neuron, in so many digits; around: what else has to have room, at this size; least:
    to what both may shrink at scale 1; fewest: digits. [] where not all of them could be read.
    """
    wanted = moment.state.view.digits
    fewest = wanted if moment.sparing is None else min(fewest, wanted)
    smallest = max(least * moment.scale, moment.least_type)
    for digits in range(wanted, fewest - 1, -1):
        found = [write(moment, column.layer, unit, digits) for unit in range(len(column.ys))]
        widest = max(text_width(text, size, bold) for text in found)
        if size * room >= smallest * (around + widest):
            return found
    return []


def line_rect(text: str, x: float, y: float, size: float, bold: bool = False) -> Rect:
    """Return the rectangle of a text centred on a point."""
    return centred(x, y, text_width(text, size, bold) + 2, size * LINE_HEIGHT)


def line(
    text: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    italic: bool = False,
    ground: str | None = None,
) -> Text:
    """Return a text centred on a point."""
    rect = line_rect(text, x, y, size, bold)
    return Text(text, rect, size, colour, bold, italic, ground)


def elided(text: str, size: float, room: float) -> str:
    """Return a text cut short with an ellipsis if it is wider than its room, "" if none is left."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…" if text else ""


def placed(
    part: TextPart, written: Written, size: float, x: float, y: float, *, bold: bool = False
) -> NeuronText:
    width = text_width(written.text, size, bold) + 2
    return NeuronText(
        part, written.text, size, centred(x, y, width, size * LINE_HEIGHT), written.number
    )


def column_name(
    moment: Moment, unit: int, size: float, x: float, y: float, room: float, rows: int = 1
) -> list[NeuronText]:
    """Return what the data call an input: with the others a little smaller, or cut short at last.

    room: of each of the names; rows: in how many one may stand, the first of them at x and y.
    """
    if moment.spares(Sparing.COLUMNS):
        return []
    data = moment.state.document.experiment.data
    least = min(size, max(LEAST_NAME * size, moment.least_type))
    names = (input_column(data, each) for each in range(moment.sizes[0]))
    widest = max(text_width(name, size) for name in names)
    size = min(size, max(least, size * room / max(widest, 1e-9)))
    texts = _broken(input_column(data, unit), size, room, rows)
    return [
        placed(TextPart.COLUMN, Written(text), size, x, y + row * size * LINE_HEIGHT)
        for row, text in enumerate(texts)
        if text
    ]


def _broken(text: str, size: float, room: float, rows: int) -> list[str]:
    """Return a text in one line or two, cut short where a line is wider than its room."""
    if text_width(text, size) > room and rows > 1:
        ends = (at + 1 for at, letter in enumerate(text) if letter in _BREAKS or letter > _CHINESE)
        for end in sorted(ends, key=lambda each: abs(2 * each - len(text))):
            if max(text_width(part, size) for part in (text[:end], text[end:])) <= room:
                return [text[:end], text[end:]]
    return [elided(text, size, room)]
