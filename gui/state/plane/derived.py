"""What follows from a state for the loss over two weights."""

from functools import lru_cache

import numpy as np
from msgspec import Struct

from engine.curves.curve import Surface
from engine.curves.descent import Descent
from engine.curves.gallery import SURFACES
from engine.curves.plane import Plane, along_parameter, plane_through, random_directions
from engine.frozen import Array
from engine.network import Parameters, flat_index
from engine.run.training import Run
from engine.shape import NetworkShape, in_network
from engine.written.quantity import Kind, Quantity, gradient_of
from gui.state.choices import NETWORK, RANDOM, Ball
from gui.state.curve import derived as curve_derived
from gui.state.hiding.derived import hidden_values, hides_any
from gui.state.run import derived
from gui.state.state import State

MOST_PLACES = 100  # of the run's path, evenly spread over its steps
HALF_WIDTH, RANDOM_HALF_WIDTH = 4.0, 1.0


def on_network(state: State) -> bool:
    """Return whether the ground is that of the network, not of the gallery."""
    return state.plane.surface in (NETWORK, RANDOM)


def axes(state: State) -> tuple[Quantity, Quantity]:
    """Return the two weights or biases drawn."""
    chosen, shape = state.plane.axes, derived.experiment(state).network.shape
    if chosen is not None and all(in_network(each, shape) for each in chosen):
        return chosen
    first = derived.parameter(state)
    others = [each for each in parameters_of(state) if each != first]
    near = [each for each in others if (each.layer, each.unit) == (first.layer, first.unit)]
    return first, (*near, *others, first)[0]


def has_two_axes(state: State) -> bool:
    """Return whether there are two parameters to draw along: a network may have but one."""
    return state.plane.surface != NETWORK or len(parameters_of(state)) > 1


def parameters_of(state: State) -> tuple[Quantity, ...]:
    """Return every weight and bias, neuron by neuron."""
    return _parameters(derived.experiment(state).network.shape)


@lru_cache(maxsize=4)
def _parameters(shape: NetworkShape) -> tuple[Quantity, ...]:
    return tuple(
        Quantity(Kind.BIAS if at.source is None else Kind.WEIGHT, at.layer, at.unit, at.source)
        for at in shape.places()
    )


class DrawnPlane(Struct, frozen=True, eq=False):
    """What is drawn: the square, and how to compute the loss at its places.

    centre: of the square, in the units of its axes; offset: what is subtracted from a place of
    the picture to ask the source.
    """

    source: Plane | Surface
    centre: tuple[float, float]
    half_width: float
    offset: tuple[float, float]

    def costs(self, xs: Array, ys: Array) -> Array:
        """Return the loss at places of the picture, all of shape (places,)."""
        return self.source.costs(xs - self.offset[0], ys - self.offset[1])


def drawn(state: State) -> DrawnPlane:
    """Return the ground on screen; the same as long as nothing it follows from changes."""
    chosen = state.plane
    if not on_network(state):
        found = SURFACES[chosen.surface]
        half = chosen.half_width or (found.high - found.low) / 2
        middle = (found.high + found.low) / 2
        return _surface(found.surface, middle, half)
    which = None if chosen.surface == RANDOM else axes(state)
    half = chosen.half_width or RANDOM_HALF_WIDTH
    if which is not None:
        before = derived.trace(state).before
        largest = max(abs(_value(before, each)) for each in which)
        half = max(chosen.half_width or HALF_WIDTH, float(f"{largest:.0e}"))
    return _of_network(state.document.run, state.cursor.step, which, chosen.seed, half)


@lru_cache(maxsize=2)
def _surface(surface: Surface, middle: float, half: float) -> DrawnPlane:
    return DrawnPlane(surface, (middle, middle), half, (0.0, 0.0))


@lru_cache(maxsize=2)
def _of_network(
    run: Run, step: int, which: tuple[Quantity, Quantity] | None, seed: int, half: float
) -> DrawnPlane:
    trace, experiment = derived.trace_of(run, step), run.settings(step)
    first, second = directions(run, trace.before, which, seed)
    problem = experiment.problem.on(trace.x, trace.targets)
    plane = plane_through(problem, trace.before, first, second)
    if which is None:
        return DrawnPlane(plane, (0.0, 0.0), half, (0.0, 0.0))
    present = _value(trace.before, which[0]), _value(trace.before, which[1])
    centre = _round(present[0], half), _round(present[1], half)
    return DrawnPlane(plane, centre, half, present)


