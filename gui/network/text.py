"""A line of text in the drawing of the network: its place and its size."""

from collections.abc import Sequence
from enum import Enum, auto

from msgspec import Struct

from engine.written.quantity import Quantity
from gui.draw.letters import LINE_HEIGHT, text_width
from gui.network.moment import Moment, Sparing
from gui.network.naming import Written
from gui.network.shapes import Rect, Text, centred
from gui.words.functions import input_column

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
    moment: Moment, unit: int, size: float, x: float, y: float, room: float
) -> list[NeuronText]:
    """Return what the data call an input, cut short to its room."""
    if moment.spares(Sparing.COLUMNS):
        return []
    text = elided(input_column(moment.state.document.experiment.data, unit), size, room)
    return [placed(TextPart.COLUMN, Written(text), size, x, y)] if text else []
