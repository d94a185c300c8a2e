"""Cross-entropy: -sum y ln a, computed from the z of a softmax."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from engine.frozen import Array
from engine.functions.activation import Op
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
from engine.written.expression import (
    Expr,
    Fraction,
    FunctionOf,
    Negative,
    Number,
    Product,
    Role,
    Sum,
)
from engine.written.letters import exp, minus
from engine.written.long_sums import long_sum

_CODE = '''\
def log_softmax(z):
    """Return ln softmax(z) from z: finite even where softmax(z) is rounded to 0."""
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
'''


def _log_softmax(z: Array) -> Array:
    shifted = z - z.max(axis=1, keepdims=True)
    logs: Array = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    return logs


def _value(z: Array, a: Array, y: Array) -> Array:
    """Return -sum y_j ln a_j for a = softmax(z), from z: finite where a was rounded to 0."""
    losses: Array = -np.sum(np.where(y == 0, 0.0, y * _log_softmax(z)), axis=1)
    return losses


def _d_a(z: Array, a: Array, y: Array) -> Array:
    slopes: Array = -y * np.exp(np.where(y == 0, 0.0, -_log_softmax(z)))
    return slopes


def _d_z(z: Array, a: Array, y: Array) -> Array:
    """Return a_j sum_k y_k - y_j, which is a - y where the targets add up to 1."""
    slopes: Array = a * y.sum(axis=1, keepdims=True) - y
    return slopes


def _rounded_term(zs: Sequence[Number], unit: int, y: Number) -> Expr:
    """Return -y ln a from z: ln a = z - m - ln sum e^(z - m), where m is the largest z."""
    largest = Number(max(z.value for z in zs), Role.VALUE)
    total = long_sum(len(zs), lambda k: exp(minus(zs[k], largest)))
    log_a = Sum((zs[unit], Negative(largest), Negative(FunctionOf("ln", (total,)))))
    return Negative(Product((y, log_a)))


def _ending(output: Output, factor: Factor, one_hot: bool) -> Ending | None:
    if not one_hot:
        return None
    return Ending([], _mean_loss_on_tape(output), difference_ops(output, factor))


def _mean_loss_on_tape(output: Output) -> Callable[[], float]:
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

    def mean_loss() -> float:
        for op in ops:
            op()
        total: float = np.add.reduce(row) - y_line.dot(z_line)
        return total / len(row)

    return mean_loss


def _sampled(z: Array, y: Array) -> Array:
    """Return ln sum_k e^z_k times the sum of y, less sum y_j z_j, for z whose largest is 0.

    The second sum is taken output by output: products of all at once would not fit into a cache.
    """
    np.subtract(z, np.maximum.reduce(z, 0), z)
    told = z[0] * y[0]
    for z_j, y_j in zip(z[1:], y[1:], strict=True):
        told += z_j * y_j
    np.exp(z, z)
    logs = np.log(np.add.reduce(z, 0))
    logs *= np.add.reduce(y, 0)
    losses: Array = np.subtract(logs, told, logs)
    return losses


CROSS_ENTROPY = Loss(
    name="cross_entropy",
    rank=110,
    value=_value,
    d_a=_d_a,
    d_z=_d_z,
    activation="softmax",
    targets=Targets.PROBABILITIES,
    written=WrittenLoss(
        lambda a, y: Negative(Product((y, FunctionOf("ln", (a,))))),
        lambda a, y: Negative(Fraction(y, a)),
        mean=False,
        delta=minus,
        rounded_term=_rounded_term,
    ),
    numpy=NumpyLoss(
        ("-np.sum(np.where(Y == 0, 0.0, Y * log_softmax(z)), axis=1)",),
        "({a} * y.sum(axis=1, keepdims=True) - y)",
        functions=(_CODE,),
    ),
    torch='functional.cross_entropy(z, y, reduction="none")',
    tape=_ending,
    sampled=_sampled,
)
