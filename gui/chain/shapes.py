"""What the drawing of the tree of dependence is made of."""

from msgspec import Struct

from engine.written.quantity import Quantity

TEXT, BOX_HEIGHT = 10.0, 22.0  # units: the size of words beside arrows, and a box
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


def height_of_boxes(pitch: float) -> float:
    """Return how high boxes are drawn that stand above each other from middle to middle so."""
    return min(max(pitch - _BETWEEN, _LEAST_HEIGHT), BOX_HEIGHT)


class TreeFrame(Struct, frozen=True):
    """Everything drawn; total: the sum over all paths, None while it is not known.

    box_height: of every box, less than usual where generations are near each other.
    """

    boxes: tuple[TreeBox, ...]
    links: tuple[Link, ...]
    shares: tuple[Share, ...]
    caption: str
    total: float | None
    box_height: float = BOX_HEIGHT
