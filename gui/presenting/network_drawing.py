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
from gui.state.hiding.derived import is_hidden, told
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import beside, say

_ROOMY_WAY = 120.0  # units from column to column, with which there is room for targets
_BAND = 26.0  # units, over the network: the numbers of what is spoken of
_SIZE, _PADDING = LEAST_TYPE, 6.0
_CAPTION = 11.5  # of a layer
_MOST_NUMBERS = 2
_AFTER = frozenset({Kind.WEIGHT_AFTER, Kind.BIAS_AFTER})


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
    down = height - _BAND - _beneath()
    drawn = frame(state, theme, width, down, hovered=item, sparing=sparing)
    parts = map(legible, (drawn.below, drawn.moving, drawn.above, drawn.front))
    drawn = Frame(width, down, drawn.scale, drawn.ground, *parts)
    numbers, lines = Picture(), _lines(state, theme, width)
    if lines and state.selected is not None:
        moment = Moment(state, theme, 1.0, sparing=sparing)
        layout = geometry(moment, width, down).layout
        numbers = _plate(lines, theme, _above(layout, state.selected), width)
    return ClassDrawing(drawn, _BAND, numbers)


def _beneath() -> float:
    """Return what the captions of layers need below them for another language."""
    return LINE_HEIGHT * _CAPTION if beside(say("layer.input")) else 0.0


def _sparing(state: State, theme: Theme, width: float, height: float) -> Sparing:
    """Return whether targets stand beside the outputs, where there is room for them."""
    moment = Moment(state, theme, 1.0, sparing=Sparing.SPOKEN)
    layout = geometry(moment, width, height - _BAND).layout
    way = (width - layout.side_width) / len(layout.columns)
    return Sparing.SPOKEN if way >= _ROOMY_WAY else Sparing.TARGETS


def _lines(state: State, theme: Theme, width: float) -> list[Text]:
    """Return the newest numbers of what is spoken of that fit side by side, without places."""
    scope, selected = derived.scope(state), state.selected
    known = [] if selected is None else of_selection(selected)
    known = [each for each in known if derived.is_known(state, each)]
    if known and known[-1].kind in _AFTER:
        known = [known[0], known[-1]]  # the old value and the new one
    found = []
    for number in (scope.address(each) for each in known[-_MOST_NUMBERS:]):
        value, is_gradient = scope.read(number), number.kind in GRADIENTS
        letter = name(number, state.view.notation)
        written = short(value, state.view.digits, sign=is_gradient, kind=number.kind)
        written, hides = told(state, number, written), is_hidden(state, number)
        said = say("presenting.number", letter=letter, value=written)
        colour = theme.gradient(value) if is_gradient and not hides else theme.text
        room = Rect(0, 0, text_width(said, _SIZE, is_gradient) + 2, _SIZE * LINE_HEIGHT)
        found.append(Text(said, room, _SIZE, colour, bold=is_gradient))
    while len(found) > 1 and _across(found) > width - 2:
        del found[0]
    return found


def _across(lines: list[Text]) -> float:
    """Return how wide a plate with these numbers side by side is."""
    return sum(each.rect.width + 2 * _PADDING for each in lines)


def _above(layout: NetworkLayout, item: Quantity) -> float:
    """Return over which place the numbers of a thing stand: a weight is between two columns."""
    x = layout.columns[item.layer].x
    if item.kind is not Kind.WEIGHT:
        return x
    return (layout.columns[item.layer - 1].x + x) / 2


def _plate(lines: list[Text], theme: Theme, middle: float, width: float) -> Picture:
    """Return numbers side by side on a plate in the band, as near as can be to a middle."""
    whole, height = min(_across(lines), width - 2), _SIZE * LINE_HEIGHT + _PADDING
    left = min(max(middle - whole / 2, 1.0), width - whole - 1)
    top = (_BAND - height) / 2 - 1
    texts, x = [], left + _PADDING
    for each in lines:
        taken = min(each.rect.width, whole - 2 * _PADDING)
        rect = Rect(x, top + _PADDING / 2, taken, each.rect.height)
        texts.append(replace(each, rect=rect))
        x += taken + 2 * _PADDING
    plate = Plate(Rect(left, top, whole, height), theme.label_ground, theme.accent, 1.4, 4.0)
    return Picture(boxes=(plate,), texts=tuple(texts))
