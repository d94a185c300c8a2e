"""What the squared errors have in common: they differ in a factor."""

from collections.abc import Callable
from functools import partial

import numpy as np

from engine.frozen import Array
from engine.functions.activation import Op
from engine.functions.loss import Ending, Factor, Output
from engine.written.expression import Expr, Power, Product
from engine.written.letters import TWO, minus


def squared(z: Array, a: Array, y: Array) -> Array:
    """Return the sum of (a - y)^2 over the outputs, (batch,)."""
    error: Array = a - y
    losses: Array = np.sum(error * error, axis=1)
    return losses


def squares_sampled(slope_of: Callable[[int], float]) -> Callable[[Array, Array], Array]:
    """Return the losses of many copies; slope_of: number of outputs -> dC/da over a - y."""

    def sampled(a: Array, y: Array) -> Array:
        np.subtract(a, y, a)
        np.multiply(a, a, a)
        losses: Array = a[0] if len(a) == 1 else np.add.reduce(a, 0)
        losses *= slope_of(len(a)) / 2
        return losses

    return sampled


def square(a: Expr, y: Expr) -> Expr:
    """Return (a - y)^2."""
    return Power(minus(a, y), TWO)


def twice(a: Expr, y: Expr) -> Expr:
    """Return 2 (a - y)."""
    return Product((TWO, minus(a, y)))


def squares_ending(
    slope_of: Callable[[int], float],
) -> Callable[[Output, Factor, bool], Ending | None]:
    """Return the ending on a tape; slope_of: number of outputs -> dC/da over a - y."""

    def ending(output: Output, factor: Factor, one_hot: bool) -> Ending | None:
        outputs, batch = output.a.shape
        if not output.activation.elementwise:
            return None
        error = np.empty((outputs, batch))
        line = error.reshape(-1)
        share: float = slope_of(outputs) / 2 / batch

        def mean_loss() -> float:
            total: float = line.dot(line)
            return total * share

        forward: list[Op] = [partial(np.subtract, output.a, output.y, error)]
        scale, delta = np.array(slope_of(outputs) * factor), output.delta
        if output.activation.tape.passes_on:
            return Ending(forward, mean_loss, [partial(np.multiply, error, scale, delta)])
        backward: list[Op] = [
            partial(np.multiply, error, output.slope, delta),
            partial(np.multiply, delta, scale, delta),
        ]
        return Ending(forward, mean_loss, backward, uses_slope=True)

    return ending
