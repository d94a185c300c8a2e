"""The signs with which layers and neurons are added and removed: where the pointer is near."""

from enum import Enum, auto
from itertools import pairwise
from math import hypot, sqrt

from msgspec import Struct

from engine.text.numbers import MINUS
from gui.draw.letters import text_width
from gui.look.theme import Theme
from gui.network.layout import Column, Detail, NetworkLayout
from gui.network.shapes import Picture, Plate, Rect, Text, centred
from gui.state.action import Call
from gui.state.experiment import layers
from gui.words.catalog import say
from gui.words.keys import part

RADIUS, APART = 9.0, 4.0  # px at scale 1
SIZE = 11.5
REACH = 10.0  # around a neuron, from where its sign can be seen
BETWEEN = 0.4  # of the way from column to column: in its middle a layer can be added


class HandleKind(Enum):
    """What a sign does."""

    ADD_NEURON = auto()
    REMOVE_LAST = auto()
    REMOVE_NEURON = auto()
    ADD_LAYER = auto()
    REMOVE_LAYER = auto()


_SIGNS = {
    HandleKind.ADD_NEURON: "+",
    HandleKind.REMOVE_LAST: MINUS,
    HandleKind.REMOVE_NEURON: "×",
    HandleKind.REMOVE_LAYER: "×",
}


class Handle(Struct, frozen=True):
    """A sign in its rectangle. layer: which it changes, or behind which one is added."""

    kind: HandleKind
    layer: int
    rect: Rect
    unit: int = 0

    @property
    def sign(self) -> str:
        """Return what stands in it."""
        if self.kind is HandleKind.ADD_LAYER:
            return say("handle.new-layer")
        return _SIGNS[self.kind]

    @property
    def tip(self) -> str:
        """Say what a click does."""
        return say(f"handle.{part(self.kind)}", layer=self.layer, neuron=self.unit + 1)

    @property
    def call(self) -> Call:
        """Return what a click asks the store for."""
        if self.kind is HandleKind.ADD_NEURON:
            return layers.add_neuron.call(self.layer)
        if self.kind is HandleKind.ADD_LAYER:
            return layers.add_layer.call(self.layer)
        if self.kind is HandleKind.REMOVE_LAYER:
            return layers.remove_layer.call(self.layer)
        return layers.remove_neuron.call(self.layer, self.unit)


def handles(layout: NetworkLayout, x: float, y: float) -> tuple[Handle, ...]:
    """Return the signs to be seen while the pointer is at a place."""
    for column in layout.columns[1:-1]:
        if abs(x - column.x) <= max(column.half_width, _row_width(layout.scale) / 2):
            return (*_of_layer(layout, column), *_of_neuron(layout, column, x, y))
    for before, after in pairwise(layout.columns):
        middle, way = (before.x + after.x) / 2, after.x - before.x
        if abs(x - middle) <= BETWEEN / 2 * way:
            return (_new_layer(layout, before.layer, middle),)
    return ()


def handle_at(found: tuple[Handle, ...], x: float, y: float) -> Handle | None:
    """Return the sign at a place."""
    return next((each for each in found if each.rect.contains(x, y)), None)


def _row_width(scale: float) -> float:
    return scale * (6 * RADIUS + 2 * APART)


def _of_layer(layout: NetworkLayout, column: Column) -> tuple[Handle, ...]:
    """Return the row in place of the caption: one neuron fewer, one more, the layer away."""
    scale, last = layout.scale, len(column.xs) - 1
    kinds = (HandleKind.REMOVE_LAST, HandleKind.ADD_NEURON, HandleKind.REMOVE_LAYER)
    step, side = (2 * RADIUS + APART) * scale, 2 * RADIUS * scale
    return tuple(
        Handle(
            kind, column.layer, centred(column.x + at * step, layout.caption_y, side, side), last
        )
        for at, kind in zip((-1, 0, 1), kinds, strict=True)
        if kind is not HandleKind.REMOVE_LAST or last > 0
    )


def _of_neuron(layout: NetworkLayout, column: Column, x: float, y: float) -> tuple[Handle, ...]:
    """Return the sign at the upper left of the neuron that the pointer is near."""
    if column.detail >= Detail.SMALL or len(column.xs) == 1:
        return ()
    radius = 0.75 * RADIUS * layout.scale
    away = column.radius / sqrt(2)
    for unit, (at, height) in enumerate(zip(column.xs, column.ys, strict=True)):
        if hypot(x - at, y - height) <= column.radius + REACH * layout.scale:
            rect = centred(at - away, height - away, 2 * radius, 2 * radius)
            return (Handle(HandleKind.REMOVE_NEURON, column.layer, rect, unit),)
    return ()


def _new_layer(layout: NetworkLayout, after: int, middle: float) -> Handle:
    scale = layout.scale
    width = text_width(say("handle.new-layer"), SIZE * scale) + 1.6 * RADIUS * scale
    rect = centred(middle, layout.caption_y, width, 2 * RADIUS * scale)
    return Handle(HandleKind.ADD_LAYER, after, rect)


def handles_picture(
    found: tuple[Handle, ...], pointed: Handle | None, theme: Theme, layout: NetworkLayout
) -> Picture:
    """Return the signs, that under the pointer in the colour of what acts."""
    whole = Picture()
    if any(each.kind is HandleKind.ADD_NEURON for each in found):  # the caption is in the way
        whole += Picture(boxes=(Plate(_behind(found[0], layout), theme.card),))
    for handle in found:
        whole += _drawn(handle, theme, layout.scale, is_pointed=handle == pointed)
    return whole


def _behind(handle: Handle, layout: NetworkLayout) -> Rect:
    column = layout.columns[handle.layer]
    width = min(column.x - layout.columns[handle.layer - 1].x, 2.2 * _row_width(layout.scale))
    return centred(column.x, layout.caption_y, width, handle.rect.height + 2 * layout.scale)


def _drawn(handle: Handle, theme: Theme, scale: float, *, is_pointed: bool) -> Picture:
    fill = theme.accent if is_pointed else theme.card
    ink = theme.accent_text if is_pointed else theme.text_soft
    edge = theme.accent if is_pointed else theme.control_edge
    ground = Plate(handle.rect, fill, edge, 1.2 * scale, handle.rect.height / 2)
    text = Text(handle.sign, handle.rect, SIZE * scale, ink, bold=is_pointed)
    return Picture(boxes=(ground,), texts=(text,))
