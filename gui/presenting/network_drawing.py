"""The network for a class: what is spoken of in full strength, its numbers above it."""

from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from engine.story.beats import of_selection
from engine.text.names import name
from engine.text.numbers import short
from engine.written.quantity import GRADIENTS, Kind, Quantity
from gui.draw.letters import LINE_HEIGHT, text_width
from gui.look.theme import Theme
from gui.network.figure import legible
from gui.network.frame import frame
from gui.network.geometry import geometry
from gui.network.layout import NetworkLayout
from gui.network.moment import Moment, Sparing
from gui.network.shapes import Frame, Picture, Plate, Rect, Text
from gui.presenting.places import LEAST_TYPE
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say

_ROOMY_WAY = 120.0  # units from column to column, with which there is room for targets
_BAND = 26.0  # units, over the network: the numbers of what is spoken of
_HIGH_BAND = 42.0
_SIZE, _PADDING = LEAST_TYPE, 6.0
_MOST_NUMBERS = 2


class ClassDrawing(Struct, frozen=True, eq=False):
    """The frame of the network with its place from above, and the numbers over it."""

    frame: Frame
    top: float
    numbers: Picture


@lru_cache(maxsize=4)
def class_drawing(
    state: State, theme: Theme, width: float, height: float, item: Quantity | None = None
) -> ClassDrawing:
    """Return the drawing of a state in which one thing is spoken of, in units.

    item: what the keyboard is at, which is seen as well.
    """
    sparing = _sparing(state, theme, width, height)
    lines = _lines(state, theme)
    wide = sum(text_width(each.text, _SIZE, each.bold) + 2 * _PADDING for each in lines)
    is_high = len(lines) > 1 and wide > width
    top = _HIGH_BAND if is_high else _BAND
    drawn = frame(state, theme, width, height - top, hovered=item, sparing=sparing)
    parts = map(legible, (drawn.below, drawn.moving, drawn.above, drawn.front))
    drawn = Frame(drawn.width, drawn.height, drawn.scale, drawn.ground, *parts)
    moment = Moment(state, theme, 1.0, sparing=sparing)
    layout = geometry(moment, width, height - top).layout
    numbers = Picture()
    if lines and state.selected is not None:
        middle = _above(layout, state.selected)
        numbers = _plate(lines, theme, middle, width, top, is_high=is_high)
    return ClassDrawing(drawn, top, numbers)


def _sparing(state: State, theme: Theme, width: float, height: float) -> Sparing:
    """Return whether targets stand beside the outputs, where there is room for them."""
    moment = Moment(state, theme, 1.0, sparing=Sparing.SPOKEN)
    layout = geometry(moment, width, height - _BAND).layout
    way = (width - layout.side_width) / len(layout.columns)
    return Sparing.SPOKEN if way >= _ROOMY_WAY else Sparing.TARGETS


def _lines(state: State, theme: Theme) -> list[Text]:
    """Return the newest numbers of what is spoken of, without places."""
    scope, selected = derived.scope(state), state.selected
    known = [] if selected is None else of_selection(selected)
    known = tuple(each for each in known if derived.is_known(state, each))
    found = []
    for number in (scope.address(each) for each in known[-_MOST_NUMBERS:]):
        value, is_gradient = scope.read(number), number.kind in GRADIENTS
        letter = name(number, state.view.notation)
        written = short(value, state.view.digits, sign=is_gradient, kind=number.kind)
        said = say("presenting.number", letter=letter, value=written)
        colour = theme.gradient(value) if is_gradient else theme.text
        found.append(Text(said, Rect(0, 0, 0, 0), _SIZE, colour, bold=is_gradient))
    return found


def _above(layout: NetworkLayout, item: Quantity) -> float:
    """Return over which place the numbers of a thing stand: a weight is between two columns."""
    x = layout.columns[item.layer].x
    if item.kind is not Kind.WEIGHT:
        return x
    return (layout.columns[item.layer - 1].x + x) / 2


def _plate(
    lines: list[Text], theme: Theme, middle: float, width: float, band: float, *, is_high: bool
) -> Picture:
    """Return numbers on a plate, beside each other or, in a high band, below each other."""
    widths = [text_width(each.text, each.size, each.bold) + 2 for each in lines]
    inner = max(widths) if is_high else sum(widths) + 2 * _PADDING * (len(lines) - 1)
    line = _SIZE * LINE_HEIGHT
    height = line * (len(lines) if is_high else 1) + _PADDING
    whole = min(inner + 2 * _PADDING, width - 2)
    left = min(max(middle - whole / 2, 1.0), width - whole - 1)
    top = (band - height) / 2 - 1
    texts, x, y = [], left + (whole - inner) / 2, top + _PADDING / 2
    for each, taken in zip(lines, widths, strict=True):
        texts.append(replace(each, rect=Rect(x, y, inner if is_high else taken, line)))
        x, y = (x, y + line) if is_high else (x + taken + 2 * _PADDING, y)
    plate = Plate(Rect(left, top, whole, height), theme.label_ground, theme.accent, 1.4, 4.0)
    return Picture(boxes=(plate,), texts=tuple(texts))
