"""The gradient of one weight, sample by sample: a strip of dots and their mean."""

import numpy as np

from engine.frozen import Array
from engine.story.readings import read
from engine.text.names import name
from engine.text.numbers import DASH, short
from engine.written.quantity import Quantity, gradient_of
from gui.plots.chart import Axis, Chart, Note, Point, Series, nice_range
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say

LARGEST_DRAWN = 1e150  # beyond, there are numbers but no picture
_DOT, _FOLLOWED = 3.5, 6.0
_FEW = 40  # samples; more are drawn as smaller dots


def own_gradients(state: State) -> Array:
    """Return the derivative of each sample's own loss by the selected weight or bias: (batch,).

    Deltas are of the batch cost and carry the 1/N of a mean: N times as much is the sample's own.
    """
    divisor = derived.experiment(state).reduction.divisor(len(derived.trace(state).x))
    with np.errstate(all="ignore"):
        return divisor * derived.sample_shares(state)


def gradient(state: State) -> Quantity:
    """Return the address of the gradient shown."""
    return gradient_of(derived.parameter(state))


def samples_chart(state: State) -> Chart:
    """Return a dot for each sample of the batch at its own gradient, the mean as a line."""
    own, which = own_gradients(state), gradient(state)
    letter, samples = name(which, state.view.notation), len(own)
    y_axis = Axis(
        say("axis.sample"), 0.5 if samples > 1 else 0.0, samples + (0.5 if samples > 1 else 1.0)
    )
    known = derived.is_known(state, which)
    if not known or not (np.abs(own) <= LARGEST_DRAWN).all():
        text = f"{letter} = {DASH}" if not known else say("chart.too-large")
        return Chart(Axis(letter, -1.0, 1.0), y_axis, notes=(Note(text, "text_faint"),))
    mean = float(own.mean())
    low, high = nice_range(min(float(own.min()), 0.0), max(float(own.max()), 0.0))
    size = _DOT if samples <= _FEW else _DOT * 0.7
    row = derived.row(state)
    points = [
        Point(float(value), number, _ink(float(value)), size)
        for number, value in enumerate(own, start=1)
        if number != row + 1
    ]
    points.append(Point(float(own[row]), row + 1.0, "accent", _FOLLOWED))
    ends = np.array([y_axis.low, y_axis.high])
    return Chart(
        Axis(say("samples.axis", gradient=letter), low, high),
        y_axis,
        curves=(
            Series(np.zeros(2), ends, "control_edge", 1.0),
            Series(np.full(2, mean), ends, "loss", 1.6, dashed=True),
        ),
        points=tuple(points),
        notes=_notes(state, own),
    )


def _ink(value: float) -> str:
    return "gradient_negative" if value < 0 else "gradient_positive"


def _notes(state: State, own: Array) -> tuple[Note, ...]:
    digits, row = state.view.digits, derived.row(state)
    reduction = derived.experiment(state).reduction
    whole, reduced = read(derived.trace(state), gradient(state)), reduction.of(own)
    alone = say("samples.own", sample=row + 1, value=short(float(own[row]), digits, sign=True))
    agrees = short(whole, digits) == short(reduced, digits)
    said = say(
        f"samples-reduced.{reduction.value}"
        if agrees
        else f"samples-reduced.{reduction.value}-but",
        count=len(own),
        mean=short(float(own.mean()), digits, sign=True),
        sum=short(float(own.sum()), digits, sign=True),
        used=short(whole, digits, sign=True),
    )
    return (Note(alone, "accent"), Note(said, "loss"))
