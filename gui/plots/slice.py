"""The loss against one weight: the true curve, the tangent, and where the next step lands."""

from dataclasses import dataclass, replace

import numpy as np

from engine.experiment import Experiment
from engine.frozen import Array
from engine.landscape import loss_along
from engine.story.formulas import derive
from engine.story.quantity import Kind, Quantity
from engine.story.readings import read
from engine.text.names import name
from engine.text.numbers import DASH, short
from engine.text.plain import to_text
from gui.plots.chart import (
    LARGEST,
    SMALLEST,
    Arrow,
    Axis,
    Chart,
    Curve,
    Note,
    Point,
    nice_range,
    nice_up,
)
from gui.state import derived
from gui.state.state import State

CURVE_POINTS = 241
LEAST_HALF_WIDTH = 4.0
LARGEST_HALF_WIDTH = 20.0  # a landing farther away is marked at the edge
LARGEST_DRAWN = 1e280  # a weight or a loss beyond it has no picture, only its number
LONGEST_UPDATE = 60  # characters; a longer formula stands in the panel that explains it
_CURVE_SHARE = 0.6  # of the range, the length of the tangent drawn
_FLAT = 1e-6  # of its height: a curve that changes less is drawn flat, not as its rounding


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """The numbers behind the picture.

    xs, ys: the curve; slope: the gradient of the trace; known: whether this beat has shown it;
    landing: the parameter after the next step and the loss there if only it moved, None where
    this parameter is not trained.
    """

    parameter: Quantity
    present: float
    loss: float
    slope: float
    known: bool
    xs: Array
    ys: Array
    landing: tuple[float, float] | None


def shown_parameter(state: State) -> Quantity:
    """Return the selected weight or bias, or else the first weight of the output layer."""
    selected = state.selected
    if selected is not None and selected.kind in (Kind.WEIGHT, Kind.BIAS):
        return selected
    return Quantity(Kind.WEIGHT, derived.experiment(state).network.depth, 0, 0)


def slice_of(state: State) -> Slice:
    """Return the loss of this step's batch along the shown parameter, all others fixed."""
    experiment, trace = derived.experiment(state), derived.trace(state)
    parameter = shown_parameter(state)
    gradient_kind = Kind.D_WEIGHT if parameter.kind is Kind.WEIGHT else Kind.D_BIAS
    gradient = Quantity(gradient_kind, parameter.layer, parameter.unit, parameter.source)
    present, slope = read(trace, parameter), read(trace, gradient)
    trained = parameter.kind is Kind.WEIGHT or experiment.training.train_biases
    after_kind = Kind.WEIGHT_AFTER if parameter.kind is Kind.WEIGHT else Kind.BIAS_AFTER
    target = read(trace, replace(parameter, kind=after_kind))
    low, high = x_range(present, target if trained else present)
    xs = np.union1d(np.linspace(low, high, CURVE_POINTS), [present])  # the ball is on the curve
    wanted = np.concatenate([xs, [target]])
    ys = _along(experiment, state, parameter, wanted)
    return Slice(
        parameter=parameter,
        present=present,
        loss=trace.loss,
        slope=slope,
        known=derived.is_known(state, gradient),
        xs=xs,
        ys=ys[:-1],
        landing=(target, float(ys[-1])) if trained else None,
    )


def _along(experiment: Experiment, state: State, parameter: Quantity, values: Array) -> Array:
    trace = derived.trace(state)
    return loss_along(
        experiment.network,
        experiment.loss,
        trace.before,
        trace.x,
        trace.targets,
        parameter.layer,
        parameter.unit,
        parameter.source,
        values,
    )


def x_range(present: float, target: float) -> tuple[float, float]:
    """Return the range drawn: round numbers, so that it stays while things move a little."""
    reach = max(LEAST_HALF_WIDTH, 1.5 * abs(present))
    step = 1.25 * abs(target - present)
    if step <= max(LARGEST_HALF_WIDTH, reach):
        reach = max(reach, step)  # never where the landing is not a number
    half = nice_up(reach)
    centre = round(present / (half / 4)) * (half / 4)
    return centre - half, centre + half


