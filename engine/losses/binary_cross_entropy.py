"""Binary cross-entropy, averaged over the outputs and computed from the z of sigmoids."""

from collections.abc import Callable

import numpy as np

from engine.activations.softplus import SOFTPLUS_CODE, softplus
from engine.frozen import Array
from engine.functions.activation import ZERO_OF_TAPE
from engine.functions.loss import (
    Ending,
    Factor,
    Loss,
    NumpyLoss,
    Output,
    Targets,
    WrittenLoss,
    difference_ops,
)
from engine.written.expression import Expr, Fraction, FunctionOf, Negative, Product, Sum
from engine.written.letters import ONE, ZERO, absolute, exp, minus


def _value(z: Array, a: Array, y: Array) -> Array:
    """Return the mean of -(y ln a + (1-y) ln(1-a)) for a = sigmoid(z), from z.

    ln a = -softplus(-z) and ln(1-a) = -softplus(z), so the loss is softplus(z) - y z, which stays
    finite where a has been rounded to 0 or 1.
    """
    losses: Array = np.mean(softplus(z) - y * z, axis=1)
    return losses


def _d_a(z: Array, a: Array, y: Array) -> Array:
    """Return (a - y) / (a (1 - a)) / outputs, with 1/a = 1 + e^-z and 1/(1-a) = 1 + e^z.

    Where an error of zero meets an infinite slope, the slope is zero: y = 1 needs no 1/(1-a).
    """
    above = np.where(y == 1, 0.0, (1 - y) * (1 + np.exp(np.where(y == 1, 0.0, z))))
    below = np.where(y == 0, 0.0, y * (1 + np.exp(np.where(y == 0, 0.0, -z))))
    slopes: Array = (above - below) / z.shape[1]
    return slopes


def _term(a: Expr, y: Expr) -> Expr:
    when_one = Product((y, FunctionOf("ln", (a,))))
    when_zero = Product((minus(ONE, y), FunctionOf("ln", (minus(ONE, a),))))
    return Negative(Sum((when_one, when_zero)))


def _term_in_z(z: Expr, y: Expr) -> Expr:
    softplus_tail = FunctionOf("ln", (Sum((ONE, exp(Negative(absolute(z))))),))
    return Sum((FunctionOf("max", (ZERO, z)), Negative(Product((y, z))), softplus_tail))


def _slope_in_z(z: Expr, y: Expr) -> Expr:
    above = Product((minus(ONE, y), Sum((ONE, exp(z)))))
    return minus(above, Product((y, Sum((ONE, exp(Negative(z)))))))


def _ending(output: Output, factor: Factor, one_hot: bool) -> Ending:
    return Ending([], _mean_loss_on_tape(output), difference_ops(output, factor / len(output.z)))


def _mean_loss_on_tape(output: Output) -> Callable[[], float]:
    """Return the mean of ln(1 + e^z) - y z."""
    z, y = output.z, output.y
    losses, product = np.empty_like(z), np.empty_like(z)

    def mean_loss() -> float:
        np.logaddexp(ZERO_OF_TAPE, z, losses)
        np.multiply(y, z, product)
        np.subtract(losses, product, losses)
        return float(np.add.reduce(losses, None)) / losses.size

    return mean_loss


BINARY_CROSS_ENTROPY = Loss(
    name="binary_cross_entropy",
    rank=100,
    value=_value,
    d_a=_d_a,
    d_z=lambda z, a, y: (a - y) / a.shape[1],
    activation="sigmoid",
    targets=Targets.PROBABILITIES,
    written=WrittenLoss(
        _term,
        lambda a, y: Fraction(minus(a, y), Product((a, minus(ONE, a)))),
        mean=True,
        delta=minus,
        saturated_term=_term_in_z,
        saturated_slope=_slope_in_z,
    ),
    numpy=NumpyLoss(
        ("np.mean(softplus(z) - Y * z, axis=1)",),
        "({a} - y) / y.shape[1]",
        functions=(SOFTPLUS_CODE,),
    ),
    torch='functional.binary_cross_entropy_with_logits(z, y, reduction="none").mean(dim=1)',
    tape=_ending,
)
