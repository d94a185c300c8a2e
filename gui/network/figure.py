"""The network as a figure."""

from msgspec.structs import replace
from PySide6.QtGui import QPainter

from gui.look.theme import Theme
from gui.network.frame import frame
from gui.network.labelling import roomy_scale
from gui.network.moment import Moment
from gui.network.paint import paint_picture
from gui.network.shapes import Picture, Rect, Text
from gui.state.state import State

_LEAST_TYPE = 8.0  # units: in a figure, which cannot be enlarged, smaller text is only noise


def draw_network(
    painter: QPainter, state: State, theme: Theme, width: float, height: float
) -> None:
    """Paint the network into this room, as large as it can be with all that is written."""
    scale = roomy_scale(Moment(state, theme, 1.0), width, height)
    drawn = frame(state, theme, width, height, scale)
    for picture in (drawn.below, drawn.moving, drawn.above, drawn.front):
        paint_picture(_legible(picture), painter, drawn.scale)


def _legible(picture: Picture) -> Picture:
    """Return a picture without texts too small to read, and without the plates they stand on."""
    small = [text for text in picture.texts if text.size < _LEAST_TYPE]
    if not small:
        return picture
    return replace(
        picture,
        texts=tuple(text for text in picture.texts if text.size >= _LEAST_TYPE),
        boxes=tuple(box for box in picture.boxes if not any(_lies_on(t, box.rect) for t in small)),
    )


def _lies_on(text: Text, plate: Rect) -> bool:
    x, y = text.rect.x + text.rect.width / 2, text.rect.y + text.rect.height / 2
    return plate.x <= x <= plate.x + plate.width and plate.y <= y <= plate.y + plate.height
