"""The Huber loss, averaged over the outputs: half the square of a small error, else its size."""

import numpy as np

from engine.frozen import Array
from engine.functions.loss import Loss, NumpyLoss, WrittenLoss
from engine.written.expression import Expr, FunctionOf, Number, Power, Product
from engine.written.letters import HALF, TWO, absolute, minus, sign


def _value(z: Array, a: Array, y: Array) -> Array:
    error = np.abs(a - y)
    losses: Array = np.mean(np.where(error <= 1, 0.5 * error * error, error - 0.5), axis=1)
    return losses


def _d_a(z: Array, a: Array, y: Array) -> Array:
    slopes: Array = np.clip(a - y, -1.0, 1.0) / a.shape[1]
    return slopes


def _in_numbers(a: Number, y: Number) -> Expr:
    if abs(a.value - y.value) <= 1:
        return Product((HALF, Power(minus(a, y), TWO)))
    return minus(absolute(minus(a, y)), HALF)


def _slope_in_numbers(a: Number, y: Number) -> Expr:
    error = a.value - y.value
    return minus(a, y) if abs(error) <= 1 else sign(error)


HUBER = Loss(
    name="huber",
    rank=50,
    value=_value,
    d_a=_d_a,
    written=WrittenLoss(
        lambda a, y: FunctionOf("Huber", (minus(a, y),)),
        lambda a, y: FunctionOf("Huber", (minus(a, y),), prime=True),
        mean=True,
        pieces=_in_numbers,
        slope_pieces=_slope_in_numbers,
    ),
    numpy=NumpyLoss(
        (
            "error = np.abs(a - Y)",
            "np.mean(np.where(error <= 1, 0.5 * error * error, error - 0.5), axis=1)",
        ),
        "np.clip({a} - y, -1.0, 1.0) / y.shape[1]",
    ),
    torch='functional.huber_loss(a, y, reduction="none").mean(dim=1)',
)
