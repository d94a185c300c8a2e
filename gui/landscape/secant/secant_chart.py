"""The picture of a secant that turns into the tangent, and its error against the distance h."""

from functools import lru_cache
from math import log10

import numpy as np

from engine.curves.curve import Curve as LossCurve
from engine.curves.of_network import NetworkCurve
from engine.curves.step_sizes import StepSizes, error_against_step
from engine.frozen import Array, freeze
from engine.text.numbers import ALL_DIGITS, short
from engine.text.recomputed import enough
from engine.text.writing import Digits, number_text
from engine.written.expression import Fraction, Number, Product
from engine.written.letters import TWO, minus
from gui.landscape.cost_notes import cost_notes
from gui.landscape.curve.balls import Room
from gui.landscape.curve.slice import letter, limits
from gui.landscape.curve.slice_chart import (
    LARGEST_DRAWN,
    axis_name,
    heights,
    loss_name,
    y_range,
)
from gui.plots.chart import Axis, Chart, Label, Note, Point, Series, Shape
from gui.plots.covered import covered_chart
from gui.state.curve import derived as curve_derived
from gui.state.state import State
from gui.words.catalog import say
from gui.words.checks import error_text

LEAST_DISTANCE, LARGEST_DISTANCE = 1e-15, 10.0
EXPONENTS = freeze(np.linspace(1, -15, 65))
EXACT = -17.0  # where an error of 0 is drawn on the logarithmic axis
_STRAIGHT = 1e-6  # a forward error below it at h = 1 is that of a straight line


def place(state: State) -> float:
    """Return the weight at which the slope is asked for: where the first ball stands."""
    descent = curve_derived.descents(state)[0]
    return descent.places[curve_derived.steps_of(state, descent)][0]


def quotient(state: State) -> StepSizes:
    """Return the difference quotients for the distance on screen."""
    return _sizes(curve_derived.curve(state), place(state), (state.curve.distance,))


def all_quotients(state: State) -> StepSizes:
    """Return the difference quotients for distances from 10 down to 1e-15."""
    return _sizes(curve_derived.curve(state), place(state), tuple(10.0**EXPONENTS))


@lru_cache(maxsize=8)
def _sizes(curve: LossCurve, w: float, steps: tuple[float, ...]) -> StepSizes:
    slope = None
    if isinstance(curve, NetworkCurve) and curve.is_mistaken:
        slope = curve.taught_slope(w)
    return error_against_step(curve, w, np.array(steps), slope)


def secant_chart(state: State) -> Chart:
    """Return the curve with two points, the line through them, and the tangent."""
    hidden = curve_derived.hidden_numbers(state)
    return covered_chart(_secant_chart(state), (*hidden, *_as_good(state, hidden)))


def _as_good(state: State, hidden: tuple[float, ...]) -> tuple[float, ...]:
    """Return the slope of the secant where it tells, as it is rounded, a slope that is hidden."""
    if not hidden:
        return ()
    found, digits = quotient(state), state.view.digits
    secant = float((found.central if state.curve.central else found.forward)[0])
    return (secant,) if short(secant, digits) in {short(each, digits) for each in hidden} else ()


def _secant_chart(state: State) -> Chart:
    w, h, central = place(state), state.curve.distance, state.curve.central
    found = quotient(state)
    if not (abs(w) <= LARGEST_DRAWN and abs(found.here) <= LARGEST_DRAWN):
        axes = Axis(letter(state), -1.0, 1.0), Axis(loss_name(state), 0.0, 1.0)
        return Chart(*axes, notes=(Note(say("chart.too-large"), "text_faint"),))
    low, high = limits(state, w, w)
    xs, ys = curve_derived.sampled(state, low, high)
    bottom, top = y_range(ys)
    cost = state.view.notation.loss
    curves = [Series(xs, heights(ys, bottom, top), "text_soft", name=cost)]
    room = Room(low, high, bottom, top)
    points = [Point(w, found.here, "accent", 6.5)]
    labels = [Label(w, found.here, letter(state), "accent", dx=-1, dy=1)]
    slope = float(found.central[0] if central else found.forward[0])
    if np.isfinite(found.slope + found.here):
        sign = "gradient_negative" if found.slope < 0 else "gradient_positive"
        curves.append(_line(w, found.here, found.slope, room, sign, dashed=True))
    if np.isfinite(slope):
        base = float(found.below[0]) if central else found.here
        left = w - h if central else w
        curves.append(_line(left, base, slope, room, "secant", dashed=False))
        curves += _triangle(left, base, w + h, float(found.above[0]))
        for x, y, text in _other_points(found, w, h, central, letter(state)):
            points.append(Point(x, y, "secant", 5.5, Shape.BALL))
            if h > 0.03 * (high - low):
                labels.append(Label(x, y, text, "secant", dx=1 if x > w else -1, dy=-1))
    return Chart(
        Axis(axis_name(state), low, high),
        Axis(loss_name(state), bottom, top),
        curves=tuple(curves),
        points=tuple(points),
        labels=tuple(labels),
        notes=(
            *_notes(state, found),
            *cost_notes(state, of_network=curve_derived.is_network(state)),
        ),
    )


