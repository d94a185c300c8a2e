"""The samples over a large picture of a neuron, and a cross where the one followed stands."""

import numpy as np

from engine.frozen import Array
from engine.maps.input_plane import InputPlane
from engine.written.quantity import Kind, Quantity
from gui.draw.outlines import Outline, class_ink, class_outline
from gui.network.map_pictures import LayerPictures, height_of_curve
from gui.network.map_texts import number_shown
from gui.network.moment import Moment
from gui.network.shapes import Picture, Plate, Rect, SampleMark, centred
from gui.state.inputs import derived as inputs_derived
from gui.state.run import results

_MOST = 400  # more points hide what they lie on
_POINT, _RIM = 2.6, 1.0  # px at scale 1
_CROSS, _FREE = 9.0, 3.5


def map_points(moment: Moment, item: Quantity, shown: LayerPictures, square: Rect) -> Picture:
    """Return what lies on the picture of a neuron in this square."""
    state = moment.state
    data, plane = state.document.experiment.data, inputs_derived.input_plane(state)
    limits = inputs_derived.limits(state)
    step = max(1, -(-len(data.inputs) // _MOST))
    x, targets = data.inputs[::step], data.targets[::step]
    places = _places(plane, limits, x, square)
    looks = _looks(moment, targets)
    if plane.axes == 1:
        places = _on_curve(moment, item, shown, places, targets, square)
    marks = (_mark(moment, at, *look) for at, look in zip(places, looks, strict=False))
    picture = Picture(marks=tuple(marks))
    if moment.scope.is_pooled:
        return picture
    across, down = _shares(limits, inputs_derived.place_of_followed(state)[:, None])[0]
    if plane.axes == 1:
        number = number_shown(moment, item.layer, item.unit)
        down = height_of_curve(moment.value(number), shown.scale)
    at = (square.x + across * square.width, square.y + min(max(down, 0.0), 1.0) * square.height)
    return picture + _cross(moment, at)


def _places(
    plane: InputPlane, limits: tuple[tuple[float, float], ...], x: Array, square: Rect
) -> list[tuple[float, float]]:
    """Return the middles of points for inputs, (samples, n_0)."""
    shares = _shares(limits, plane.coordinates(x))
    return [(square.x + a * square.width, square.y + b * square.height) for a, b in shares]


def _on_curve(
    moment: Moment,
    item: Quantity,
    shown: LayerPictures,
    places: list[tuple[float, float]],
    targets: Array,
    square: Rect,
) -> list[tuple[float, float]]:
    """Return the places of samples with their targets as heights, none but over an output."""
    is_gradient = number_shown(moment, item.layer, item.unit).kind is Kind.D_A
    if item.layer != moment.depth or is_gradient:
        return []
    heights = [height_of_curve(float(target), shown.scale) for target in targets[:, item.unit]]
    tops = (square.y + min(max(height, 0.0), 1.0) * square.height for height in heights)
    return [(x, top) for (x, _), top in zip(places, tops, strict=True)]


def _shares(limits: tuple[tuple[float, float], ...], places: Array) -> list[tuple[float, float]]:
    """Return how far from the left and from above places, (axes, samples), lie in a picture."""
    lows, highs = np.array(limits).T
    shares = (places.T - lows) / (highs - lows)
    down = 1 - shares[:, 1] if shares.shape[1] > 1 else np.full(len(shares), 0.5)
    return list(zip(shares[:, 0].tolist(), down.tolist(), strict=True))


def _looks(moment: Moment, targets: Array) -> list[tuple[str, Outline]]:
    """Return the colour and form of each sample's class, as in the regions."""
    theme = moment.theme
    classes = results.classes_of(moment.state.document.experiment.data)
    if classes is None:
        return [(theme.text_soft, Outline.CIRCLE)] * len(targets)
    numbers = classes.of(targets).tolist()
    return [(theme.ink(class_ink(each)), class_outline(each)) for each in numbers]


def _mark(moment: Moment, at: tuple[float, float], colour: str, outline: Outline) -> SampleMark:
    scale, theme = moment.scale, moment.theme
    return SampleMark(*at, (_POINT + _RIM / 2) * scale, outline, colour, theme.card, _RIM * scale)


def _cross(moment: Moment, at: tuple[float, float]) -> Picture:
    """Return four bars around a place, which they leave free."""
    (x, y), wide = at, 2 * moment.scale
    middle, long = (_FREE + _CROSS) / 2 * moment.scale, (_CROSS - _FREE) * moment.scale
    rects = [
        *(centred(x + off, y, long, wide) for off in (-middle, middle)),
        *(centred(x, y + off, wide, long) for off in (-middle, middle)),
    ]
    theme, rim = moment.theme, 0.8 * moment.scale
    grounds = (
        Plate(Rect(r.x - rim, r.y - rim, r.width + 2 * rim, r.height + 2 * rim), theme.card)
        for r in rects
    )
    return Picture(boxes=(*grounds, *(Plate(rect, theme.text) for rect in rects)))
