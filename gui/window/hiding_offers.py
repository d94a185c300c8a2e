"""What the right button offers to hide for a class: the number it is on, and the panel."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from engine.hidden import PANELS
from engine.story.beats import of_selection
from engine.text.names import name
from engine.written.quantity import Kind, Quantity
from gui.state.hiding import actions
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.window.window import Window


def offer_hiding(menu: QMenu, window: "Window", view: str) -> None:
    """Add to a menu what hides the numbers that are pointed at, or else the panel."""
    store, notation = window.store, window.store.state.view.notation
    hidden = store.state.document.hidden
    menu.addSeparator()
    for number in _numbers(window) if view == "network" else ():
        text = say("hide.selected", number=name(number, notation))
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(str(number) in hidden)
        action.triggered.connect(
            lambda on, number=number: store.apply(actions.hide_quantity, number, on)
        )
    if view in PANELS:
        action = menu.addAction(say("hide.this-panel"))
        action.setCheckable(True)
        action.setChecked(f"panel:{view}" in hidden)
        action.triggered.connect(lambda on: store.apply(actions.hide_panel, view, on))


def _numbers(window: "Window") -> tuple[Quantity, ...]:
    """Return the numbers of what is pointed at in the drawing of the network."""
    from gui.network.view import NetworkView

    drawing = window.desk.network
    assert isinstance(drawing, NetworkView)
    item = drawing.pointed_at
    if item is None:
        return ()
    return (item,) if item.kind is Kind.TARGET else of_selection(item)
