"""Which weights are labelled, and where: one size and form of labels in a picture."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from engine.written.quantity import Kind, Quantity
from gui.draw.letters import LINE_HEIGHT, text_width
from gui.look.sizes import growth
from gui.network.edges import Edge, edge
from gui.network.geometry import Geometry, geometry
from gui.network.label_options import Ground, Options, Place, along, beside
from gui.network.layout import MOST_CIRCLES_WITH_TEXT, Column, Detail
from gui.network.moment import Moment
from gui.network.naming import Form, longest_weight_lines
from gui.network.neuron_texts import gives_way
from gui.network.placing import place_all, place_most
from gui.network.shapes import Rect
from gui.state.choices import WeightLabels

PADDING_X, PADDING_Y = 5.0, 3.0
CLOSE_X, CLOSE_Y = 3.0, 1.5  # of a single line
ENOUGH = 0.85  # of the labels that smaller ones would give: then larger ones are taken
_SHARES = (1.0, 0.75, 0.5, 0.25)  # of what a picture may grow by, the largest first
FEWEST = 0.5  # of a layer's labels: fewer would only be noise


class Lettering(Struct, frozen=True):
    """A form of weight labels with its size of text."""

    form: Form
    size: float


LETTERINGS = (  # the first with which all labels find a place is taken
    Lettering(Form.WIDE, 11.0),
    Lettering(Form.WIDE, 10.0),
    Lettering(Form.TALL, 10.5),
    Lettering(Form.TALL, 9.5),
    Lettering(Form.NARROW, 10.0),
    Lettering(Form.SHORT, 10.0),
    Lettering(Form.SHORT, 9.0),
    Lettering(Form.LINE, 10.0),
    Lettering(Form.LINE, 9.0),
    Lettering(Form.NUMBER, 9.5),
    Lettering(Form.NUMBER, 9.0),
)
SMALL = LETTERINGS[-4:]  # of which as many as there is room for stand where not all do
SHIFTED = SMALL[:2]  # they say whose they are, and may leave the middle of its line
NAMELESS = SMALL[2:]


class Labelling(Struct, frozen=True, eq=False):
    """The middle of every label that has a place; all are of one lettering, width and height.

    is_whole: whether every weight that should have a label has one.
    """

    lettering: Lettering
    width: float
    height: float
    places: Mapping[Quantity, Place]
    is_whole: bool


def roomy_scale(moment: Moment, width: float, height: float) -> float:
    """Return the largest scale up to that of the room at which as much is written as at the usual.

    That is the scale of the moment. Nothing depends on the beat or on what is selected.
    """
    usual = moment.scale
    most = growth(width / usual, height / usual)
    return usual if most == 1 else _roomy_scale(geometry(moment, width, height), most)


@lru_cache(maxsize=16)
def _roomy_scale(where: Geometry, most: float) -> float:
    usual, layout = where.reserving.scale, where.layout
    least = written_at(where)
    for share in _SHARES:
        scale = usual * (1 + share * (most - 1))
        larger = geometry(replace(where.reserving, scale=scale), layout.width, layout.height)
        written = written_at(larger)
        as_full = written.details == least.details and written.form <= least.form
        if as_full and written.labels >= least.labels:
            return scale
    return usual


class WrittenMuch(Struct, frozen=True):
    """How much is written: at each layer's neurons, in every label, and in how many."""

    details: tuple[Detail, ...]
    form: int
    labels: int


def written_at(where: Geometry) -> WrittenMuch:
    """Return how much is written where, whichever moment it is."""
    found = _placed(where, None)
    details = tuple(column.detail for column in where.layout.columns)
    # up to the narrowest of them, the forms say the same
    form = max(found.lettering.form.value, Form.NARROW.value)
    return WrittenMuch(details, form, len(found.places))


def labelling(moment: Moment, where: Geometry) -> Labelling:
    """Return the labels of this picture, which are the same in all beats and steps."""
    nameless = moment.state.is_picking  # letters would tell which one is asked for
    if moment.state.view.labels is WeightLabels.ALL:
        everywhere = _placed(where, None, nameless)
        if moment.focus is None or everywhere.is_whole:
            return everywhere
    elif moment.focus is None:
        return _with(where, NAMELESS[0] if nameless else LETTERINGS[0], {}, True)
    return _placed(where, moment.focus, nameless)


@lru_cache(maxsize=16)
def _placed(where: Geometry, focus: Quantity | None, nameless: bool = False) -> Labelling:
    """Return labels for the edges of a neuron, or for all edges, as far as they find places."""
    layers = [edges for edges in _wanted(where, focus) if edges]
    named = (False, LETTERINGS), (True, SHIFTED)
    for shifted, letterings in ((False, NAMELESS),) if nameless else named:
        for lettering in letterings if _may_all_fit(where, layers, focus, shifted) else ():
            found = _all_of(where, layers, lettering, focus, shifted)
            if found is not None:
                return _with(where, lettering, found, True)
    small = NAMELESS if nameless else SMALL
    tried = [(each, _most_of(where, layers, each, focus)) for each in small]
    most = max(len(found) for _, found in tried)
    return next(_with(where, *each, False) for each in tried if len(each[1]) >= ENOUGH * most)


