"""The network as a figure."""

from itertools import pairwise

from msgspec.structs import replace
from PySide6.QtGui import QPainter

from gui.look.sizes import Sizes
from gui.look.theme import Theme
from gui.network.frame import frame
from gui.network.geometry import Geometry, geometry
from gui.network.labelling import roomy_scale
from gui.network.layout import MOST_CIRCLES_WITH_TEXT, Detail
from gui.network.moment import Moment, Sparing
from gui.network.paint import paint_picture
from gui.network.shapes import Frame, Picture, Rect, Text
from gui.recording.naming import tell_crowded
from gui.state.state import State

_LEAST_TYPE = float(Sizes().length("tiny"))  # in a figure, which cannot be enlarged
_OF_COVERED = 3  # a text that covers a neuron costs as much as so many texts are worth
_APART = 1.5  # radii between the rims of two columns: with less, less stands around the neurons


def draw_network(
    painter: QPainter, state: State, theme: Theme, width: float, height: float
) -> None:
    """Paint the network into this room, as large as it can be with all that is written."""
    drawn, is_crowded = _best_frame(state, theme, width, height)
    if is_crowded:
        tell_crowded(painter)
    for picture in (drawn.below, drawn.moving, drawn.above, drawn.front):
        paint_picture(picture, painter, drawn.scale)


def _best_frame(state: State, theme: Theme, width: float, height: float) -> tuple[Frame, bool]:
    """Return the frame in which most can be read, and whether more could be in a higher one."""
    sparing = _sparing(state, theme, width, height)
    usual = Moment(state, theme, 1.0, sparing=sparing)
    found: list[tuple[tuple[bool, int], tuple[Frame, bool]]] = []
    for scale in sorted({1.0, roomy_scale(usual, width, height)}, reverse=True):
        drawn = frame(state, theme, width, height, scale, sparing=sparing)
        parts = (drawn.below, drawn.moving, drawn.above, drawn.front)
        below, moving, above, front = map(_legible, parts)
        above = _without_covered(above, front)
        drawn = replace(drawn, below=below, moving=moving, above=above, front=front)
        where = geometry(replace(usual, scale=scale), width, height)
        worth = len(above.texts) - _OF_COVERED * _covered(above)
        found.append(((_is_roomy(where), worth), (drawn, _is_crowded(where))))
    return max(found, key=lambda each: each[0])[1]


def _without_covered(picture: Picture, front: Picture) -> Picture:
    """Return a picture without texts of which a part would be seen behind a label in front."""
    plates = [box.rect for box in front.boxes]
    left = (text for text in picture.texts if not text.rect.overlaps_any(plates))
    return replace(picture, texts=tuple(left))


def _covered(picture: Picture) -> int:
    """Return how many texts reach into a neuron that they do not stand in."""
    return sum(
        text.rect.near(disc.x, disc.y, disc.radius - 1) and not text.rect.contains(disc.x, disc.y)
        for text in picture.texts
        for disc in picture.discs
    )


def _sparing(state: State, theme: Theme, width: float, height: float) -> Sparing:
    """Return how little stands around the neurons, so that there is room between them."""
    for sparing in Sparing:
        where = geometry(Moment(state, theme, 1.0, sparing=sparing), width, height)
        if _is_roomy(where):
            return sparing
    return Sparing.OUTPUTS


def _is_roomy(where: Geometry) -> bool:
    """Return whether the columns are apart."""
    columns = where.layout.columns
    for one, other in pairwise(columns):
        between = other.x - other.half_width - one.x - one.half_width
        if between < _APART * max(one.half_width, other.half_width):
            return False
    return True


def _is_crowded(where: Geometry) -> bool:
    """Return whether neurons stand so close that less is written at them than could be."""
    columns = where.layout.columns
    few = (each for each in columns if len(each.ys) <= MOST_CIRCLES_WITH_TEXT)
    return any(each.detail is Detail.SIDE for each in few)


def _legible(picture: Picture) -> Picture:
    """Return a picture without texts too small to read, and without the plates they stand on."""
    small = [text for text in picture.texts if round(text.size) < _LEAST_TYPE]
    if not small:
        return picture
    return replace(
        picture,
        texts=tuple(text for text in picture.texts if text not in small),
        boxes=tuple(box for box in picture.boxes if not any(_lies_on(t, box.rect) for t in small)),
    )


def _lies_on(text: Text, plate: Rect) -> bool:
    x, y = text.rect.x + text.rect.width / 2, text.rect.y + text.rect.height / 2
    return plate.x <= x <= plate.x + plate.width and plate.y <= y <= plate.y + plate.height
