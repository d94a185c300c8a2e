"""The picture of the loss against one weight: curve, tangent, minima, balls and their trails."""

import numpy as np

from engine.curves.minima import Minimum, lowest
from engine.frozen import Array
from engine.text.covered import covered
from engine.text.numbers import DASH, MINUS, short
from engine.written.quantity import Kind, Quantity
from gui.landscape.cost_notes import cost_notes
from gui.landscape.curve.balls import INKS, Room, drawn, trail
from gui.landscape.curve.does import does_sentences, says_what_balls_do
from gui.landscape.curve.slice import Slice, holds_limits, is_own, letter, slice_of
from gui.plots.chart import (
    LARGEST,
    SMALLEST,
    Axis,
    Chart,
    Label,
    Note,
    Point,
    Series,
    Shape,
    VectorMark,
    nice_range,
)
from gui.plots.covered import covered_chart
from gui.state.curve import derived as curve_derived
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.words.catalog import say
from gui.words.quantities import with_column

LARGEST_DRAWN = 1e280  # a weight or a loss beyond it has no picture, only its number
_SHAPE = "0.0000"  # as a number is written that is hidden
_CURVE_SHARE = 0.6  # of the range, the length of the tangent drawn
_FLAT = 1e-6  # of its height: a curve that changes less is drawn flat, not as its rounding
_FOOT = 0.1  # of the height, room below the curve for the names of minima


def slice_chart(state: State) -> Chart:
    """Return the picture of the loss against the shown parameter."""
    return covered_chart(_slice_chart(state), curve_derived.hidden_numbers(state))


def _slice_chart(state: State) -> Chart:
    shown = slice_of(state)
    if not (abs(shown.present) <= LARGEST_DRAWN and abs(shown.loss) <= LARGEST_DRAWN):
        return _without_picture(state, shown)
    x_low, x_high = float(shown.xs[0]), float(shown.xs[-1])
    found = minima_of(state, shown)
    low, high = y_range(shown.ys, foot=_FOOT if found else 0.0)
    room = Room(x_low, x_high, low, high)
    cost = state.view.notation.loss
    curves = [Series(shown.xs, heights(shown.ys, low, high), "text_soft", name=cost)]
    points, labels = _minima(found, state.view.digits)
    last: list[Point] = []  # on top of the balls
    arrows: list[VectorMark] = []
    if shown.known and np.isfinite(shown.slope):
        curves.append(_tangent(shown, low, high))
        if is_own(state) and shown.landing is not None:
            arrow, landed = _landing(shown, shown.landing, high)
            arrows.append(arrow)
            last.append(landed)
    numbered = len(state.curve.balls) > 1
    balls = list(zip(curve_derived.balls(state), curve_derived.descents(state), strict=True))
    for index, (ball, descent) in reversed(list(enumerate(balls))):
        one = drawn(trail(state, ball, descent), index, room, state.view, numbered=numbered)
        curves += one.curves
        points += one.points
        arrows += one.arrows
        labels += one.labels
    return Chart(
        x_axis=Axis(axis_name(state), x_low, x_high),
        y_axis=Axis(loss_name(state), low, high),
        curves=tuple(curves),
        points=(*points, *last),
        arrows=tuple(arrows),
        notes=(
            *notes(state, shown, found),
            *cost_notes(state, of_network=curve_derived.is_network(state)),
        ),
        labels=tuple(labels),
        by_hand=holds_limits(state, shown.present),
    )


def axis_name(state: State) -> str:
    """Return what the weight is called, of a formula also what the curve is."""
    if curve_derived.is_network(state):
        return with_column(state.document.experiment, derived.parameter(state), letter(state))
    written = curve_derived.formula(state).replace("-", MINUS)
    return say("axis.curve", C=state.view.notation.loss, formula=written)


def loss_name(state: State) -> str:
    """Return what stands along an axis of losses."""
    return say("axis.loss", C=state.view.notation.loss)


def heights(ys: Array, low: float, high: float) -> Array:
    """Return losses as they are drawn: infinite ones leave the picture without infinite lines.

    NaN stays, as a gap in the curve.
    """
    beyond = 10 * (high - low)
    return ys.clip(low - beyond, high + beyond)


def minima_of(state: State, shown: Slice) -> tuple[Minimum, ...]:
    """Return the minima in range; while training they would move faster than one can read."""
    if state.mode is Mode.TRAINING:
        return ()
    return curve_derived.minima_between(state, float(shown.xs[0]), float(shown.xs[-1]))


def y_range(ys: Array, foot: float = 0.0) -> tuple[float, float]:
    """Return the range drawn for losses: round numbers, with so much of the height below."""
    drawn_ys = ys[np.abs(ys) <= LARGEST]
    if not len(drawn_ys):
        return 0.0, 1.0
    low, high = float(drawn_ys.min()), float(drawn_ys.max())
    height = max(abs(low), abs(high))
    if high - low <= _FLAT * height or height < SMALLEST:
        low, high = (0.0, 2 * height) if height >= SMALLEST else (0.0, 1.0)
        return nice_range(low, high)
    margin = 0.04 * (high - low)
    return nice_range(low - margin - foot * (high - low), high + margin, 20 if foot else 8)


