"""The gradient of one weight, sample by sample: a strip of dots and their mean."""

import numpy as np
from msgspec.structs import replace

from engine.frozen import Array
from engine.story.formulas.indexed import indexed
from engine.story.formulas.terms import symbol
from engine.story.notation import noted
from engine.story.scope import Scope
from engine.text.covered import covered
from engine.text.names import name, written
from engine.text.numbers import DASH, short
from engine.written.quantity import Quantity, gradient_of
from gui.plots.chart import Axis, Chart, Note, Point, Series, Shape, nice_range
from gui.state.hiding.derived import is_hidden
from gui.state.run import derived
from gui.state.state import State
from gui.words.batch import pool
from gui.words.catalog import say
from gui.words.quantities import with_column

LARGEST_DRAWN = 1e150  # beyond, there are numbers but no picture
_SHAPE = "+0.0000"  # as a gradient is written
_DOT, _LEAST_DOT = 8.0, 2.5  # units, of few samples and of very many
_DOTS_HIGH, _DOTS_HIGH_ON_PAGE = 60.0, 110.0  # units: the radii of all dots together
_RING = 4.0  # units around the dot of the sample that is followed


def own_gradients(state: State) -> Array:
    """Return the derivative of each sample's own loss by the selected weight or bias: (batch,)."""
    return derived.batch_scope(state).own_gradients(derived.parameter(state))


def gradient(state: State) -> Quantity:
    """Return the address of the gradient shown."""
    return gradient_of(derived.parameter(state))


def latest(state: State) -> State:
    """Return the moment whose gradients are shown: the step before, until this one has them."""
    return derived.last_done(state, gradient(state))


def samples_chart(state: State) -> Chart:
    """Return a dot for each sample of the batch at its own gradient, the batch's as a line.

    Before the step has computed them, they are those of the step before, and it says so.
    """
    now, which = state, gradient(state)
    state = latest(now)
    own, scope = own_gradients(state), derived.batch_scope(state)
    letter, samples = name(which, state.view.notation), len(own)
    y_axis = Axis(say("axis.sample"), 0.5, samples + 0.5, is_count=True)
    known = derived.is_known(state, which)
    if not known or not (np.abs(own) <= LARGEST_DRAWN).all():
        text = f"{letter} = {DASH}" if not known else say("chart.too-large")
        return Chart(Axis(letter, -1.0, 1.0), y_axis, notes=(Note(text, "text_faint"),))
    if is_hidden(state, which):
        hides = f"{letter} = {covered(_SHAPE)}"
        return Chart(Axis(letter, -1.0, 1.0), y_axis, notes=(Note(hides, "text_soft"),))
    whole = float(own.sum() / scope.divisor)
    low, high = nice_range(min(float(own.min()), 0.0, whole), max(float(own.max()), 0.0, whole))
    size = min(max(_DOTS_HIGH / samples, _LEAST_DOT), _DOT)
    points = [
        Point(
            float(value), number, _ink(float(value)), size, said=_said(state, number, float(value))
        )
        for number, value in enumerate(own, start=1)
    ]
    if scope.row is not None:
        followed = points.pop(scope.row)  # in front, and ringed: its colour tells its sign
        ring = replace(followed, ink="text", radius=size + _RING, shape=Shape.RING)
        points += [ring, followed]
    each = letter if samples == 1 else written(noted(indexed(symbol(which)), state.view.notation))
    ends = np.array([y_axis.low, y_axis.high])
    told = say("chart.last-done", step=state.cursor.step)
    before = () if state is now else (Note(told, "text_faint"),)
    each = with_column(scope.experiment, which, each)
    return Chart(
        Axis(say("samples.axis", gradient=each), low, high),
        y_axis,
        curves=(
            Series(np.zeros(2), ends, "control_edge", 1.0),
            Series(np.full(2, whole), ends, "text_soft", 1.6, dashed=True),
        ),
        points=tuple(points),
        notes=(*_notes(state, scope, own, whole), *before),
    )


def samples_page(state: State) -> Chart:
    """Return the chart for a figure: larger dots, and what their colours mean below them."""
    chart = samples_chart(state)
    least = min(_DOTS_HIGH_ON_PAGE / max(len(chart.points), 1), _DOT)
    more = max(least - min((each.radius for each in chart.points), default=least), 0.0)
    points = tuple(replace(each, radius=each.radius + more) for each in chart.points)
    chart = replace(chart, points=points)
    legend = tuple(
        Note(say(f"samples-dots.{key}"), "text_soft", sign="●", sign_ink=f"gradient_{key}")
        for key in ("positive", "negative")
    )
    inks = {point.ink for point in chart.points}
    return replace(chart, legend=legend) if "gradient_negative" in inks else chart


def _said(state: State, sample: int, value: float) -> str:
    return say("samples.own", sample=sample, value=short(value, state.view.digits, sign=True))


def _ink(value: float) -> str:
    return "gradient_negative" if value < 0 else "gradient_positive"


def _notes(state: State, scope: Scope, own: Array, whole: float) -> tuple[Note, ...]:
    digits = state.view.digits
    together, used = (
        short(number, digits, sign=True) for number in (whole, scope.read(gradient(state)))
    )
    differs = "" if together == used else "-but"
    key = f"samples-pooled.{pool(scope)}{differs}"
    said = Note(say(key, count=scope.samples, whole=together, used=used), "text_soft")
    if scope.row is None:
        return (said,)
    followed = float(own[scope.row])
    return (Note(_said(state, scope.row + 1, followed), _ink(followed)), said)
