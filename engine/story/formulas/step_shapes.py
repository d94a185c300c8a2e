"""How the step of each optimiser is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from engine.losses import Penalty
from engine.optimizers import (
    ADAGRAD_EPS,
    ADAM_EPS,
    ADAMW_DECAY,
    BETA_1,
    BETA_2,
    MOMENTUM,
    RMSPROP_ALPHA,
    RMSPROP_EPS,
)
from engine.written.expression import Call, Expr, Fraction, Negative, Number, Power, Product, Sum
from engine.written.letters import ONE, TWO, minus


class Substep(Enum):
    """What a part of an optimiser's step does."""

    STEP = auto()
    VELOCITY = auto()
    VELOCITY_STEP = auto()
    LOOK_AHEAD = auto()
    LOOK_AHEAD_STEP = auto()
    SQUARES = auto()
    AVERAGE_SQUARE = auto()
    AVERAGE_SLOPE = auto()
    UNBIASED_SLOPE = auto()
    UNBIASED_SQUARE = auto()
    SCALED_STEP = auto()
    DECAY = auto()


Told = Callable[[Substep, Expr], Expr]
"""What stands for a part in the parts that follow: itself, or once it is told, its value."""

Step = Callable[[Told, Expr, Expr, Sequence[Expr], Expr, Expr], Expr]


@dataclass(frozen=True, slots=True)
class StepShape:
    """slots: the letters of what the optimiser remembers of a parameter before the step.

    last: what its last part does. parts: (told, old parameter, gradient, slots, rate, number of
    the step) -> the new parameter.
    """

    slots: tuple[str, ...]
    last: Substep
    parts: Step

    def step(self, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
        """Return the new parameter in one formula."""
        return self.parts(lambda part, formula: formula, w, g, slots, rate, count)


def with_penalty(gradient: Expr, weight: Expr, penalty: Penalty, value: float | None) -> Expr:
    """Return the gradient plus that of the penalty; value: the weight's, None in a rule."""
    terms = [gradient]
    if penalty.l2 != 0:
        terms.append(Product((constant(penalty.l2), weight)))
    if penalty.l1 != 0 and value is None:
        terms.append(Product((constant(penalty.l1), Call("sign", (weight,)))))
    elif penalty.l1 != 0 and value != 0:
        l1 = constant(penalty.l1)
        terms.append(l1 if value is not None and value > 0 else Negative(l1))
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def constant(value: float) -> Number:
    return Number(value, exact=True)


def _root(expr: Expr) -> Expr:
    return Call("√", (expr,))


def averaged(share: float, old: Expr, new: Expr) -> Expr:
    """Return share x old + (1 - share) x new."""
    return Sum((Product((constant(share), old)), Product((minus(ONE, constant(share)), new))))


def _sgd(told: Told, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    return minus(w, Product((rate, g)))


def _velocity(told: Told, g: Expr, slots: Sequence[Expr]) -> Expr:
    return told(Substep.VELOCITY, Sum((Product((constant(MOMENTUM), slots[0])), g)))


def _momentum(told: Told, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    return minus(w, Product((rate, _velocity(told, g, slots))))


def _nesterov(told: Told, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    ahead = Sum((g, Product((constant(MOMENTUM), _velocity(told, g, slots)))))
    return minus(w, Product((rate, told(Substep.LOOK_AHEAD, ahead))))


def _divided(w: Expr, g: Expr, square: Expr, eps: float, rate: Expr) -> Expr:
    below = Sum((_root(square), Number(eps)))
    return minus(w, Product((rate, Fraction(g, below))))


def _adagrad(told: Told, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    squares = told(Substep.SQUARES, Sum((slots[0], Power(g, TWO))))
    return _divided(w, g, squares, ADAGRAD_EPS, rate)


def _rmsprop(told: Told, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    square = told(Substep.AVERAGE_SQUARE, averaged(RMSPROP_ALPHA, slots[0], Power(g, TWO)))
    return _divided(w, g, square, RMSPROP_EPS, rate)


def _unbiased(share: float, average: Expr, count: Expr) -> Expr:
    return Fraction(average, minus(ONE, Power(constant(share), count)))


def _adam(told: Told, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    mean = told(Substep.AVERAGE_SLOPE, averaged(BETA_1, slots[0], g))
    square = told(Substep.AVERAGE_SQUARE, averaged(BETA_2, slots[1], Power(g, TWO)))
    mean = told(Substep.UNBIASED_SLOPE, _unbiased(BETA_1, mean, count))
    square = told(Substep.UNBIASED_SQUARE, _unbiased(BETA_2, square, count))
    return _divided(w, mean, square, ADAM_EPS, rate)


def _adamw(told: Told, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    decayed = told(Substep.DECAY, minus(w, Product((rate, constant(ADAMW_DECAY), w))))
    return _adam(told, decayed, g, slots, rate, count)


STEP_SHAPES = {
    "sgd": StepShape((), Substep.STEP, _sgd),
    "momentum": StepShape(("v",), Substep.VELOCITY_STEP, _momentum),
    "nesterov": StepShape(("v",), Substep.LOOK_AHEAD_STEP, _nesterov),
    "adagrad": StepShape(("s",), Substep.SCALED_STEP, _adagrad),
    "rmsprop": StepShape(("s",), Substep.SCALED_STEP, _rmsprop),
    "adam": StepShape(("m", "s"), Substep.SCALED_STEP, _adam),
    "adamw": StepShape(("m", "s"), Substep.SCALED_STEP, _adamw),
}
