"""The card that is shown: beside the pointer, or beside the neuron that the keyboard is at."""

from engine.written.quantity import Quantity
from gui.network.card import card
from gui.network.layout import NetworkLayout
from gui.network.moment import Moment
from gui.network.shapes import Frame, Picture, Rect

_MARGIN = 4.0


def cards(
    moment: Moment,
    layout: NetworkLayout,
    drawing: Frame,
    item: Quantity | None,
    at: tuple[float, float] | None,
) -> tuple[Picture, ...]:
    """Return what is painted, one part on the other, for what is pointed at.

    at: where the pointer is, None for the keyboard: then only a neuron with a picture has a card.
    """
    if item is None:
        return ()
    width, height = drawing.width - 2 * _MARGIN, drawing.height - 2 * _MARGIN
    bounds = Rect(_MARGIN, _MARGIN, width, height)
    if moment.is_mapped:
        from gui.network.map_card import has_map, map_card

        if has_map(moment, layout, item):
            column = layout.columns[item.layer]
            beside = (column.x + column.radius, column.ys[item.unit])
            return map_card(moment, item, column, at or beside, bounds)
    if at is None or moment.state.is_picking:  # it would tell which one is asked for
        return ()
    return (card(moment, item, *at, bounds),)