def _minima(found: tuple[Minimum, ...], digits: int) -> tuple[list[Point], list[Label]]:
    """Return a ring at each minimum, with a name under the lowest, and the others if few."""
    best = lowest(found)
    points = [Point(each.w, each.cost, "text_faint", 4.0, Shape.RING) for each in found]
    labels = []
    for each in found:
        if each is best and len(found) > 1:
            text = say("minimum.lowest", w=short(each.w, digits))
            labels.append(Label(each.w, each.cost, text, "text_soft", dy=-1))
        elif len(found) <= 5:
            name = say("minimum.other")
            labels.append(Label(each.w, each.cost, name, "text_faint", dy=-1, gives_way=True))
    return points, labels


def _without_picture(state: State, shown: Slice) -> Chart:
    """Return empty axes under the numbers, which are too large to be drawn."""
    return Chart(
        x_axis=Axis(shown.letter, -1.0, 1.0),
        y_axis=Axis(loss_name(state), 0.0, 1.0),
        notes=(*_of_first(state, shown), Note(say("chart.too-large"), "text_faint")),
    )


def _tangent(shown: Slice, low: float, high: float) -> Series:
    """Return the line through the ball whose slope is the gradient, cut to the picture."""
    reach = _CURVE_SHARE * float(shown.xs[-1] - shown.xs[0]) / 2
    if shown.slope:
        reach = min(reach, 0.45 * (high - low) / abs(shown.slope))
    xs = np.array([shown.present - reach, shown.present + reach])
    ys = shown.loss + shown.slope * (xs - shown.present)
    ink = "gradient_negative" if shown.slope < 0 else "gradient_positive"
    return Series(xs, ys, ink, 1.6, dashed=True)


def _landing(shown: Slice, landing: tuple[float, float], top: float) -> tuple[VectorMark, Point]:
    """Return the arrow to where the step lands, or to the edge it leaves the picture by."""
    x, y = landing
    low, high = float(shown.xs[0]), float(shown.xs[-1])
    if not low <= x <= high:
        x, y = (low, float(shown.ys[0])) if x < low else (high, float(shown.ys[-1]))
    y = y if y <= top else top  # above the picture, or not a number
    return VectorMark(shown.present, shown.loss, x, y, "loss"), Point(x, y, "loss", 3.5)


def notes(state: State, shown: Slice, found: tuple[Minimum, ...]) -> tuple[Note, ...]:
    """Return what is said above the picture: the numbers of one ball, or what several do."""
    digits = state.view.digits
    if len(state.curve.balls) == 1:
        first = _of_first(state, shown)
        if not is_own(state) and not curve_derived.is_trained(state):
            first = (*first, Note(say("ball.if-trained"), "text_faint"))
        if not (shown.known and shown.landing and says_what_balls_do(state)):
            return first
        sentences = does_sentences(state, 0, found)
        return (*first, *(Note(sentence, "text_soft") for sentence in sentences))
    written = []
    for index, ball in enumerate(curve_derived.balls(state)):
        number, rate = index + 1, short(ball.rate, digits)
        said = f"{number}: η = {rate}"
        if says_what_balls_do(state):
            for does in does_sentences(state, index, found)[:1]:
                said = say("balls.numbered", number=number, rate=rate, does=does)
        written.append(Note(said, INKS[index]))
    return tuple(written)


def _of_first(state: State, shown: Slice) -> tuple[Note, ...]:
    """Return the numbers of the first ball, and where it goes next once its slope is known."""
    view = state.view
    digits, cost = view.digits, view.notation.loss
    unknown = covered(_SHAPE) if shown.hides else DASH
    slope = short(shown.slope, digits, sign=True) if shown.known else unknown
    seen = not is_own(state) or derived.is_known(state, Quantity(Kind.LOSS))
    ink = "gradient_negative" if shown.slope < 0 else "gradient_positive"
    written = [
        Note(f"{shown.letter} = {short(shown.present, digits)}", "accent"),
        Note(f"{cost} = {short(shown.loss, digits) if seen else DASH}", "loss"),
        Note(
            say("chart.slope", of=f"∂{cost}/∂{shown.letter}", value=slope),
            ink if shown.known else "text_faint",
        ),
    ]
    if shown.landing is None:
        return (*written, Note(say("chart.not-trained"), "text_faint"))
    x, y = (short(number, digits) if shown.known else unknown for number in shown.landing)
    if not curve_derived.is_network(state):
        return (*written, Note(say("chart.next", x=x, C=cost, y=y), "loss"))
    written.append(Note(say("chart.next-alone", letter=shown.letter, x=x, C=cost, y=y), "loss"))
    if is_own(state):
        after = short(derived.trace(state).loss_after, digits) if shown.known else unknown
        written.append(Note(say("chart.next-step", C=cost, y=after), "loss"))
    return tuple(written)
