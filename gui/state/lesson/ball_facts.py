"""Facts of the curve on screen and of the first ball on it, as the descent panel shows them."""

from math import inf

import numpy as np

from engine.curves.gallery import CURVES
from engine.curves.minima import Minimum
from engine.curves.step_sizes import error_against_step
from gui.state.choices import TYPED
from gui.state.curve import derived as curve_derived
from gui.state.state import Mode, State

_HALF_WIDTH = 4.0  # of the network's curve, in which minima are looked for


def rate(state: State) -> float:
    return curve_derived.balls(state)[0].rate


def optimizer(state: State) -> str:
    return curve_derived.balls(state)[0].optimizer


def start(state: State) -> float:
    return curve_derived.start(state)


def steps(state: State) -> float:
    """Return how many steps the balls have ended, on the curve or on a surface."""
    chosen = curve_derived.choice(state)
    return chosen.steps - (1 if chosen.part < 1 and chosen.steps else 0)


def place(state: State) -> float:
    """Return where the ball stands."""
    descent = curve_derived.descents(state)[0]
    return descent.places[curve_derived.landed_of(state, descent)][0]


def following(state: State) -> float | None:
    """Return where its next step leads, None where there is none."""
    descent = curve_derived.descents(state)[0]
    taken = curve_derived.landed_of(state, descent) + 1
    return descent.places[taken][0] if descent.reach(taken) == taken else None


def loss(state: State) -> float:
    return curve_derived.curve(state).at(place(state)).value


def slope(state: State) -> float:
    return curve_derived.curve(state).slope(place(state))


def limit(state: State) -> float | None:
    """Return 2/C″ at the minimum next to where the ball started: beyond it, it leaves."""
    bend = _bend(state)
    return None if bend is None else 2 / bend


def best(state: State) -> float | None:
    """Return 1/C″ at that minimum: with it, one step is enough on a parabola."""
    bend = _bend(state)
    return None if bend is None else 1 / bend


def does(state: State) -> str | None:
    """Return what the ball does in the long run."""
    if state.mode not in (Mode.PAUSED, Mode.DESCENDING, Mode.ONE_DESCENT):
        return None
    return curve_derived.behaviours(state)[0].kind.name.lower().replace("_", "-")


def secant_slope(state: State) -> float | None:
    """Return the difference quotient for the distance on screen."""
    if state.mode is Mode.TRAINING:
        return None
    w, chosen = place(state), state.curve
    found = error_against_step(curve_derived.curve(state), w, np.array([chosen.distance]))
    return float((found.central if chosen.central else found.forward)[0])


def tangent_slope(state: State) -> float:
    return slope(state)


def _bend(state: State) -> float | None:
    """Return the second derivative at the minimum next to the start, None without one."""
    if state.mode is Mode.TRAINING:
        return None
    first = curve_derived.start(state)
    found = min(_minima(state, first), key=lambda each: abs(each.w - first), default=None)
    bend = 0.0 if found is None else curve_derived.bend_at(state, found.w)
    return bend if 0 < bend < inf else None


def _minima(state: State, first: float) -> tuple[Minimum, ...]:
    chosen = state.curve
    if chosen.curve in CURVES:
        low, high = CURVES[chosen.curve].low, CURVES[chosen.curve].high
    elif chosen.curve == TYPED:
        low, high = curve_derived.TYPED_RANGE
    else:
        low, high = first - _HALF_WIDTH, first + _HALF_WIDTH
    return curve_derived.minima_between(state, low, high)
