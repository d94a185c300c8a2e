"""What the drawing of the tree of dependence is made of."""

from msgspec import Struct

from engine.written.quantity import Quantity

TEXT, BOX_HEIGHT = 10.0, 22.0  # units: the size of words beside arrows, and a box


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


class TreeFrame(Struct, frozen=True):
    """Everything drawn; total: the sum over all paths, None while it is not known."""

    boxes: tuple[TreeBox, ...]
    links: tuple[Link, ...]
    shares: tuple[Share, ...]
    caption: str
    total: float | None
