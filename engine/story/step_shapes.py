"""How the step of each optimiser is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
from engine.story.expression import Call, Expr, Fraction, Negative, Number, Power, Product, Sum
from engine.story.shapes import ONE, TWO, minus

Step = Callable[[Expr, Expr, Sequence[Expr], Expr, Expr], Expr]


@dataclass(frozen=True, slots=True)
class StepShape:
    """slots: the letters of what the optimiser remembers of a parameter before the step.

    step: (old parameter, gradient, slots, rate, number of the step) -> the new parameter.
    """

    slots: tuple[str, ...]
    step: Step


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


def _sgd(w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    return minus(w, Product((rate, g)))


def _velocity(g: Expr, slots: Sequence[Expr]) -> Sum:
    return Sum((Product((constant(MOMENTUM), slots[0])), g))


def _momentum(w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    return minus(w, Product((rate, _velocity(g, slots))))


def _nesterov(w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    ahead = Sum((g, Product((constant(MOMENTUM), _velocity(g, slots)))))
    return minus(w, Product((rate, ahead)))


def _divided(w: Expr, g: Expr, square: Expr, eps: float, rate: Expr) -> Expr:
    below = Sum((_root(square), Number(eps)))
    return minus(w, Product((rate, Fraction(g, below))))


def _adagrad(w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    return _divided(w, g, Sum((slots[0], Power(g, TWO))), ADAGRAD_EPS, rate)


def _rmsprop(w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    return _divided(w, g, averaged(RMSPROP_ALPHA, slots[0], Power(g, TWO)), RMSPROP_EPS, rate)


def _unbiased(share: float, average: Expr, count: Expr) -> Expr:
    return Fraction(average, minus(ONE, Power(constant(share), count)))


def _adam(w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    mean = _unbiased(BETA_1, averaged(BETA_1, slots[0], g), count)
    square = _unbiased(BETA_2, averaged(BETA_2, slots[1], Power(g, TWO)), count)
    return _divided(w, mean, square, ADAM_EPS, rate)


def _adamw(w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    decayed = minus(w, Product((rate, constant(ADAMW_DECAY), w)))
    return _adam(decayed, g, slots, rate, count)


STEP_SHAPES = {
    "sgd": StepShape((), _sgd),
    "momentum": StepShape(("v",), _momentum),
    "nesterov": StepShape(("v",), _nesterov),
    "adagrad": StepShape(("s",), _adagrad),
    "rmsprop": StepShape(("s",), _rmsprop),
    "adam": StepShape(("m", "s"), _adam),
    "adamw": StepShape(("m", "s"), _adamw),
}
