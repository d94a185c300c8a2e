"""The network as a figure."""

from functools import lru_cache
from itertools import pairwise

from msgspec.structs import replace
from PySide6.QtGui import QPainter

from gui.look.sizes import Sizes
from gui.look.theme import Theme
from gui.network.frame import frame
from gui.network.geometry import Geometry, Obstacle, geometry
from gui.network.inside import fit_inside
from gui.network.labelling import roomy_scale, written_at
from gui.network.layout import MOST_CIRCLES_WITH_TEXT, Detail
from gui.network.moment import Moment, Sparing
from gui.network.paint import paint_picture
from gui.network.shapes import Frame, Picture, Rect, Text
from gui.network.surroundings import MOST_TARGETS, OF_PITCH
from gui.recording.naming import tell_crowded
from gui.state.state import State

_LEAST_TYPE = float(Sizes().length("tiny"))  # in a figure, which cannot be enlarged
_OF_COVERED = 3  # a text that covers a neuron costs as much as so many texts are worth
_APART = 1.5  # radii between the rims of two columns: with less, less stands around the neurons


def draw_network(
    painter: QPainter, state: State, theme: Theme, width: float, height: float
) -> None:
    """Paint the network into this room, as large as it can be with all that is written."""
    drawn, crowding = _best_frame(state, theme, width, height)
    tell_crowded(painter, crowding)
    for picture in (drawn.below, drawn.moving, drawn.above, drawn.front):
        paint_picture(picture, painter, drawn.scale)


def _best_frame(state: State, theme: Theme, width: float, height: float) -> tuple[Frame, int]:
    """Return the frame in the scale in which most can be read, and how crowded it is.

    The scale is the same in all beats and steps, as films need it.
    """
    sparing = _sparing(state, theme, width, height)
    usual = Moment(state, theme, 1.0, sparing=sparing)
    scales = sorted({1.0, roomy_scale(usual, width, height)}, reverse=True)
    places = [geometry(replace(usual, scale=scale), width, height) for scale in scales]
    where = max(places, key=_worth)
    drawn = frame(state, theme, width, height, where.layout.scale, sparing=sparing)
    parts = (drawn.below, drawn.moving, drawn.above, drawn.front)
    below, moving, above, front = map(legible, parts)
    above = _without_covered(above, front)
    drawn = replace(drawn, below=below, moving=moving, above=above, front=front)
    return drawn, _crowding(where)


@lru_cache(maxsize=16)
def _worth(where: Geometry) -> tuple[bool, int]:
    """Return whether columns are apart, and how many texts there are, less those on neurons."""
    moment, worth = where.reserving, written_at(where).labels
    for column in where.layout.columns:
        if column.detail <= Detail.SIDE and fit_inside(moment, column):
            worth += len(column.ys)
    for text in where.obstacles:
        if round(text.size) >= _LEAST_TYPE:
            worth += 1 - _OF_COVERED * _is_on_neuron(text, where)
    return _is_roomy(where), worth


def _is_on_neuron(text: Obstacle, where: Geometry) -> bool:
    """Return whether a text reaches into a neuron of another column."""
    return any(
        text.rect.near(x, y, column.radius)
        for column in where.layout.columns
        for x, y in zip(column.xs, column.ys, strict=True)
        if column.layer != text.layer
    )


def _without_covered(picture: Picture, front: Picture) -> Picture:
    """Return a picture without texts of which a part would be seen behind a label in front."""
    plates = [box.rect for box in front.boxes]
    left = (text for text in picture.texts if not text.rect.overlaps_any(plates))
    return replace(picture, texts=tuple(left))


def _sparing(state: State, theme: Theme, width: float, height: float) -> Sparing:
    """Return how little stands around the neurons, so that there is room between them."""
    for sparing in (each for each in Sparing if each < Sparing.OUTPUTS):
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


def _crowding(where: Geometry) -> int:
    """Return of how much more would be written where there is more height: names, targets."""
    columns, outputs = where.layout.columns, where.layout.outputs
    few = (each for each in columns if len(each.ys) <= MOST_CIRCLES_WITH_TEXT)
    lacks_targets = False
    if 1 < len(outputs.ys) <= MOST_TARGETS:
        lacks_targets = OF_PITCH * (outputs.ys[1] - outputs.ys[0]) < _LEAST_TYPE
    return any(each.detail >= Detail.SIDE for each in few) + lacks_targets


def legible(picture: Picture) -> Picture:
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
