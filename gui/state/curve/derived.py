"""What follows from a state for the loss against one weight: the curve, the balls, their steps."""

from functools import lru_cache
from zlib import crc32

import numpy as np
from msgspec.structs import replace

from engine.curves.behaviour import Behaviour, behaviour
from engine.curves.curve import Curve, FormulaCurve
from engine.curves.descent import BallMemory, Descent
from engine.curves.gallery import CURVES
from engine.curves.minima import Minimum, minima
from engine.curves.of_network import NetworkCurve
from engine.curves.parsing import parse
from engine.frozen import Array
from engine.network import flat_index
from engine.penalty import NO_PENALTY
from engine.run.training import Run
from engine.written.quantity import Kind, Quantity, after_step, gradient_of
from gui.state.choices import NETWORK, TYPED, Ball, CurveChoice
from gui.state.hiding.derived import hidden_values, hides_any
from gui.state.run import derived
from gui.state.state import Mode, State

CURVE_POINTS, FEW_POINTS = 241, 121
LARGE_NUMBERS = 100_000  # activations in one pass, beyond which a curve has few points
TYPED_RANGE, TYPED_RATE = (-5.0, 5.0), 0.05
_COARSE = 1e-4  # of their size: losses that differ less would show single precision as stairs
_HORIZON = 1000  # steps a ball on a formula is followed ahead to say what it does
_NETWORK_HORIZON_US = 9_000.0  # on a network's curve, about so long
_SLOPE_US, _NUMBER_US = 45.0, 0.0075  # what a slope takes, and each activation in it


def is_network(state: State) -> bool:
    """Return whether the curve is that of the network on screen."""
    return state.curve.curve == NETWORK


def is_trained(state: State) -> bool:
    """Return whether training would move the weight on screen: biases may be left as they are."""
    weight = not is_network(state) or derived.parameter(state).kind is Kind.WEIGHT
    return weight or derived.experiment(state).training.train_biases


def anchor(state: State) -> tuple[Quantity, int]:
    """Return what start and steps on the network's curve belong to."""
    return derived.parameter(state), _weights_hash(state.document.run, state.cursor.step)


@lru_cache(maxsize=4)
def _weights_hash(run: Run, step: int) -> int:
    return crc32(derived.trace_of(run, step).before.flat.tobytes())  # the same in any process


def choice(state: State) -> CurveChoice:
    """Return what is chosen, without what was chosen for a curve that has changed since."""
    chosen = state.curve
    untouched = chosen.start is None and chosen.steps == 0
    if chosen.curve != NETWORK or untouched or chosen.anchor == anchor(state):
        return chosen
    return replace(chosen, start=None, steps=0, part=1.0, anchor=None)


def curve(state: State) -> Curve:
    """Return the curve on screen."""
    chosen = state.curve
    if chosen.curve == NETWORK:
        return _network_curve(state.document.run, state.cursor.step, derived.parameter(state))
    if chosen.curve == TYPED:
        return _typed_curve(chosen.formula)
    return CURVES[chosen.curve].curve


@lru_cache(maxsize=4)
def _network_curve(run: Run, step: int, which: Quantity) -> NetworkCurve:
    trace, experiment = derived.trace_of(run, step), run.settings(step)
    problem, training = experiment.problem.on(trace.x, trace.targets), experiment.training
    return NetworkCurve(problem, training, trace.before, which.place, trace.memory)


@lru_cache(maxsize=8)
def _typed_curve(formula: str) -> FormulaCurve:
    return FormulaCurve(parse(formula))


def formula(state: State) -> str:
    """Return the formula of a curve that is not the network's."""
    chosen = state.curve
    return chosen.formula if chosen.curve == TYPED else CURVES[chosen.curve].formula


def start(state: State) -> float:
    """Return where the balls start."""
    chosen = choice(state)
    if chosen.start is not None:
        return chosen.start
    if chosen.curve == NETWORK:
        found = curve(state)
        assert isinstance(found, NetworkCurve)
        return found.present
    return 0.0 if chosen.curve == TYPED else CURVES[chosen.curve].start


def balls(state: State) -> tuple[Ball, ...]:
    """Return the balls; on the network's curve the first one is trained as the network is."""
    chosen = state.curve.balls
    if not is_network(state):
        return chosen
    training = derived.experiment(state).training
    optimizer = training.optimizer
    trained = Ball(training.learning_rate, optimizer.name, tuple(optimizer.changed.items()))
    return trained, *chosen[1:]


def descents(state: State) -> tuple[Descent, ...]:
    """Return what each ball does from the start on; steps are computed when asked for."""
    first, found = start(state), curve(state)
    memories = [_memory(state)] + [None] * (len(state.curve.balls) - 1)
    return tuple(
        _descent(found, first, ball, memory)
        for ball, memory in zip(balls(state), memories, strict=True)
    )


