"""What can be done with the loss over two weights: one plain function each."""

from math import isfinite

import numpy as np
from msgspec.structs import replace

from engine.curves.gallery import SURFACES
from engine.network import flat_index
from engine.optimizers import OPTIMIZERS
from engine.shape import in_network
from engine.written.quantity import Kind, Quantity
from gui.state.action import action
from gui.state.choices import NETWORK, RANDOM, Ball, PlaneChoice
from gui.state.experiment.editing import with_parameters
from gui.state.plane import derived as plane_derived
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.state import State

FARTHEST = 1e15  # of what is drawn


@action("plane.choose_surface")
def choose_surface(state: State, name: str) -> State:
    """Show another ground; the ball of a gallery surface begins anew with a rate that suits it."""
    if name == state.plane.surface:
        return state
    if name not in (NETWORK, RANDOM, *SURFACES):
        raise Refused("refused.no-surface", name=name)
    chosen = replace(state.plane, surface=name, start=None, half_width=None)
    if name in SURFACES:
        chosen = replace(chosen, ball=Ball(SURFACES[name].rate, chosen.ball.optimizer))
    return _without_steps(_with(state, chosen))


@action("plane.choose_axis")
def choose_axis(state: State, which: int, quantity: Quantity) -> State:
    """Draw another weight or bias along one of the two axes; a pair of the same one is turned."""
    shape = state.document.experiment.network.shape
    if which not in (0, 1):
        raise Refused("refused.no-axis", which=which)
    if quantity.kind not in (Kind.WEIGHT, Kind.BIAS) or not in_network(quantity, shape):
        raise Refused("refused.no-parameter", which=quantity)
    pair = list(plane_derived.axes(state))
    if pair[1 - which] == quantity:
        pair.reverse()
    pair[which] = quantity
    return _with(state, replace(state.plane, axes=(pair[0], pair[1]), half_width=None))


@action("plane.set_seed")
def set_seed(state: State, seed: int) -> State:
    """Draw along two other random directions."""
    if seed < 0:
        raise Refused("refused.seed", seed=seed)
    return _with(state, replace(state.plane, seed=seed))


@action("plane.set_half_width")
def set_half_width(state: State, half: float) -> State:
    if not (0 < half <= FARTHEST):
        raise Refused("refused.square-undrawable", half=half)
    return _with(state, replace(state.plane, half_width=float(f"{half:.3g}")))


@action("plane.free_half_width")
def free_half_width(state: State) -> State:
    """Choose the size of the square automatically again."""
    return _with(state, replace(state.plane, half_width=None))


@action("plane.set_equal")
def set_equal(state: State, equal: bool) -> State:
    """Draw a unit as long along both axes, or let the picture fill its panel."""
    return _with(state, replace(state.plane, equal=equal))


@action("plane.set_ground_rate")
def set_ground_rate(state: State, rate: float) -> State:
    if not (rate > 0 and isfinite(rate)):
        raise Refused("refused.learning-rate", rate=rate)
    return _with(state, replace(state.plane, ball=replace(state.plane.ball, rate=rate)))


@action("plane.set_ground_optimizer")
def set_ground_optimizer(state: State, name: str) -> State:
    if name not in OPTIMIZERS:
        raise Refused("refused.no-optimizer", name=name)
    return _with(state, replace(state.plane, ball=replace(state.plane.ball, optimizer=name)))


@action("plane.start_from", undone_as="starting-point")
def start_from(state: State, x: float, y: float) -> State:
    """Start from a place of the picture: the ball on a surface, or training with these weights."""
    if not (isfinite(x) and isfinite(y) and max(abs(x), abs(y)) <= FARTHEST):
        raise Refused("refused.no-start", x=x, y=y)
    x, y = float(f"{x:.4g}"), float(f"{y:.4g}")  # a pointer is not more exact
    if not plane_derived.on_network(state):
        return _without_steps(_with(state, replace(state.plane, start=(x, y))))
    before = derived.trace(state).before
    if state.plane.surface == NETWORK:
        if not plane_derived.has_two_axes(state):
            raise Refused("refused.one-parameter")
        flat = before.flat.copy()
        for each, value in zip(plane_derived.axes(state), (x, y), strict=True):
            flat[flat_index(before.shape, each.place)] = value
    else:
        first, second = plane_derived.directions(state.document.run, before, None, state.plane.seed)
        with np.errstate(all="ignore"):
            flat = before.flat + x * first + y * second
    if not np.isfinite(flat).all():
        raise Refused("refused.start-too-large")
    return with_parameters(state, flat)


def _without_steps(state: State) -> State:
    return replace(state, curve=replace(state.curve, steps=0, part=1.0))


def _with(state: State, chosen: PlaneChoice) -> State:
    return state if chosen == state.plane else replace(state, plane=chosen)
