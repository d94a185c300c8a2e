"""The card shown beside the pointer: all numbers of a neuron, weight or bias, in full."""

from engine.story.beats import of_selection
from engine.story.scope import Scope
from engine.text.numbers import DASH, shown_in_full
from engine.written.quantity import Kind, Quantity, gradient_of
from gui.draw.letters import LINE_HEIGHT, text_width
from gui.look.theme import Theme
from gui.network.marks import reason
from gui.network.moment import Moment
from gui.network.shapes import Picture, Plate, Rect, Text
from gui.state.experiment import given
from gui.state.hiding.derived import told
from gui.state.run import derived
from gui.state.state import State
from gui.words.batch import number_kind, pooled_letter
from gui.words.catalog import say

SIZE, PADDING, AWAY = 12.0, 9.0, 14.0
REASON_WIDTH = 230.0  # px at scale 1: a sentence is broken rather than wider

Row = tuple[str, str, str]


def rows(state: State, item: Quantity) -> tuple[Row, ...]:
    """Return (letter, term, number) for everything that belongs to an item."""
    scope, depth = derived.scope(state), state.document.experiment.network.depth
    numbers = [scope.address(number) for number in of_selection(item)]
    if item.kind is Kind.A and item.layer == depth:
        place = (item.layer, item.unit)
        others = Quantity(Kind.TARGET, *place), Quantity(Kind.A_AFTER, *place)
        numbers += [scope.address(number) for number in others]
    if scope.sample is not None and item.kind in (Kind.WEIGHT, Kind.BIAS):
        numbers.insert(2, gradient_of(item))  # the batch's, which the update takes
    return tuple(_row(state, scope, number) for number in numbers)


def _row(state: State, scope: Scope, number: Quantity) -> Row:
    known = derived.is_known(state, number)
    letter = pooled_letter(scope, number, state.view.notation)
    written = told(state, number, shown_in_full(scope.read(number))) if known else DASH
    return letter, number_kind(scope, number), written


def card(moment: Moment, item: Quantity, x: float, y: float, bounds: Rect) -> Picture:
    """Return the card for an item beside a point, inside the bounds."""
    written = rows(moment.state, item)
    theme, scale = moment.theme, moment.scale
    size, padding = SIZE * scale, PADDING * scale
    columns = [max(text_width(row[i], size) + 2 for row in written) for i in range(3)]
    gap, height = 10 * scale, size * 1.5
    inside = sum(columns) + 2 * gap
    said = wrapped(reason(moment, item), size, max(inside, REASON_WIDTH * scale))
    hint = hint_of(moment.state, item)
    inside = max([inside, *(text_width(part, size) + 2 for part in (*said, hint))])
    width = inside + 2 * padding
    whole = (len(written) + len(said) + bool(hint)) * height + 2 * padding
    left, top = placed_beside(x, y, width, whole, bounds, scale)
    ground = Rect(left, top, width, whole)
    texts: list[Text] = []
    for index, row in enumerate(written):
        line = top + padding + index * height
        texts += _line(theme, row, columns, left + padding, line, gap, size)
    for index, part in enumerate(said, start=len(written)):
        line = top + padding + index * height
        rect = Rect(left + padding, line, text_width(part, size) + 2, size * LINE_HEIGHT)
        texts.append(Text(part, rect, size, theme.text))
    if hint:
        line = top + whole - padding - height
        rect = Rect(left + padding, line, text_width(hint, size) + 2, size * LINE_HEIGHT)
        texts.append(Text(hint, rect, size, theme.text_faint))
    box = Plate(ground, theme.card, theme.control_edge, 1.2 * scale, 6 * scale)
    return Picture(boxes=(box,), texts=tuple(texts))


def hint_of(state: State, item: Quantity) -> str:
    """Say how a number is changed where it stands, "" for what cannot be."""
    if not given.can_be_given(state, given.of_item(item)):
        return ""
    return say("card.hint-bias") if item.kind is Kind.A else say("card.hint")


def placed_beside(
    x: float, y: float, width: float, height: float, bounds: Rect, scale: float
) -> tuple[float, float]:
    """Return the left upper corner of a card of this size beside a point, inside the bounds."""
    left = x + AWAY * scale
    if left + width > bounds.right:
        left = max(bounds.x, x - AWAY * scale - width)
    top = min(max(bounds.y, y + AWAY * scale), max(bounds.y, bounds.bottom - height))
    return left, top


def wrapped(sentence: str, size: float, room: float) -> list[str]:
    """Break a sentence between its words into lines that fit; none of an empty one."""
    lines: list[str] = []
    for word in sentence.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _line(
    theme: Theme, row: Row, columns: list[float], left: float, top: float, gap: float, size: float
) -> list[Text]:
    found = []
    for index, (text, colour) in enumerate(
        zip(row, (theme.text, theme.text_soft, theme.text), strict=True)
    ):
        width = columns[index] if index < 2 else text_width(text, size) + 2
        if index < 2:
            width = text_width(text, size) + 2
        rect = Rect(left, top, width, size * LINE_HEIGHT)
        found.append(Text(text, rect, size, colour, italic=index == 0))
        left += columns[index] + gap
    return found
