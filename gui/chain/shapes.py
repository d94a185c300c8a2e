"""What the drawing of the tree of dependence is made of."""

from math import inf

from msgspec import Struct

from engine.written.quantity import Quantity
from gui.draw.letters import text_width

TEXT, BOX_HEIGHT = 10.0, 22.0  # units: the size of words beside arrows, and a box
BOX_TEXT = 11.0  # of words in a box
_LETTER, _PADDING, _LEAST_WIDTH = 6.6, 12.0, 30.0
_LEAST_HEIGHT, _BETWEEN = 13.0, 2.5  # of a box in which its words have room, and between two


class TreeBox(Struct, frozen=True):
    """A quantity, or neurons put together: x, y is its middle.

    through, share: what comes to the loss through it, and how that is written.
    is_hidden: here and below, whether the number is not shown to a class.
    """

    x: float
    y: float
    width: float
    text: str
    quantity: Quantity | None
    through: float
    share: str
    is_selected: bool
    is_hidden: bool = False


class Link(Struct, frozen=True):
    """An arrow from what moves to what depends on it, with the local derivative.

    step: the tail and the head; weight: its share of the gradient, 0 to 1.
    """

    x: float
    y: float
    to_x: float
    to_y: float
    text: str
    text_x: float
    text_y: float
    tail: Quantity | None
    head: Quantity | None
    derivative: float
    weight: float
    known: bool
    is_hidden: bool = False


class Share(Struct, frozen=True):
    """The product along one path, written at its last neuron."""

    x: float
    y: float
    text: str
    value: float
    is_hidden: bool = False


def width_of_box(text: str) -> float:
    """Return how wide a box with these words is, where there is room."""
    widest = max(len(text) * _LETTER, text_width(text, BOX_TEXT))  # as Chinese characters are
    return max(widest + _PADDING, _LEAST_WIDTH)


class TreeFrame(Struct, frozen=True):
    """Everything drawn; total: the sum over all paths, None while it is not known.

    pitch: from generation to generation of a tree that stands upright.
    """

    boxes: tuple[TreeBox, ...]
    links: tuple[Link, ...]
    shares: tuple[Share, ...]
    caption: str
    total: float | None
    pitch: float = inf

    @property
    def box_height(self) -> float:
        """How high every box is, less than usual where generations are near each other."""
        return min(max(self.pitch - _BETWEEN, _LEAST_HEIGHT), BOX_HEIGHT)
