"""The pictures in the circles of neurons, each with a dot where the sample followed stands."""

from math import hypot

from gui.network.layout import Column, NetworkLayout
from gui.network.map_pictures import (
    LayerPictures,
    followed_share,
    height_of_curve,
    pictures,
)
from gui.network.map_texts import number_shown
from gui.network.moment import ASIDE, Moment
from gui.network.shapes import Picture, Plate, Raster, Rect, centred, faded

SMALLEST_WITH_DOT = 16.0  # px at scale 1, of a neuron
_DOT, _RIM = 2.2, 1.1


def map_discs(moment: Moment, layout: NetworkLayout) -> Picture:
    """Return a picture for every neuron of the layers that have room for pictures."""
    columns = [column for column in layout.columns if column.detail.has_pictures]
    if not columns:
        return Picture()
    at = None if moment.scope.is_pooled else followed_share(moment)
    rasters: list[Raster] = []
    dots: list[Plate] = []
    for column in columns:
        shown = pictures(moment, column.layer)
        for unit in range(len(column.ys)):
            part = _neuron(moment, column, unit, shown, at)
            if moment.is_aside(column.layer, unit):
                part = faded(part, moment.theme.card, ASIDE)
            rasters += part.rasters
            dots += part.boxes
    return Picture(boxes=tuple(dots), rasters=tuple(rasters))


def _neuron(
    moment: Moment,
    column: Column,
    unit: int,
    shown: LayerPictures,
    at: tuple[float, float] | None,
) -> Picture:
    x, y, side = column.x, column.ys[unit], 2 * column.radius
    rect = centred(x, y, side, side)
    raster = Raster(rect, shown.columns, shown.rows, shown.pixels[unit], is_round=True)
    if at is None or column.radius < SMALLEST_WITH_DOT * moment.scale:
        return Picture(rasters=(raster,))
    if moment.sizes[0] == 1:
        value = moment.value(number_shown(moment, column.layer, unit))
        at = at[0], height_of_curve(value, shown.scale)
    return Picture(rasters=(raster,), boxes=_dot(moment, rect, at))


def _dot(moment: Moment, rect: Rect, at: tuple[float, float]) -> tuple[Plate, ...]:
    """Return where the sample followed is, as far as that lies in the circle."""
    reach, radius = (_DOT + _RIM) * moment.scale, rect.width / 2
    if radius * hypot(*(2 * share - 1 for share in at)) > radius - reach:
        return ()
    x, y = rect.x + at[0] * rect.width, rect.y + at[1] * rect.height
    theme, ground = moment.theme, centred(x, y, 2 * reach, 2 * reach)
    return (Plate(ground, theme.text, theme.card, _RIM * moment.scale, reach),)
