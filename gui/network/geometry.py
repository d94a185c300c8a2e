"""Where everything stands: nothing in it moves from beat to beat or from step to step."""

from functools import lru_cache
from math import ceil, inf

from msgspec import Struct
from msgspec.structs import replace

from gui.draw.letters import LINE_HEIGHT, text_width
from gui.network.fills import address
from gui.network.inside import fit_inside
from gui.network.label_options import Circle
from gui.network.layout import (
    DESIGN_WIDTH,
    MOST_CIRCLES_WITH_TEXT,
    ROWS,
    Column,
    Detail,
    NetworkLayout,
    lay_out,
)
from gui.network.marks import SMALLEST_WITH_SIGN, badge_place
from gui.network.moment import Moment, Sparing
from gui.network.naming import loss_lines, target_text, unit_name
from gui.network.neuron_texts import OUTPUT, Rooms, neuron_texts, side_texts
from gui.network.reserve import begins_below_zero
from gui.network.shapes import Reach, Rect
from gui.network.text import RING_ROOM, TextPart
from gui.words.catalog import language
from gui.words.functions import input_column, target_column

TARGET_SIZE, LOSS_SIZE = 12.0, 13.0
BELOW_SPOKEN = 24.0  # px at scale 1: one line, dC/dz or the bias that is spoken of
LARGEST_NAME = 72.0  # px at scale 1, of the room for a class beside its target
LEFT_SHARE = 0.09  # of the usual width, at most for the names of inputs
STEP = 6  # widths are rounded up to it, so that places stay where words change a little


class Obstacle(Struct, frozen=True):
    """The rectangle of a text at a neuron, and how large it is written."""

    layer: int
    unit: int
    part: TextPart
    rect: Rect
    size: float = 0.0


class Geometry(Struct, frozen=True, eq=False):
    """The layout, with what labels must not cover.

    rooms: of the texts at neurons; loss_height: of all lines of the loss; reserving: a moment that
    writes every number as wide as it may become.
    """

    layout: NetworkLayout
    rooms: Rooms
    obstacles: tuple[Obstacle, ...]
    circles: tuple[Circle, ...]
    loss_height: float
    reserving: Moment


def geometry(moment: Moment, width: float, height: float) -> Geometry:
    """Return where everything stands in this experiment."""
    return _geometry(_Key(moment, width, height))