def _line(x: float, y: float, slope: float, room: Room, ink: str, *, dashed: bool) -> Series:
    """Return a line through a place, as long as the picture: cut where it leaves it."""
    low, high = room.x_low, room.x_high
    if slope:
        crossings = sorted(x + (edge - y) / slope for edge in (room.y_low, room.y_high))
        low, high = max(low, crossings[0]), min(high, crossings[1])
    xs = np.array([low, max(low, high)])
    return Series(xs, y + slope * (xs - x), ink, 1.7, dashed=dashed)


def _other_points(
    found: StepSizes, w: float, h: float, central: bool, name: str
) -> list[tuple[float, float, str]]:
    above = (w + h, float(found.above[0]), f"{name} + h")
    return [above, (w - h, float(found.below[0]), f"{name} − h")] if central else [above]


def _triangle(left: float, base: float, right: float, height: float) -> list[Series]:
    """Return the two sides whose ratio is the secant's slope."""
    xs, ys = np.array([left, right, right]), np.array([base, base, height])
    return [Series(xs, ys, "text_faint", 1.0, dashed=True)]


def _notes(state: State, found: StepSizes) -> tuple[Note, ...]:
    digits, h = state.view.digits, state.curve.distance
    errors = found.central_errors if state.curve.central else found.forward_errors
    secant = secant_text(found, h, state.curve.central, digits)
    quotient = float((found.central if state.curve.central else found.forward)[0])
    slope = short(found.slope, digits)
    error = error_text(found.slope, quotient, float(errors[0]), digits)
    by_network = curve_derived.is_network(state)
    tangent = say(
        "secant.tangent-of-network" if by_network else "secant.tangent-of-formula", slope=slope
    )
    sign = "gradient_negative" if found.slope < 0 else "gradient_positive"
    return (
        Note(say("secant.secant", quotient=secant), "loss"),
        Note(tangent, sign),
        Note(say("secant.error", error=error), "text_soft"),
    )


def secant_text(found: StepSizes, h: float, central: bool, digits: int) -> str:
    """Return the quotient in numbers, with so many digits that it can be recomputed by hand."""
    first = float(found.above[0])
    second = float(found.below[0]) if central else found.here
    distance = Number(h, exact=True)
    below = Product((TWO, distance)) if central else distance
    line = Fraction(minus(Number(first), Number(second)), below)
    slope = Number(float(found.central[0] if central else found.forward[0]))
    needed = enough(line, slope, digits, ALL_DIGITS - digits)
    written = digits + needed.extra if needed.holds else ALL_DIGITS
    upper, lower = short(first, written), short(second, written)
    lower = f"({lower})" if second < 0 else lower
    step = number_text(distance, Digits(digits))
    divisor = f"(2 × {step})" if central else step
    return f"({upper} − {lower}) / {divisor} {needed.sign} {short(slope.value, digits)}"


def error_chart(state: State) -> Chart:
    """Return the relative error of both quotients against h, on logarithmic axes."""
    found, chosen = all_quotients(state), state.curve
    forward, central = _heights(found.forward_errors), _heights(found.central_errors)
    kinds = [
        (forward, found.forward_errors, "secant", False, say("secant.forward")),
        (central, found.central_errors, "text_soft", True, say("secant.central")),
    ]
    curves = [
        Series(EXPONENTS, ys, ink, 1.6, dashed=dashed, name=name, values=errors)
        for ys, errors, ink, dashed, name in kinds
    ]
    labels = [
        Label(float(EXPONENTS[4]), float(ys[4]), name, ink, dx=0, dy=dy)
        for (ys, _, ink, _, name), dy in zip(kinds, (1, -1), strict=True)
    ]
    now, at = quotient(state), log10(chosen.distance)
    error = now.central_errors if chosen.central else now.forward_errors
    height, ink = float(_heights(error)[0]), "text_soft" if chosen.central else "secant"
    best = found.best_central if chosen.central else found.best_forward
    best_height = float(
        (central if chosen.central else forward)[int(np.argmin(np.abs(EXPONENTS - log10(best))))]
    )
    bottom = min(float(np.minimum(forward, central).min()), height) - 1
    curves.append(Series(np.array([at, at]), np.array([bottom, 2.0]), "text_faint", 1.0))
    return Chart(
        Axis(say("axis.distance"), -15.5, 1.5, is_log=True),
        Axis(say("axis.error"), bottom, 2.0, is_log=True),
        curves=tuple(curves),
        points=(
            Point(log10(best), best_height, "text_soft", 5.0, Shape.RING),
            Point(at, height, ink, 6.0),
        ),
        labels=tuple(labels),
        notes=_best_notes(state, found, best),
    )


def _best_notes(state: State, found: StepSizes, best: float) -> tuple[Note, ...]:
    if max(found.forward_errors[EXPONENTS >= 0]) < _STRAIGHT:
        return (Note(say("secant.straight"), "text_soft"),)
    written = short(best, 2)
    why = Note(say("secant.why"), "text_faint")
    return (Note(say("secant.best", h=written), "text_soft"), why)


def _heights(errors: Array) -> Array:
    """Return the logarithms of errors; 0 is drawn below all others, what is undefined on top."""
    with np.errstate(divide="ignore"):
        logarithms = np.log10(errors)
    return np.nan_to_num(logarithms, nan=2.0, neginf=EXACT, posinf=2.0)
