"""The numbers behind the picture of the loss against one weight."""

from functools import lru_cache

import numpy as np
from msgspec import Struct

from engine.curves.gallery import CURVES
from engine.frozen import Array
from engine.story.notation import noted
from engine.story.readings import read
from engine.text.covered import without
from engine.text.names import name
from engine.text.numbers import DASH, short
from engine.text.plain import result_to_text
from engine.written.expression import Number
from engine.written.quantity import Kind, after_step, gradient_of
from gui.plots.chart import nice_up
from gui.state.choices import TYPED
from gui.state.curve import derived as curve_derived
from gui.state.hiding.derived import is_hidden
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say

LEAST_HALF_WIDTH = 4.0
LARGEST_HALF_WIDTH = 20.0  # a landing farther away is marked at the edge
LONGEST_UPDATE = 70  # characters; a longer formula stands in the panel that explains it


class Slice(Struct, frozen=True, eq=False):
    """Where the first ball stands, and the curve around it.

    letter: of the weight; xs, ys: the curve; slope: of the tangent, for a network the gradient of
    the trace; known: whether it has been shown yet; hides: whether a class is not shown it;
    landing: the place after the next step and the loss there if only this weight moved, None where
    it is not trained or the step is none.
    """

    letter: str
    present: float
    loss: float
    slope: float
    known: bool
    xs: Array
    ys: Array
    landing: tuple[float, float] | None
    hides: bool = False


def letter(state: State) -> str:
    """Return what the weight is called."""
    if not curve_derived.is_network(state):
        return "w"
    return name(derived.parameter(state), state.view.notation)


def is_own(state: State) -> bool:
    """Return whether the first ball is the network itself, as it is now."""
    chosen = curve_derived.choice(state)
    return curve_derived.is_network(state) and chosen.start is None and chosen.steps == 0


@lru_cache(maxsize=2)  # picture, handle, fields and controls ask for the same one
def slice_of(state: State) -> Slice:
    """Return the loss of this step's batch along the shown parameter, all others fixed.

    Of a curve of the gallery, the loss that its formula gives.
    """
    return _of_present(state) if is_own(state) else _of_ball(state)


def _of_present(state: State) -> Slice:
    experiment, trace, parameter = (
        derived.experiment(state),
        derived.trace(state),
        derived.parameter(state),
    )
    is_weight = parameter.kind is Kind.WEIGHT
    gradient, after = gradient_of(parameter), after_step(parameter)
    present, target = read(trace, parameter), read(trace, after)
    trained = is_weight or experiment.training.train_biases
    low, high = limits(state, present, target if trained else present)
    xs, ys = curve_derived.sampled(state, low, high)
    landing = None
    if trained:
        landing = target, float(curve_derived.curve(state).costs(np.array([target]))[0])
    known, hides = derived.is_known(state, gradient), is_hidden(state, gradient)
    found = present, trace.loss, read(trace, gradient), known and not hides
    return Slice(letter(state), *found, xs, ys, landing, known and hides)


def _of_ball(state: State) -> Slice:
    curve, descent = curve_derived.curve(state), curve_derived.descents(state)[0]
    steps = curve_derived.landed_of(state, descent)
    landed = descent.reach(steps + 1) > steps
    present = descent.places[steps][0]
    target = descent.places[steps + 1][0] if landed else present
    low, high = limits(state, present, target)
    xs, ys = curve_derived.sampled(state, low, high)
    loss, loss_there = (float(cost) for cost in curve.costs(np.array([present, target])))
    slope, landing = curve.slope(present), (target, loss_there) if landed else None
    return Slice(letter(state), present, loss, slope, True, xs, ys, landing)


def limits(state: State, present: float, target: float) -> tuple[float, float]:
    """Return the range drawn: as chosen, unless it is given up."""
    chosen = state.curve
    if chosen.limits is not None and holds_limits(state, present):
        return chosen.limits
    if chosen.curve in CURVES:
        return CURVES[chosen.curve].low, CURVES[chosen.curve].high
    if chosen.curve == TYPED:
        return curve_derived.TYPED_RANGE
    if not is_own(state):
        first = curve_derived.start(state)
        around = x_range(first, first)
        if around[0] <= present <= around[1] or not abs(present) <= LARGEST_HALF_WIDTH:
            return around
    return x_range(present, target)


def holds_limits(state: State, present: float) -> bool:
    """Return whether the range is one chosen by hand: given up once training has left it.

    One may look where the ball is not, as long as the weights are those of that moment.
    """
    chosen = state.curve
    if chosen.limits is None or not is_own(state):
        return chosen.limits is not None
    low, high = chosen.limits
    return low <= present <= high or chosen.limits_of == curve_derived.anchor(state)


def x_range(present: float, target: float) -> tuple[float, float]:
    """Return the range drawn: round numbers, so that it stays while things move a little."""
    reach = max(LEAST_HALF_WIDTH, 1.5 * abs(present))
    step = 1.25 * abs(target - present)
    if step <= max(LARGEST_HALF_WIDTH, reach):
        reach = max(reach, step)  # never where the landing is not a number
    half = nice_up(reach)
    centre = round(present / (half / 4)) * (half / 4)
    return centre - half, centre + half


def update_text(state: State) -> str:
    """Return the update of the shown parameter in numbers, a dash while its gradient is unknown."""
    return without(_update_text(state), curve_derived.hidden_numbers(state))


def _update_text(state: State) -> str:
    experiment, trace, digits = derived.experiment(state), derived.trace(state), state.view.digits
    parameter = derived.parameter(state)
    is_weight = parameter.kind is Kind.WEIGHT
    gradient, after = gradient_of(parameter), after_step(parameter)
    notation = state.view.notation
    new = name(after, notation)
    if not (is_weight or experiment.training.train_biases):
        return say("update.not-trained", letter=new, value=short(read(trace, after), digits))
    if not derived.is_known(state, gradient):
        return f"{new} = {DASH}"
    derivation = derived.batch_scope(state).derive(after)
    numbers = noted(derivation.numbers[-1], notation)
    written = result_to_text(numbers, Number(derivation.value), digits)
    if len(written) > LONGEST_UPDATE:
        return f"{new} = {short(derivation.value, digits)}"
    return f"{new} = {written}"
