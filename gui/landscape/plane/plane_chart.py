"""The picture of the loss over two weights: shading, contours, path, gradient."""

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from engine.frozen import Array
from engine.text.numbers import short
from gui.landscape.cost_notes import cost_notes
from gui.landscape.plane.relief import Relief, rounded_level
from gui.plots.chart import (
    Area,
    Axis,
    Chart,
    Label,
    Note,
    Point,
    Series,
    Shape,
    VectorMark,
    nice_up,
)
from gui.plots.covered import covered_chart
from gui.plots.reading import Reading
from gui.state.choices import NETWORK, RANDOM
from gui.state.plane import derived as plane_derived
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say
from gui.words.quantities import letter_with_column

if TYPE_CHECKING:
    from contourpy import ContourGenerator

LEVELS = 11
LARGEST_DRAWN, SMALLEST_SLOPE = 1e150, 1e-150  # beyond, there are numbers but no picture
_DARKEST = 0.5  # of the ink, at the highest loss: contours and path stay readable
_ARROW_SHARE = 0.2  # of the picture's width: the length of the gradient arrow, about
_NAMED_EVERY = 2  # contour, with its loss


class _Heights(Struct, frozen=True, eq=False):
    """The losses drawn: at xs, ys, (side,); costs: (side, side); levels: of the contours."""

    xs: Array
    ys: Array
    costs: Array
    levels: tuple[float, ...]


def plane_chart(state: State, relief: Relief | None) -> Chart:
    """Return the picture as far as its relief has been computed."""
    return covered_chart(_plane_chart(state, relief), plane_derived.hidden_numbers(state))


def _plane_chart(state: State, relief: Relief | None) -> Chart:
    if not drawable(state):
        x_axis, y_axis = (Axis(text, -1.0, 1.0) for text in axis_names(state))
        two = plane_derived.has_two_axes(state)
        why = say("chart.too-large") if two else say("plane.one-parameter")
        return Chart(x_axis, y_axis, notes=(Note(why, "text_faint"),))
    shown = plane_derived.drawn(state)
    (x, y), half = shown.centre, shown.half_width
    axes = [
        Axis(text, middle - half, middle + half)
        for text, middle in zip(axis_names(state), (x, y), strict=True)
    ]
    grid = relief.grid() if relief is not None and relief.drawn is shown else None
    heights = None if grid is None else _heights(*grid)
    path = _Path.of(state, axes[0], axes[1])
    contours, names = ((), ()) if heights is None else _contours(heights, state.view.digits)
    arrow, note = _downhill(state, half)
    return Chart(
        axes[0],
        axes[1],
        curves=(*contours, *path.curves),
        points=path.points,
        arrows=() if arrow is None else (arrow,),
        labels=(*names, *path.labels),
        notes=(
            *_place_notes(state),
            note,
            *cost_notes(state, of_network=plane_derived.on_network(state)),
        ),
        areas=() if heights is None else _areas(heights),
        equal=state.plane.equal,
        by_hand=state.plane.half_width is not None,
    )


def drawable(state: State) -> bool:
    """Return whether the present place can be drawn: numbers can be too large for a picture."""
    return plane_derived.has_two_axes(state) and plane_derived.is_bounded(state, LARGEST_DRAWN)


def axis_names(state: State) -> tuple[str, str]:
    """Return what stands along the two axes."""
    if state.plane.surface == NETWORK:
        experiment, notation = state.document.experiment, state.view.notation
        pair = [letter_with_column(experiment, q, notation) for q in plane_derived.axes(state)]
        return pair[0], pair[1]
    if state.plane.surface == RANDOM:
        return say("direction.random", number=1), say("direction.random", number=2)
    return say("axis.weight", letter="w1"), say("axis.weight", letter="w2")


def _heights(xs: Array, ys: Array, costs: Array) -> _Heights:
    finite = costs[np.isfinite(costs)]
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    shares = (np.arange(1, LEVELS) / LEVELS) ** 2  # closer to each other near the bottom
    rounded = {rounded_level(low + float(share) * (high - low), high - low) for share in shares}
    levels = tuple(sorted(level for level in rounded if low < level < high))
    return _Heights(xs, ys, costs, levels)


def _areas(heights: _Heights) -> tuple[Area, ...]:
    """Return the ground above each level, lowest first: the higher, the darker."""
    generator = _generator(heights)
    areas = []
    for index, level in enumerate(heights.levels, start=1):
        filled = generator.filled(level, np.inf)
        outlines: list[Array] = []
        for points, offsets in zip(filled[0], filled[1], strict=True):
            if points is not None and offsets is not None:  # as the types allow, not this kind
                outlines += [points[a:b] for a, b in pairwise(offsets.tolist())]
        areas.append(Area(tuple(outlines), "loss", index / LEVELS * _DARKEST))
    return tuple(areas)


def _generator(heights: _Heights) -> "ContourGenerator":
    import contourpy  # not needed before the first paint

    masked = np.ma.masked_invalid(heights.costs)
    kind = contourpy.FillType.OuterOffset
    return contourpy.contour_generator(heights.xs, heights.ys, masked, fill_type=kind)


