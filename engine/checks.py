"""Gradients by backpropagation against gradients by finite differences.

A method that knows nothing of the chain rule: move one parameter a little both ways and see what
the cost does. Thresholds and relative error are those of the CS231n notes ("Gradient checks"):
below 1e-7 one should be happy, 1e-4 is usually okay where there are kinks, 1e-2 is wrong. Here
everything above 1e-4 counts as wrong, because what excuses larger errors there is told apart here:
kinks have a verdict of their own, and differences within the rounding noise of float64 agree.
"""

import math
from enum import Enum

import numpy as np
from msgspec import Struct

from engine.backprop import StepTrace, forward, trace_step
from engine.experiment import Training
from engine.frozen import Array
from engine.network import Parameters, flat_index, with_value
from engine.problem import Problem
from engine.written.quantity import ParameterPlace

HAPPY, OKAY = 1e-7, 1e-4
FLOOR = 1e-11  # gradients that differ by less are equal for every practical purpose
_EPSILON = float(np.finfo(np.float64).eps)
# The cube root of epsilon balances rounding against curvature; the smaller one is for parameters
# next to a kink or where the cost bends sharply.
STEPS = (_EPSILON ** (1 / 3), _EPSILON ** (1 / 3) / 100)
_NOISE = 16 * _EPSILON / STEPS[0]  # of a central difference, in units of the cost


class Verdict(Enum):
    """How a gradient compares with its central difference, from best to worst."""

    AGREE = "agree"
    CLOSE = "close"
    KINK = "kink"
    WRONG = "wrong"


_FROM_BEST = list(Verdict)


class Check(Struct, frozen=True):
    """One parameter's gradient, found in two ways.

    relative_error: |a - n| / max(|a|, |n|), 0 where both are 0.
    """

    place: ParameterPlace
    gradient: float
    difference: float
    relative_error: float
    verdict: Verdict


class _Side(Struct, frozen=True, eq=False):
    """The cost on one side of a parameter, and on which sides of kinks neurons and errors lie."""

    cost: float
    sides: tuple[Array, ...]


def check_gradients(
    problem: Problem, training: Training, parameters: Parameters
) -> tuple[Check, ...]:
    """Return one check a parameter, layer by layer, each neuron's weights before its bias."""
    trace = trace_step(problem, training, parameters)
    return tuple(check_parameter(problem, trace, place) for place in parameters.shape.places())


def check_parameter(problem: Problem, trace: StepTrace, place: ParameterPlace) -> Check:
    """Return the check of one gradient as a step of the problem has it, mistakes and all.

    Takes two to four forward passes.
    """
    with np.errstate(all="ignore"):
        return _check(problem.on(trace.x, trace.targets), trace, place)


def _check(problem: Problem, trace: StepTrace, place: ParameterPlace) -> Check:
    """Return the better of the verdicts that the two steps give; a wrong gradient fails both."""

    def compare(step: float) -> Check:
        at = float(parameters.flat[index])
        above, below = at + step * max(1.0, abs(at)), at - step * max(1.0, abs(at))
        high = _side(problem, with_value(parameters, index, above))
        low = _side(problem, with_value(parameters, index, below))
        difference = (high.cost - low.cost) / (above - below)  # as rounded, not 2 x step
        verdict = _verdict(gradient, difference, floor, _crosses(high, low))
        error = relative_error(gradient, difference)
        return Check(place, gradient, difference, error, verdict)

    parameters, index = trace.before, flat_index(trace.before.shape, place)
    gradient, floor = float(trace.gradient.flat[index]), FLOOR + _NOISE * abs(trace.loss)
    wide = compare(STEPS[0])
    if wide.verdict is Verdict.AGREE:
        return wide
    narrow = compare(STEPS[1])
    if wide.verdict is Verdict.KINK and narrow.verdict is Verdict.WRONG:
        noise = floor * STEPS[0] / STEPS[1]
        beside_the_kink = abs(gradient - narrow.difference) > noise
        return narrow if beside_the_kink else wide
    return min(wide, narrow, key=lambda check: _FROM_BEST.index(check.verdict))


def relative_error(one: float, other: float) -> float:
    """Return |one - other| / max(|one|, |other|), 0 where both are 0, NaN where not finite."""
    if one == other:
        return 0.0
    apart = abs(one - other)
    return apart / max(abs(one), abs(other)) if math.isfinite(apart) else math.nan


def _verdict(gradient: float, difference: float, floor: float, crosses: bool) -> Verdict:
    error = relative_error(gradient, difference)
    if error <= HAPPY or abs(gradient - difference) <= floor:
        return Verdict.AGREE
    if crosses:
        return Verdict.KINK
    return Verdict.CLOSE if error <= OKAY else Verdict.WRONG  # NaN is wrong, too


def _side(problem: Problem, parameters: Parameters) -> _Side:
    zs, activations = forward(problem.network, parameters, problem.x)
    losses = problem.loss.value(zs[-1], activations[-1], problem.targets)
    sides = tuple(
        np.sign(z - kink)
        for z, plan in zip(zs, problem.network.layers, strict=True)
        for kink in plan.activation.kinks
    )
    side = problem.loss.side
    if side is not None:
        sides = (*sides, np.sign(side(activations[-1], problem.targets)))
    return _Side(problem.reduction.of(losses), sides)


def _crosses(high: _Side, low: _Side) -> bool:
    return any(
        not np.array_equal(one, other) for one, other in zip(high.sides, low.sides, strict=True)
    )