def _memory(state: State) -> BallMemory | None:
    """Return what the training's optimiser remembers of the weight, if the ball stands there."""
    if not is_network(state) or choice(state).start is not None:
        return None
    at, memory = derived.parameter(state), derived.trace(state).memory
    index = flat_index(derived.experiment(state).network.shape, at.place)
    return BallMemory(tuple((float(slot[index]),) for slot in memory.slots), memory.count)


@lru_cache(maxsize=16)
def _descent(found: Curve, first: float, ball: Ball, memory: BallMemory | None) -> Descent:
    slope = found.slope
    if isinstance(found, NetworkCurve) and (
        found.is_mistaken or found.problem.penalty != NO_PENALTY
    ):
        slope = found.trained_slope
    return Descent(lambda at: (slope(at[0]),), (first,), ball.descends_by, ball.rate, memory)


def steps_of(state: State, descent: Descent) -> int:
    """Return how many of the steps on screen a ball has taken: fewer where it could not."""
    return descent.reach(choice(state).steps)


def landed_of(state: State, descent: Descent) -> int:
    """Return how many of the steps on screen a ball has ended: one in flight is not."""
    chosen, taken = choice(state), steps_of(state, descent)
    return taken - 1 if chosen.part < 1 and taken == chosen.steps and taken else taken


def behaviours(state: State) -> tuple[Behaviour, ...]:
    """Return what each ball does in the long run."""
    found, chosen = curve(state), choice(state)
    ahead = horizon(state)
    return tuple(_behaviour(each, found, chosen.steps, ahead) for each in descents(state))


@lru_cache(maxsize=32)
def _behaviour(descent: Descent, found: Curve, steps: int, ahead: int) -> Behaviour:
    return behaviour(descent, found, steps, ahead)


def horizon(state: State) -> int:
    """Return how many steps a ball is followed ahead, fewer for larger networks."""
    if not is_network(state):
        return _HORIZON
    return max(12, int(_NETWORK_HORIZON_US / (_SLOPE_US + _NUMBER_US * _numbers(state))))


def sampled(state: State, low: float, high: float) -> tuple[Array, Array]:
    """Return the curve between two weights, with the start of the balls among its points.

    While training it is but a picture; minima are looked for in true numbers.
    """
    found, first, points = curve(state), start(state), curve_points(state)
    if state.mode is Mode.TRAINING:
        xs = _places(low, high, first, points)
        ys = found.picture(xs)
        coarse = float(np.ptp(ys)) < _COARSE * float(np.abs(ys).max())
        return xs, found.costs(xs) if coarse else ys
    return _sampled(found, low, high, first, points)


def curve_points(state: State) -> int:
    """Return at how many weights the curve is computed, fewer for a network that takes long."""
    large = is_network(state) and _numbers(state) > LARGE_NUMBERS
    return FEW_POINTS if large else CURVE_POINTS


def _numbers(state: State) -> int:
    """Return how many activations one pass of the batch has."""
    return len(derived.trace(state).x) * sum(derived.experiment(state).network.sizes)


@lru_cache(maxsize=4)
def _sampled(
    found: Curve, low: float, high: float, first: float, points: int
) -> tuple[Array, Array]:
    xs = _places(low, high, first, points)
    return xs, found.costs(xs)


def _places(low: float, high: float, first: float, points: int) -> Array:
    xs = np.linspace(low, high, points)
    place = int(np.searchsorted(xs, first))
    if low < first < high and xs[place] != first:
        xs = np.insert(xs, place, first)  # the ball is on the curve
    return xs


def minima_between(state: State, low: float, high: float) -> tuple[Minimum, ...]:
    """Return the minima drawn."""
    return _minima(curve(state), low, high, start(state), curve_points(state))


@lru_cache(maxsize=4)
def _minima(
    found: Curve, low: float, high: float, first: float, points: int
) -> tuple[Minimum, ...]:
    return minima(found, *_sampled(found, low, high, first, points))


def bend_at(state: State, w: float) -> float:
    """Return the second derivative of the curve at a weight."""
    return _bend(curve(state), w)


@lru_cache(maxsize=32)
def _bend(found: Curve, w: float) -> float:
    return found.at(w).bend


def hidden_numbers(state: State) -> tuple[float, ...]:
    """Return the values of what is hidden of the shown parameter, and of the loss."""
    if not (hides_any(state) and is_network(state)):
        return ()
    parameter = derived.parameter(state)
    own = parameter, gradient_of(parameter), after_step(parameter)
    losses = map(Quantity, (Kind.LOSS, Kind.LOSS_AFTER))
    return hidden_values(state, (*own, *losses))