def directions(
    run: Run, parameters: Parameters, which: tuple[Quantity, Quantity] | None, seed: int
) -> tuple[Array, Array]:
    """Return the two directions through parameter space, each (count,)."""
    if which is None:
        return random_directions(run.parameters(0), seed)
    first, second = (along_parameter(parameters.shape, each.place) for each in which)
    return first, second


def _value(parameters: Parameters, which: Quantity) -> float:
    index = flat_index(parameters.shape, which.place)
    return float(parameters.flat[index])


def _round(present: float, half: float) -> float:
    return round(present / (half / 2)) * (half / 2)  # stays while the weights move a little


def is_bounded(state: State, largest: float) -> bool:
    """Return whether all weights that a picture of the ground needs are within a bound."""
    if state.plane.surface != RANDOM:
        return all(abs(each) <= largest for each in present(state))
    run = state.document.run
    both = run.parameters(0).flat, derived.trace(state).before.flat
    return all(bool((np.abs(flat) <= largest).all()) for flat in both)


def present(state: State) -> tuple[float, float]:
    """Return where the network, or the ball on a surface, stands in the picture."""
    if not on_network(state):
        descent = ball(state)
        place = descent.places[curve_derived.steps_of(state, descent)]
        return place[0], place[1]
    if state.plane.surface == RANDOM:
        return 0.0, 0.0
    before = derived.trace(state).before
    first, second = axes(state)
    return _value(before, first), _value(before, second)


def gradient(state: State) -> tuple[float, float]:
    """Return the derivative of the loss along the two axes at the present place."""
    if not on_network(state):
        surface = SURFACES[state.plane.surface].surface
        return surface.gradient(*present(state))
    trace, which = derived.trace(state), None
    if state.plane.surface == NETWORK:
        which = axes(state)
    first, second = directions(state.document.run, trace.before, which, state.plane.seed)
    flat = trace.gradient.flat
    with np.errstate(all="ignore"):  # a gradient may have grown too large
        return float(flat @ first), float(flat @ second)


def path(state: State) -> Array:
    """Return the places the run has come by, or the ball: (count, 2), the present one the last."""
    if not on_network(state):
        descent = ball(state)
        taken = curve_derived.steps_of(state, descent)
        return np.array(descent.places[: taken + 1])
    which = axes(state) if state.plane.surface == NETWORK else None
    steps = np.unique(np.linspace(0, state.cursor.step, MOST_PLACES).astype(int))
    visited = tuple(int(step) for step in steps)
    return _path(state.document.run, visited, which, state.plane.seed)


@lru_cache(maxsize=4)
def _path(
    run: Run, steps: tuple[int, ...], which: tuple[Quantity, Quantity] | None, seed: int
) -> Array:
    flats = np.array([run.parameters(step).flat for step in steps])
    if which is not None:
        return np.array([[_value_of(run, flat, each) for each in which] for flat in flats])
    last = run.parameters(steps[-1])
    basis = np.column_stack(directions(run, last, which, seed))
    solved = np.linalg.lstsq(basis, (flats - last.flat).T, rcond=None)[0].T.astype(np.float64)
    return solved


def _value_of(run: Run, flat: Array, which: Quantity) -> float:
    return float(flat[flat_index(run.experiment.network.shape, which.place)])


def ball(state: State) -> Descent:
    """Return the descent of the ball on a surface of the gallery."""
    chosen = state.plane
    start = chosen.start or SURFACES[chosen.surface].start
    return _ball(chosen.surface, start, chosen.ball)


@lru_cache(maxsize=4)
def _ball(name: str, start: tuple[float, float], ball: Ball) -> Descent:
    surface = SURFACES[name].surface
    return Descent(lambda at: surface.gradient(at[0], at[1]), start, ball.descends_by, ball.rate)


def hidden_numbers(state: State) -> tuple[float, ...]:
    """Return the values of what is hidden of both weights, and of the loss."""
    if not hides_any(state) or state.plane.surface != NETWORK:
        return ()
    own = axes(state)
    gradients = map(gradient_of, own)
    return hidden_values(state, (*own, *gradients, Quantity(Kind.LOSS)))