def slice_chart(state: State) -> Chart:
    """Return the picture of the loss against the shown parameter."""
    shown = slice_of(state)
    if not (abs(shown.present) <= LARGEST_DRAWN and abs(shown.loss) <= LARGEST_DRAWN):
        return _without_picture(shown, state.view.digits)
    low, high = y_range(shown.ys)
    beyond = 10 * (high - low)  # infinite losses leave the picture without infinite lines
    ys = np.nan_to_num(shown.ys, nan=np.inf).clip(low - beyond, high + beyond)
    curves = [Curve(shown.xs, ys, "text_soft")]
    arrows: list[Arrow] = []
    points = [Point(shown.present, shown.loss, "accent", 6.5)]
    if shown.known and np.isfinite(shown.slope):
        curves.append(_tangent(shown, low, high))
        if shown.landing is not None:
            arrow, landed = _landing(shown, shown.landing, high)
            arrows.append(arrow)
            points.append(landed)
    return Chart(
        x_axis=Axis(name(shown.parameter), float(shown.xs[0]), float(shown.xs[-1])),
        y_axis=Axis("loss C", low, high),
        curves=tuple(curves),
        points=tuple(points),
        arrows=tuple(arrows),
        notes=_notes(shown, state.view.digits),
    )


def y_range(ys: Array) -> tuple[float, float]:
    """Return the range drawn for losses of which at least one is finite: round numbers."""
    drawn = ys[np.abs(ys) <= LARGEST]
    low, high = float(drawn.min()), float(drawn.max())
    height = max(abs(low), abs(high))
    if high - low <= _FLAT * height or height < SMALLEST:
        low, high = (0.0, 2 * height) if height >= SMALLEST else (0.0, 1.0)
        return nice_range(low, high)
    margin = 0.04 * (high - low)
    return nice_range(low - margin, high + margin)


def _without_picture(shown: Slice, digits: int) -> Chart:
    """Return empty axes under the numbers, which are too large to be drawn."""
    return Chart(
        x_axis=Axis(name(shown.parameter), -1.0, 1.0),
        y_axis=Axis("loss C", 0.0, 1.0),
        notes=(*_notes(shown, digits), Note("too large to draw", "text_faint")),
    )


def _tangent(shown: Slice, low: float, high: float) -> Curve:
    """Return the line through the ball whose slope is the gradient, cut to the picture."""
    reach = _CURVE_SHARE * float(shown.xs[-1] - shown.xs[0]) / 2
    if shown.slope:
        reach = min(reach, 0.45 * (high - low) / abs(shown.slope))
    xs = np.array([shown.present - reach, shown.present + reach])
    ys = shown.loss + shown.slope * (xs - shown.present)
    ink = "gradient_negative" if shown.slope < 0 else "gradient_positive"
    return Curve(xs, ys, ink, 1.6, dashed=True)


def _landing(shown: Slice, landing: tuple[float, float], top: float) -> tuple[Arrow, Point]:
    """Return the arrow to where the step lands, or to the edge it leaves the picture by."""
    x, y = landing
    low, high = float(shown.xs[0]), float(shown.xs[-1])
    if not low <= x <= high:
        x, y = (low, float(shown.ys[0])) if x < low else (high, float(shown.ys[-1]))
    y = y if y <= top else top  # above the picture, or not a number
    return Arrow(shown.present, shown.loss, x, y, "loss"), Point(x, y, "loss", 3.5)


def _notes(shown: Slice, digits: int) -> tuple[Note, ...]:
    letter = name(shown.parameter)
    slope = short(shown.slope, digits, sign=True) if shown.known else DASH
    ink = "gradient_negative" if shown.slope < 0 else "gradient_positive"
    notes = [
        Note(f"{letter} = {short(shown.present, digits)}", "accent"),
        Note(f"slope ∂C/∂{letter} = {slope}", ink if shown.known else "text_faint"),
    ]
    if shown.landing is None:
        notes.append(Note("not trained", "text_faint"))
    elif shown.known:
        x, y = (short(number, digits) for number in shown.landing)
        notes.append(Note(f"next step: {x}, C = {y}", "loss"))
    return tuple(notes)


def update_text(state: State) -> str:
    """Return the update of the shown parameter in numbers, a dash while its gradient is unknown."""
    experiment, trace, digits = derived.experiment(state), derived.trace(state), state.view.digits
    parameter = shown_parameter(state)
    is_weight = parameter.kind is Kind.WEIGHT
    after = replace(parameter, kind=Kind.WEIGHT_AFTER if is_weight else Kind.BIAS_AFTER)
    gradient = replace(parameter, kind=Kind.D_WEIGHT if is_weight else Kind.D_BIAS)
    if not (is_weight or experiment.training.train_biases):
        return f"{name(after)} = {short(read(trace, after), digits)} (not trained)"
    if not derived.is_known(state, gradient):
        return f"{name(after)} = {DASH}"
    derivation = derive(experiment, trace, after, derived.row(state))
    result = short(derivation.value, digits)
    written = to_text(derivation.numbers[-1], digits)
    if len(written) > LONGEST_UPDATE:
        return f"{name(after)} = {result}"
    return f"{name(after)} = {written} = {result}"
