"""Where everything stands during one training step: it does not move from beat to beat."""

from functools import lru_cache
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from engine.written.quantity import Quantity
from gui.draw.letters import LINE_HEIGHT, text_width
from gui.network.edges import Edge, edge, strongest
from gui.network.layout import MOST_CIRCLES_WITH_TEXT, ROWS, Column, Detail, NetworkLayout, lay_out
from gui.network.moment import Moment
from gui.network.naming import Form, loss_lines, target_text, weight_lines
from gui.network.neuron_texts import RING_ROOM, neuron_texts
from gui.network.placing import Circle, Place, place
from gui.network.shapes import Rect
from gui.words.catalog import language

MOST_LABELS = 12  # of one layer: more would be a wall of numbers
TARGET_SIZE, LOSS_SIZE = 12.0, 13.0
PADDING_X, PADDING_Y = 5.0, 3.0
STEP = 6  # widths are rounded up to it, so that places stay while numbers change


class Lettering(Struct, frozen=True):
    """A form of weight labels with its size of text."""

    form: Form
    size: float


LETTERINGS = (
    Lettering(Form.WIDE, 11.0),
    Lettering(Form.WIDE, 10.0),
    Lettering(Form.TALL, 10.5),
    Lettering(Form.TALL, 9.5),
    Lettering(Form.NARROW, 10.0),
    Lettering(Form.SHORT, 10.0),
    Lettering(Form.SHORT, 9.0),
)


class Labels(Struct, frozen=True):
    """The weight labels of one layer; places[i] is the middle of the label of weight i.

    places are None where they do not all have room, and only a chosen one is shown.
    """

    lettering: Lettering
    places: tuple[Place, ...] | None


class Geometry(Struct, frozen=True):
    """The layout with the places of labels; edges[l - 1] and labels[l - 1] belong to layer l."""

    layout: NetworkLayout
    edges: tuple[tuple[Edge, ...], ...]
    labels: tuple[Labels, ...]
    obstacles: tuple[Rect, ...]
    circles: tuple[Circle, ...]

    def at(self, moment: Moment) -> "Geometry":
        """Return the same places at another moment, with the edges that are drawn then."""
        return replace(self, edges=_edges(moment, self.layout))


def geometry(moment: Moment, width: float, height: float) -> Geometry:
    """Return where everything stands in the step on screen."""
    return _geometry(_Key(moment, width, height))


class _Key:
    """What a geometry depends on; the moment itself only serves to compute it."""

    def __init__(self, moment: Moment, width: float, height: float) -> None:
        self.moment, self.width, self.height = moment, width, height
        digits = moment.state.view.digits
        self._same = (moment.scope, digits, width, height, moment.scale, language())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._same == other._same

    def __hash__(self) -> int:
        return hash(self._same)


def rounded_up(width: float) -> float:
    return float(ceil(width / STEP) * STEP)


@lru_cache(maxsize=8)
def _geometry(key: _Key) -> Geometry:
    moment = key.moment
    side = _side_width(moment)
    first = lay_out(moment.sizes, key.width, key.height, moment.scale, side)
    reaches = [_reach(moment, column) for column in first.columns]
    layout = lay_out(moment.sizes, key.width, key.height, moment.scale, side, reaches)
    obstacles, circles = _obstacles(moment, layout)
    labels = tuple(
        _labels(moment, layout, layer, obstacles, circles) for layer in range(1, moment.depth + 1)
    )
    return Geometry(layout, _edges(moment, layout), labels, obstacles, circles)


def _edges(moment: Moment, layout: NetworkLayout) -> tuple[tuple[Edge, ...], ...]:
    return tuple(strongest(moment, layout, layer) for layer in range(1, moment.depth + 1))


def _side_width(moment: Moment) -> float:
    """Return how wide the widest of targets and losses is."""
    shown = range(min(moment.sizes[-1], 64))
    widths = [text_width(target_text(moment, u), TARGET_SIZE * moment.scale) for u in shown]
    widths += [
        text_width(line.text, line.share * LOSS_SIZE * moment.scale, bold=line.bold)
        for line in loss_lines(moment, full=True)
    ]
    return rounded_up(max(widths) + 4)


def _reach(moment: Moment, column: Column) -> float:
    """Return how far the texts of a layer's neurons reach to either side."""
    if column.detail is Detail.SIDE and column.layer == moment.depth:
        number = text_width("−0.00000", ROWS[Detail.SIDE].text * moment.scale)
        return column.radius + number + 12 * moment.scale
    rects = [
        text.rect
        for unit in range(min(len(column.ys), MOST_CIRCLES_WITH_TEXT))
        for text in neuron_texts(moment, column, unit, full=True)
    ]
    return rounded_up(max((rect.right - column.x for rect in rects), default=column.half_width))


def _obstacles(
    moment: Moment, layout: NetworkLayout
) -> tuple[tuple[Rect, ...], tuple[Circle, ...]]:
    rects, circles = [], []
    for column in layout.columns:
        if column.detail >= Detail.SIDE:
            continue
        for unit, y in enumerate(column.ys):
            circles.append((column.x, y, column.radius + (RING_ROOM - 1) * moment.scale))
            texts = neuron_texts(moment, column, unit, full=True)
            rects += [_widened(text.rect) for text in texts]
    return tuple(rects), tuple(circles)


def _widened(rect: Rect) -> Rect:
    """Return a rectangle of a rounded width, so that what was found with it serves again."""
    more = rounded_up(rect.width) - rect.width
    return Rect(rect.x - more / 2, rect.y, rect.width + more, rect.height)


def _labels(
    moment: Moment,
    layout: NetworkLayout,
    layer: int,
    obstacles: tuple[Rect, ...],
    circles: tuple[Circle, ...],
) -> Labels:
    units, sources = moment.sizes[layer], moment.sizes[layer - 1]
    beside = (layout.columns[layer - 1].detail, layout.columns[layer].detail)
    if units * sources > MOST_LABELS or max(beside) >= Detail.SIDE:
        return Labels(LETTERINGS[0], None)
    edges = tuple(edge(layout, layer, u, s) for u in range(units) for s in range(sources))
    start, end = layout.columns[layer - 1], layout.columns[layer]
    left, right = start.x, end.x
    near = tuple(rect for rect in obstacles if rect.right > left and rect.x < right)
    for lettering in LETTERINGS:
        sizes = [label_size(moment, e.quantity, lettering, full=True) for e in edges]
        width, height = rounded_up(max(w for w, _ in sizes)), max(h for _, h in sizes)
        places = place(edges, width, height, near, circles)
        if places is not None:
            return Labels(lettering, places)
    return Labels(LETTERINGS[0], None)


def label_size(
    moment: Moment, weight: Quantity, lettering: Lettering, *, full: bool
) -> tuple[float, float]:
    """Return the width and height of a weight's label."""
    size = lettering.size * moment.scale
    lines = weight_lines(moment, weight, lettering.form, full=full)
    width = max(text_width(line.text, size, line.is_gradient) for line in lines)
    height = len(lines) * size * LINE_HEIGHT + 2 * PADDING_Y * moment.scale
    return width + 2 * PADDING_X * moment.scale, height
