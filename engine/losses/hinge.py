"""The hinge loss, averaged over the outputs: what is lacking from a margin of 1."""

import numpy as np

from engine.frozen import Array
from engine.functions.loss import Loss, NumpyLoss, Targets, WrittenLoss
from engine.written.expression import Expr, FunctionOf, Negative, Number, Product
from engine.written.letters import ONE, ZERO, minus


def _value(z: Array, a: Array, y: Array) -> Array:
    losses: Array = np.mean(np.maximum(0.0, 1 - y * a), axis=1)
    return losses


def _d_a(z: Array, a: Array, y: Array) -> Array:
    """Return -y inside the margin and 0 beyond it: at the kink, where y a = 1, the slope 0."""
    slopes: Array = np.where(1 - y * a > 0, -y, 0.0) / a.shape[1]
    return slopes


def _lacking(a: Expr, y: Expr) -> Expr:
    return minus(ONE, Product((y, a)))


def _slope_in_numbers(a: Number, y: Number) -> Expr:
    return Negative(y) if 1 - y.value * a.value > 0 else ZERO


HINGE = Loss(
    name="hinge",
    rank=60,
    value=_value,
    d_a=_d_a,
    side=lambda a, y: 1 - y * a,
    targets=Targets.SIGNS,
    written=WrittenLoss(
        lambda a, y: FunctionOf("max", (ZERO, _lacking(a, y))),
        lambda a, y: Negative(Product((y, FunctionOf("step", (_lacking(a, y),))))),
        mean=True,
        slope_pieces=_slope_in_numbers,
    ),
    numpy=NumpyLoss(
        ("np.mean(np.maximum(0.0, 1 - Y * a), axis=1)",),
        "np.where(1 - y * {a} > 0, -y, 0.0) / y.shape[1]",
    ),
    torch="functional.relu(1 - y * a).mean(dim=1)",
)
