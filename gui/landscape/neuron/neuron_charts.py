"""The two pictures of a single neuron: its activation function over z, its loss over a."""

from functools import lru_cache

import numpy as np

from engine.activations import ACTIVATIONS
from engine.frozen import Array
from engine.losses import LOSSES
from engine.one_neuron import OneNeuron
from engine.story import one_neuron
from engine.text.numbers import short
from engine.written.quantity import Kind
from gui.landscape.curve.balls import Room
from gui.landscape.curve.slice_chart import y_range
from gui.plots.chart import Axis, Chart, Label, Note, Point, Series, nice_range
from gui.state.state import State
from gui.words.catalog import say

USUAL = 6.0  # z is shown from minus this to this, and farther where the neuron is farther
_SAMPLES = 241
_BENDS, _ENDS = 12.0, 700.0  # |z| up to which a cross-entropy bends, and is drawn at least
_TALL = 5.0  # height drawn of a cross-entropy at least: it has no upper end
_WIDE = 2.0  # |a| up to which a loss is drawn, of an activation without limits
_MARGIN = 0.1
_POINT = 6.5  # units
_WHOLE = "\N{WORD JOINER}"  # no line breaks here
_VALUE, _SLOPE, _LOSS = "positive", "slope", "loss"  # as in the formulas


def activation_chart(state: State) -> Chart:
    """Return the activation function with the neuron on it, and the tangent there."""
    neuron, digits = state.neuron, state.view.digits
    z, a = one_neuron.value(neuron, one_neuron.Z), one_neuron.value(neuron, one_neuron.A)
    slope = one_neuron.slope(neuron)
    letter = ACTIVATIONS[neuron.activation].written.letter
    said = say("chart.slope", of=f"{letter}′{_WHOLE}(z)", value=short(slope, digits))
    zs, values = _activation_curve(neuron.activation, z)
    bottom, top = y_range(values)
    room = Room(float(zs[0]), float(zs[-1]), bottom, top)
    return Chart(
        Axis("z", room.x_low, room.x_high),
        Axis(f"a = {letter}(z)", bottom, top, kind=Kind.A),
        curves=(Series(zs, values, "text_soft", name="a"), *_tangent(z, a, slope, room, _SLOPE)),
        points=(Point(z, a, _VALUE, _POINT),),
        notes=(
            Note(f"z = {short(z, digits)}", _VALUE),
            Note(said, _SLOPE),
        ),
    )


def loss_chart(state: State) -> Chart:
    """Return the loss over the activation for the present target, and the tangent there."""
    neuron, digits = state.neuron, state.view.digits
    a, cost = one_neuron.value(neuron, one_neuron.A), one_neuron.value(neuron, one_neuron.C)
    slope, loss = one_neuron.value(neuron, one_neuron.D_A), state.view.notation.loss
    room, xs, ys = _loss_curve(neuron)
    beside = -1 if neuron.y > (room.x_low + room.x_high) / 2 else 1
    target = Series(
        np.array([neuron.y, neuron.y]), np.array([room.y_low, room.y_high]), "text_faint", 1.0, True
    )
    return Chart(
        Axis("a", room.x_low, room.x_high, kind=Kind.A),
        Axis(say("axis.loss", C=loss), room.y_low, room.y_high),
        curves=(
            target,
            Series(xs, ys, "text_soft", name=loss),
            *_tangent(a, cost, slope, room, _LOSS),
        ),
        points=(Point(a, cost, _LOSS, _POINT),),
        labels=(
            Label(
                neuron.y,
                room.y_high,
                f"y = {short(neuron.y, digits)}",
                _LOSS,
                dx=beside,
                dy=-1,
                gap_px=3.0,
            ),
        ),
        notes=(
            Note(f"a = {short(a, digits, kind=Kind.A)}", _VALUE),
            Note(f"{loss} = {short(cost, digits)}", _LOSS),
            Note(say("chart.slope", of=f"∂{loss}/{_WHOLE}∂a", value=short(slope, digits)), _LOSS),
        ),
    )


@lru_cache(maxsize=8)
def _activation_curve(name: str, z: float) -> tuple[Array, Array]:
    """Return zs and f(zs), (count,): evenly spread, with the place of the neuron and the kinks."""
    low, high = -USUAL, USUAL
    if abs(z) > USUAL:
        low, high = nice_range(min(low, 1.05 * z), max(high, 1.05 * z))
    activation = ACTIVATIONS[name]
    near = np.linspace(-USUAL, USUAL, _SAMPLES)  # where it bends, however long the range is
    spread = np.linspace(low, high, _SAMPLES)
    zs = np.unique(np.concatenate([near, spread, [z, *activation.kinks]]))
    return zs, activation.value(zs)


@lru_cache(maxsize=8)
def _loss_curve(neuron: OneNeuron) -> tuple[Room, Array, Array]:
    """Return the room of the picture, and the activations and losses of the curve, (count,)."""
    a, cost = one_neuron.value(neuron, one_neuron.A), one_neuron.value(neuron, one_neuron.C)
    if LOSSES[neuron.loss].activation is not None:
        z = one_neuron.value(neuron, one_neuron.Z)
        reach = max(_ENDS, abs(z))
        near = np.linspace(-_BENDS, _BENDS, 2 * _SAMPLES)
        zs = np.unique(np.concatenate([near, np.linspace(-reach, reach, _SAMPLES), [z]]))
        activations = ACTIVATIONS[neuron.activation].value(zs)
        high = nice_range(0.0, max(_TALL, (1 + _MARGIN) * cost))[1]
        room = Room(0.0, 1.0, -0.04 * high, high)
        return room, activations, _losses(neuron, zs, activations).clip(0.0, 10 * high)
    reached = ACTIVATIONS[neuron.activation].value(np.array([-USUAL, 0.0, USUAL]))
    reached = reached.clip(-_WIDE, _WIDE)
    left, right = min(float(reached.min()), a, neuron.y), max(float(reached.max()), a, neuron.y)
    margin = _MARGIN * (right - left)
    low, high = nice_range(left - margin, right + margin)
    xs = np.unique(np.concatenate([np.linspace(low, high, _SAMPLES), [a, neuron.y]]))
    ys = _losses(neuron, xs, xs)  # these losses do not look at z
    return Room(low, high, *y_range(ys)), xs, ys


def _losses(neuron: OneNeuron, zs: Array, activations: Array) -> Array:
    targets = np.full((len(zs), 1), neuron.y)
    return LOSSES[neuron.loss].value(zs[:, None], activations[:, None], targets)


def _tangent(x: float, y: float, slope: float, room: Room, ink: str) -> tuple[Series, ...]:
    """Return the line through a place, cut where it leaves the picture; none without a slope."""
    if np.isnan(slope):
        return ()
    ends = []
    for edge in (room.x_low, room.x_high):
        at_edge = y + slope * (edge - x) if edge != x else y
        height = min(max(at_edge, room.y_low), room.y_high)
        ends.append((edge if height == at_edge else x + (height - y) / slope, height))
    xs, ys = np.array(ends).T
    return (Series(xs, ys, ink, 1.7, dashed=True),)
