"""The calls that compute a loss and the delta of the output layer on a tape."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from engine.frozen import Array
from engine.functions.activation import ZERO_OF_TAPE, Activation, Op
from engine.losses import Loss
from engine.tape.layers import has_slope

_SQUARED = {"half_squared_error", "squared_error", "mean_squared_error"}


@dataclass(frozen=True, slots=True, eq=False)
class Output:
    """The buffers of the output layer, all (outputs, batch).

    slope: f'(z), where the activation has one; delta: where dC/dz is to be written.
    """

    activation: Activation
    z: Array
    a: Array
    y: Array
    slope: Array
    delta: Array


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    """How the forward pass ends and the backward pass begins.

    forward: calls that follow the output's activations; cost: returns C; backward: calls that
    write `delta`, for which `uses_slope` says whether the output's slope must be filled before.
    """

    forward: list[Op]
    cost: Callable[[], float]
    backward: list[Op]
    uses_slope: bool = False


def keeps_z(loss: Loss) -> bool:
    """Return whether a loss may look at z, so that a must not overwrite it."""
    return loss.name not in _SQUARED


def ending(loss: Loss, output: Output, factor: float, one_hot: bool) -> Ending:
    """Return the ending for a loss; its deltas carry the factor in place of 1.

    one_hot: whether the targets of every sample add up to exactly 1.
    """
    if loss.name in _SQUARED and output.activation.elementwise:
        return _squared(loss, output, factor)
    if loss.name == "binary_cross_entropy":
        cost = _binary_cross_entropy(output)
        return Ending([], cost, _difference(output, factor / len(output.z)))
    if loss.name == "cross_entropy" and one_hot:
        return Ending([], _cross_entropy(output), _difference(output, factor))
    return Ending(
        [], partial(_cost_of_record, loss, output), [partial(_of_record, loss, output, factor)]
    )


def _squared(loss: Loss, output: Output, factor: float) -> Ending:
    outputs, batch = output.a.shape
    slope: dict[str, float] = {
        "half_squared_error": 1.0,
        "squared_error": 2.0,
        "mean_squared_error": 2.0 / outputs,
    }
    step = slope[loss.name]
    error = np.empty((outputs, batch))
    line = error.reshape(-1)
    share: float = step / 2 / batch

    def cost() -> float:
        total: float = line.dot(line)
        return total * share

    forward: list[Op] = [partial(np.subtract, output.a, output.y, error)]
    scale, delta = np.array(step * factor), output.delta
    if not has_slope(output.activation):
        return Ending(forward, cost, [partial(np.multiply, error, scale, delta)])
    backward: list[Op] = [
        partial(np.multiply, error, output.slope, delta),
        partial(np.multiply, delta, scale, delta),
    ]
    return Ending(forward, cost, backward, uses_slope=True)


def _difference(output: Output, factor: float) -> list[Op]:
    """Return delta = (a - y) x factor."""
    return [
        partial(np.subtract, output.a, output.y, output.delta),
        partial(np.multiply, output.delta, np.array(factor), output.delta),
    ]


def _binary_cross_entropy(output: Output) -> Callable[[], float]:
    """Return the mean of ln(1 + e^z) - y z."""
    z, y = output.z, output.y
    losses, product = np.empty_like(z), np.empty_like(z)

    def cost() -> float:
        np.logaddexp(ZERO_OF_TAPE, z, losses)
        np.multiply(y, z, product)
        np.subtract(losses, product, losses)
        return float(np.add.reduce(losses, None)) / losses.size

    return cost


def _cross_entropy(output: Output) -> Callable[[], float]:
    """Return the mean of ln sum_k e^z_k - sum y_j z_j, of which softmax left z <= 0 and one 0.

    So neither term is negative and nothing cancels.
    """
    e, row = np.empty_like(output.z), np.empty(output.z.shape[1])
    z_line, y_line = output.z.reshape(-1), output.y.reshape(-1)
    ops: list[Op] = [
        partial(np.exp, output.z, e),
        partial(np.add.reduce, e, 0, None, row),
        partial(np.log, row, row),
    ]

    def cost() -> float:
        for op in ops:
            op()
        total: float = np.add.reduce(row) - y_line.dot(z_line)
        return total / len(row)

    return cost


def _cost_of_record(loss: Loss, output: Output) -> float:
    return float(np.mean(loss.value(output.z.T, output.a.T, output.y.T)))


def _of_record(loss: Loss, output: Output, factor: float) -> None:
    z, a, y = output.z.T, output.a.T, output.y.T
    if loss.d_z is not None:
        output.delta.T[...] = loss.d_z(z, a, y) * factor
    else:
        d_a = loss.d_a(z, a, y) * factor
        output.delta.T[...] = output.activation.pull_back(z, a, d_a)
