"""Paints what comes with the pointer: the signs near it, and the card of what it is on."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from gui.network.card import card
from gui.network.handles import handles_picture
from gui.network.layout import NetworkLayout
from gui.network.moment import Moment
from gui.network.paint import paint_picture
from gui.network.shapes import Frame, Rect

if TYPE_CHECKING:
    from gui.network.pointer import Pointer


def paint_pointer(
    painter: QPainter, drawing: Frame, moment: Moment, layout: NetworkLayout, pointer: "Pointer"
) -> None:
    """Paint the signs near the pointer, and the card of what it is on."""
    signs = handles_picture(pointer.handles, pointer.handle, moment.theme, layout)
    paint_picture(signs, painter, drawing.scale)
    if pointer.hovered is not None:
        bounds = Rect(4, 4, drawing.width - 8, drawing.height - 8)
        paint_picture(card(moment, pointer.hovered, *pointer.place, bounds), painter)