def _contours(heights: _Heights, digits: int) -> tuple[tuple[Series, ...], tuple[Label, ...]]:
    """Return a line through all places with the same loss, for each level, some with their loss."""
    generator = _generator(heights)
    curves, labels = [], []
    for index, level in enumerate(heights.levels):
        lines = [np.asarray(line) for line in generator.lines(level)]
        curves += [Series(line[:, 0], line[:, 1], "text_faint", 1.0) for line in lines]
        if index % _NAMED_EVERY == 0 and lines:
            longest = max(lines, key=len)
            x, y = longest[len(longest) // 3]
            labels.append(
                Label(float(x), float(y), short(level, digits), "text_soft", dy=0, gives_way=True)
            )
    return tuple(curves), tuple(labels)


class _Path(Struct, frozen=True):
    """The way the run has come, and where it stands."""

    curves: tuple[Series, ...]
    points: tuple[Point, ...]
    labels: tuple[Label, ...]

    @classmethod
    def of(cls, state: State, x_axis: Axis, y_axis: Axis) -> "_Path":
        places = plane_derived.path(state)
        curves = (Series(places[:, 0], places[:, 1], "accent", 1.6),) if len(places) > 1 else ()
        dots = tuple(
            Point(float(x), float(y), "accent", 2.5)
            for x, y in places[:-1]
            if x_axis.low <= x <= x_axis.high and y_axis.low <= y <= y_axis.high
        )
        x, y = (float(each) for each in places[-1])
        return cls(
            curves,
            (*dots, _mark(x, y, x_axis, y_axis)),
            _beyond(x, y, x_axis, y_axis, state.view.digits),
        )


def _mark(x: float, y: float, x_axis: Axis, y_axis: Axis) -> Point:
    """Return the ball, or at the edge a mark that points to where it is."""
    shape = Shape.BALL
    if x < x_axis.low or x > x_axis.high:
        shape = Shape.LEFT if x < x_axis.low else Shape.RIGHT
    elif y < y_axis.low or y > y_axis.high:
        shape = Shape.DOWN if y < y_axis.low else Shape.UP
    inside_x = min(max(x, x_axis.low), x_axis.high)
    inside_y = min(max(y, y_axis.low), y_axis.high)
    return Point(inside_x, inside_y, "accent", 7.0, shape)


def _beyond(x: float, y: float, x_axis: Axis, y_axis: Axis, digits: int) -> tuple[Label, ...]:
    if x_axis.low <= x <= x_axis.high and y_axis.low <= y <= y_axis.high:
        return ()
    mark = _mark(x, y, x_axis, y_axis)
    side = -1 if x > (x_axis.low + x_axis.high) / 2 else 1
    text = f"{short(x, digits)}, {short(y, digits)}"
    return (Label(mark.x, mark.y, text, "accent", dx=side, dy=0, gap_px=12),)


def _downhill(state: State, half: float) -> tuple[VectorMark | None, Note]:
    """Return the arrow against the gradient, so many times as long as it, and its note."""
    digits = state.view.digits
    slopes = plane_derived.gradient(state)
    first, second = (short(slope, digits, sign=True) for slope in slopes)
    length = float(np.hypot(*slopes))
    if not (SMALLEST_SLOPE < length < LARGEST_DRAWN):
        said = say("plane.gradient", first=first, second=second)
        return None, Note(said, "gradient_positive")
    scale = nice_up(_ARROW_SHARE * 2 * half / length / 2)
    x, y = plane_derived.present(state)
    arrow = VectorMark(x, y, x - scale * slopes[0], y - scale * slopes[1], "gradient_positive")
    said = say("plane.gradient-arrow", first=first, second=second, scale=short(scale))
    return arrow, Note(said, "gradient_positive")


def _place_notes(state: State) -> tuple[Note, ...]:
    x, y = plane_derived.present(state)
    if plane_derived.on_network(state):
        loss = derived.trace(state).loss
    else:
        loss = float(plane_derived.drawn(state).costs(np.array([x]), np.array([y]))[0])
    return (Note(_said(state, x, y, loss), "accent"),)


def plane_reading(state: State, x: float, y: float) -> Reading | None:
    """Return what is read at a place: the loss there, with the place in the digits of the view."""
    if not drawable(state):
        return None
    digits = state.view.digits
    x, y = (float(f"{at:.{digits - 1}e}") for at in (x, y))  # the loss is that of what is written
    loss = float(plane_derived.drawn(state).costs(np.array([x]), np.array([y]))[0])
    return Reading(x, y, _said(state, x, y, loss), "accent")


def _said(state: State, x: float, y: float, loss: float) -> str:
    digits = state.view.digits
    first, second = axis_names(state)
    return say(
        "plane.place",
        first=first,
        x=short(x, digits),
        second=second,
        y=short(y, digits),
        C=state.view.notation.loss,
        loss=short(loss, digits),
    )
