"""How weight labels are written: their forms and sizes, from the fullest to the smallest."""

from functools import lru_cache

from msgspec import Struct

from engine.written.quantity import Kind, Quantity
from gui.draw.letters import LINE_HEIGHT, text_width
from gui.network.geometry import Geometry
from gui.network.naming import Form, longest_weight_lines

PADDING_X, PADDING_Y = 5.0, 3.0
CLOSE_X, CLOSE_Y = 3.0, 1.5  # of a single line


class Lettering(Struct, frozen=True):
    """A form of weight labels with its size of text."""

    form: Form
    size: float


LETTERINGS = (  # the first with which all labels find a place is taken
    Lettering(Form.WIDE, 11.0),
    Lettering(Form.WIDE, 10.0),
    Lettering(Form.TALL, 10.5),
    Lettering(Form.TALL, 9.5),
    Lettering(Form.NARROW, 10.0),
    Lettering(Form.SHORT, 10.0),
    Lettering(Form.SHORT, 9.0),
    Lettering(Form.LINE, 10.0),
    Lettering(Form.LINE, 9.0),
    Lettering(Form.NUMBER, 9.5),
    Lettering(Form.NUMBER, 9.0),
)
SMALL = LETTERINGS[-4:]  # of which as many as there is room for stand where not all do


@lru_cache(maxsize=64)
def label_size(where: Geometry, lettering: Lettering) -> tuple[float, float]:
    """Return the width and height of every label, with room for all that it will say."""
    moment, sizes = where.reserving, where.reserving.sizes
    size = lettering.size * moment.scale
    widest, lines = 0.0, 1
    for layer in range(1, len(sizes)):
        longest = Quantity(Kind.WEIGHT, layer, sizes[layer] - 1, sizes[layer - 1] - 1)
        written = longest_weight_lines(moment, longest, lettering.form)
        lines = len(written)
        for line in written:
            widest = max(widest, text_width(line.text, size, line.is_bold(lettering.form)))
    across, down = (PADDING_X, PADDING_Y) if lines > 1 else (CLOSE_X, CLOSE_Y)
    scale = moment.scale
    return widest + 2 * across * scale, lines * size * LINE_HEIGHT + 2 * down * scale