def _may_all_fit(
    where: Geometry, layers: list[list[Edge]], focus: Quantity | None, shifted: bool
) -> bool:
    """Return whether the smallest labels would all have some place."""
    smallest = [_options(where, edges, LETTERINGS[-1], focus, shifted) for edges in layers]
    return not any(all(way.is_hopeless for way in ways) for ways in smallest)


def _most_of(
    where: Geometry, layers: list[list[Edge]], lettering: Lettering, focus: Quantity | None
) -> dict[Quantity, Place]:
    """Return the places of as many labels as can be, none of a layer with few of them."""
    found: dict[Quantity, Place] = {}
    for edges in layers:
        options = _options(where, edges, lettering, focus, False)[-1]
        if options.possible < FEWEST * len(edges):
            continue
        places = zip(edges, place_most(edges, options), strict=True)
        of_layer = {each.quantity: middle for each, middle in places if middle is not None}
        if len(of_layer) >= FEWEST * len(edges):
            found |= of_layer
    return found


def _all_of(
    where: Geometry,
    layers: list[list[Edge]],
    lettering: Lettering,
    focus: Quantity | None,
    shifted: bool,
) -> dict[Quantity, Place] | None:
    """Return the places of all labels, None where not all of them are found to fit."""
    ways = [_options(where, edges, lettering, focus, shifted) for edges in layers]
    if any(all(options.is_hopeless for options in of_layer) for of_layer in ways):
        return None
    found: dict[Quantity, Place] = {}
    for edges, of_layer in zip(layers, ways, strict=True):
        tried = (place_all(edges, options) for options in of_layer)
        places = next((each for each in tried if each is not None), None)
        if places is None:
            return None
        found |= {each.quantity: middle for each, middle in zip(edges, places, strict=True)}
    return found


def _options(
    where: Geometry, edges: list[Edge], lettering: Lettering, focus: Quantity | None, shifted: bool
) -> list[Options]:
    """Return where labels may stand between two layers, one way of doing it after the other."""
    size = label_size(where, lettering)
    ground = _ground(where, edges[0].layer, focus)
    found = [along(edges, *size, ground, shifted=shifted)]
    if focus is not None:
        found.append(beside(edges, focus.layer == edges[0].layer, *size, ground))
    return found


def _wanted(where: Geometry, focus: Quantity | None) -> list[list[Edge]]:
    """Return the edges that should have labels, layer by layer."""
    found = []
    for start, end in pairwise(where.layout.columns):
        few = max(len(start.ys), len(end.ys)) <= MOST_CIRCLES_WITH_TEXT
        is_written = few and max(start.detail, end.detail) <= Detail.SIDE
        found.append(_between(where, start, end, focus) if is_written else [])
    return found


def _between(where: Geometry, start: Column, end: Column, focus: Quantity | None) -> list[Edge]:
    of = None if focus is None else (focus.layer, focus.unit)
    return [
        edge(where.layout, end.layer, unit, source)
        for unit in range(len(end.ys))
        for source in range(len(start.ys))
        if of is None or of in ((end.layer, unit), (start.layer, source))
    ]


def _ground(where: Geometry, layer: int, focus: Quantity | None) -> Ground:
    layout = where.layout
    left, right = layout.columns[layer - 1].x, layout.columns[layer].x
    near = tuple(
        each.rect
        for each in where.obstacles
        if each.rect.right > left
        and each.rect.x < right
        and not gives_way(layout.columns[each.layer], each.unit, each.part, focus)
    )
    circles = tuple(circle for circle in where.circles if left <= circle[0] <= right)
    return Ground(near, circles, Rect(left, 0.0, right - left, layout.bottom))


def _with(
    where: Geometry, lettering: Lettering, places: Mapping[Quantity, Place], is_whole: bool
) -> Labelling:
    return Labelling(lettering, *label_size(where, lettering), places, is_whole)


@lru_cache(maxsize=64)
def label_size(where: Geometry, lettering: Lettering) -> tuple[float, float]:
    """Return the width and height of every label, with room for all that it will say."""
    moment, sizes = where.reserving, where.reserving.sizes
    size = moment.type_size(lettering.size)
    widest, lines = 0.0, 1
    for layer in range(1, len(sizes)):
        longest = Quantity(Kind.WEIGHT, layer, sizes[layer] - 1, sizes[layer - 1] - 1)
        written = longest_weight_lines(moment, longest, lettering.form)
        lines = len(written)
        for line in written:
            widest = max(widest, text_width(line.text, size, line.is_bold(lettering.form)))
    across, down = (PADDING_X, PADDING_Y) if lines > 1 else (CLOSE_X, CLOSE_Y)
    scale = moment.scale
    return widest + 2 * across * scale, lines * size * LINE_HEIGHT + 2 * down * scale
