"""What the optimisers with averages of squares have in common."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from engine.functions.activation import Op
from engine.functions.optimizer import Part, Rate, Substep, Told
from engine.functions.update_ops import average_square, descend_over, scaled
from engine.written.expression import Expr, Fraction, Number, Power, Product, Role, Sum, Symbol
from engine.written.letters import ONE, TWO, averaged, constant, minus, root

AVERAGE_SQUARE = Substep("average-square", Symbol("s", sup="new", role=Role.GRADIENT))
_AVERAGE_SLOPE = Substep("average-slope", Symbol("m", sup="new", role=Role.GRADIENT))
_UNBIASED_SLOPE = Substep("unbiased-slope", Symbol("m̂", role=Role.GRADIENT))
_UNBIASED_SQUARE = Substep("unbiased-square", Symbol("ŝ", role=Role.GRADIENT))


def divided(w: Expr, g: Expr, square: Expr, eps: float, rate: Expr) -> Expr:
    """Return w - rate g / (sqrt(square) + eps)."""
    return minus(w, Product((rate, Fraction(g, Sum((root(square), Number(eps)))))))


def adam_parts(
    values: tuple[float, float, float],
    told: Told,
    w: Expr,
    g: Expr,
    slots: Sequence[Expr],
    rate: Expr,
    count: Expr,
) -> Expr:
    """Return the step of Adam from w; values: beta1, beta2, eps."""
    beta_1, beta_2, eps = values
    mean = told(_AVERAGE_SLOPE, averaged(beta_1, slots[0], g))
    square = told(AVERAGE_SQUARE, averaged(beta_2, slots[1], Power(g, TWO)))
    mean = told(_UNBIASED_SLOPE, _unbiased(beta_1, mean, count))
    square = told(_UNBIASED_SQUARE, _unbiased(beta_2, square, count))
    return divided(w, mean, square, eps, rate)


def _unbiased(share: float, average: Expr, count: Expr) -> Expr:
    return Fraction(average, minus(ONE, Power(constant(share), count)))


def adam_code(beta_1: float, beta_2: float, eps: float) -> tuple[str, ...]:
    """Return the lines of a program that take a step of Adam."""
    return (
        f"mean[name] = {beta_1} * mean[name] + (1 - {beta_1}) * g",
        f"square[name] = {beta_2} * square[name] + (1 - {beta_2}) * g * g",
        f"unbiased_mean = mean[name] / (1 - {beta_1}**count)",
        f"unbiased_square = square[name] / (1 - {beta_2}**count)",
        f"p - RATE * unbiased_mean / (np.sqrt(unbiased_square) + {eps})",
    )


def adam_ops(values: tuple[float, float, float], part: Part, rate: Rate) -> list[Op]:
    """Return the calls of a step of Adam on a tape; values: beta1, beta2, eps."""
    beta_1, beta_2, eps = values
    mean, square = part.s
    averages: list[Op] = [
        scaled(mean, beta_1, mean),
        scaled(part.g, 1 - beta_1, part.t),
        partial(np.add, mean, part.t, mean),
        *average_square(part, square, part.g, beta_2),
    ]
    unbiased: list[Op] = [
        partial(np.divide, mean, part.c[0], part.g),
        partial(np.divide, square, part.c[1], part.t),
    ]
    return [*averages, *unbiased, *descend_over(part, part.g, rate, part.t, eps)]
