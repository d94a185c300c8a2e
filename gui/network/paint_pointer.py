"""Paints what comes with the pointer: the signs near it, and the card of what it is on."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from engine.written.quantity import Quantity
from gui.network.cards import cards
from gui.network.handles import handles_picture
from gui.network.layout import NetworkLayout
from gui.network.moment import Moment
from gui.network.paint import paint_picture
from gui.network.shapes import Frame

if TYPE_CHECKING:
    from gui.network.pointer import Pointer


def paint_pointer(
    painter: QPainter,
    drawing: Frame,
    moment: Moment,
    layout: NetworkLayout,
    pointer: "Pointer | None",
    keyboard: Quantity | None,
) -> None:
    """Paint the signs near the pointer, and the card of what it is on.

    pointer: None before it has been here; keyboard: what that is at, if it is in the drawing.
    """
    if pointer is None or (pointer.hovered is None and not pointer.handles):
        for part in cards(moment, layout, drawing, keyboard, None):
            paint_picture(part, painter, drawing.scale)
        return
    signs = handles_picture(pointer.handles, pointer.handle, moment.theme, layout)
    paint_picture(signs, painter, drawing.scale)
    if pointer.hovered is not None:
        for part in cards(moment, layout, drawing, pointer.hovered, pointer.place):
            paint_picture(part, painter, drawing.scale)