class _Key:
    """What a geometry depends on; the moment itself only serves to compute it."""

    def __init__(self, moment: Moment, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.moment = replace(moment, reserving=True, hovered=None)
        scope, experiment = self.moment.scope, moment.state.document.experiment
        signed = begins_below_zero(moment.state.document.run)
        samples = (len(experiment.data.inputs), scope.samples, scope.sample is None)
        self._same = (
            *(experiment.network.shape, experiment.training.train_biases),
            *(experiment.data.input_names, experiment.data.target_names),
            *(samples, experiment.reduction, signed, moment.state.view.digits),
            *(width, height, moment.scale, language(), moment.state.view.neurons),
            moment.sparing,
        )

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
    height = key.height - _foot_height(moment, key.width)
    given = moment.sizes, key.width, height, moment.scale, side
    mapped, on_page = moment.is_mapped, moment.sparing is not None
    below = BELOW_SPOKEN if moment.spares(Sparing.SPOKEN) else inf
    first = lay_out(*given, is_mapped=mapped, on_page=on_page, below=below)
    reaches = [_reach(moment, column) for column in first.columns]
    left = _left_width(moment, first.columns[0])
    layout = lay_out(*given, reaches, left, mapped, on_page, below)
    rooms, rects, circles = _at_neurons(moment, layout)
    loss_height = len(loss_lines(moment)) * LOSS_SIZE * moment.scale * LINE_HEIGHT
    return Geometry(layout, rooms, rects, circles, loss_height, moment)


def _foot_height(moment: Moment, width: float) -> float:
    """Return what is below the network in a figure."""
    if moment.sparing is None or moment.spares(Sparing.SPOKEN):
        return 0.0
    from gui.network.foot import foot_height  # in figures only

    return foot_height(moment, width)


def _side_width(moment: Moment) -> float:
    """Return how wide the widest of targets and losses is."""
    if moment.spares(Sparing.TARGETS):
        return 0.0
    size = TARGET_SIZE * moment.scale
    given = moment if moment.sparing is None else replace(moment, reserving=False)
    widths = [
        text_width(target_text(given, unit), size)
        + min(text_width(f" {class_name(moment, unit)}", size), LARGEST_NAME * moment.scale)
        for unit in range(min(moment.sizes[-1], 64))
    ]
    widths += [
        text_width(line.text, line.share * LOSS_SIZE * moment.scale, bold=line.bold)
        for line in loss_lines(moment)
        if not moment.spares(Sparing.LOSS)
    ]
    return rounded_up(max(widths) + 4)


def class_name(moment: Moment, unit: int) -> str:
    """Return which class an output is of, "" where there is none or no room for it."""
    if moment.spares(Sparing.CLASSES):
        return ""
    return target_column(moment.state.document.experiment.data, unit)


def _left_width(moment: Moment, inputs: Column) -> float:
    """Return how far the names of the inputs reach to the left, at most what is left to them."""
    data, rows = moment.state.document.experiment.data, ROWS[inputs.detail]
    if moment.spares(Sparing.COLUMNS):
        return 0.0
    size, around = moment.type_size(rows.text), 4 * moment.scale
    widest = max(text_width(input_column(data, unit), size) for unit in range(len(inputs.ys)))
    most = LEFT_SHARE * DESIGN_WIDTH * size / rows.text
    if inputs.detail is Detail.TITLED:
        texts = [t for unit in range(len(inputs.ys)) for t in neuron_texts(moment, inputs, unit)]
        heads = [text.rect.width for text in texts if text.part is TextPart.HEAD]
        return max(max(heads) / 2 + around, min(widest / 2 + around, most))
    if inputs.detail > Detail.SIDE or not input_column(data, 0):
        return 0.0
    if inputs.detail is Detail.SIDE:
        return inputs.radius + 10 * moment.scale + min(widest, most)
    if inputs.detail is Detail.DENSE:
        widest += text_width(unit_name(moment, 0, len(inputs.ys) - 1), size) + 6 * moment.scale
    return min(widest / 2 + around, most)


def _reach(moment: Moment, column: Column) -> Reach:
    """Return how far the texts of a layer's neurons reach to either side."""
    is_inside = moment.spares(Sparing.OUTPUTS) or (
        moment.sparing is not None and fit_inside(moment, column)
    )
    if column.detail is Detail.SIDE and column.layer == moment.depth and not is_inside:
        number = text_width(OUTPUT, ROWS[Detail.SIDE].text * moment.scale)
        reach = column.radius + number + 12 * moment.scale
        return reach, reach
    rects = [
        text.rect
        for unit in range(min(len(column.ys), MOST_CIRCLES_WITH_TEXT))
        for text in neuron_texts(moment, column, unit)
        if text.size >= moment.least_type
    ]
    right = rounded_up(max((rect.right - column.x for rect in rects), default=column.half_width))
    return (column.radius, right) if column.detail is Detail.PICTURED else (right, right)


def _at_neurons(
    moment: Moment, layout: NetworkLayout
) -> tuple[Rooms, tuple[Obstacle, ...], tuple[Circle, ...]]:
    """Return the room of every text at a neuron, and what labels must not cover."""
    rooms: dict[tuple[int, int, TextPart], float] = {}
    obstacles: list[Obstacle] = []
    circles: list[Circle] = []
    for column in layout.columns:
        if column.detail > Detail.SIDE:
            continue
        for unit, y in enumerate(column.ys):
            ring = RING_ROOM - 1 if column.detail < Detail.DENSE else 3.0
            circles.append((column.x, y, column.radius + ring * moment.scale))
            if column.layer > 0 and column.radius >= SMALLEST_WITH_SIGN * moment.scale:
                circles.append(badge_place(column, unit, moment.scale))
            texts = neuron_texts(moment, column, unit)
            if column.detail is Detail.SIDE:  # numbers stand inside or beside, as they fit
                for number in (address(column.layer, unit), None):
                    texts += side_texts(moment, column, unit, number)
            for text in texts:
                place = (column.layer, unit, text.part)
                rooms[place] = max(text.rect.width, rooms.get(place, 0.0))
                obstacles.append(Obstacle(column.layer, unit, text.part, text.rect, text.size))
    return rooms, tuple(obstacles), tuple(circles)
