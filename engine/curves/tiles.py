"""Many moved copies of one network at once, in pieces small enough to be fast."""

from collections.abc import Iterator

import numpy as np

from engine.frozen import Array
from engine.functions.activation import Activation
from engine.functions.loss import Loss
from engine.tape.layers import sampled_ops

# Of one layer: larger arrays would come from the system page by page, at three times the cost.
_TILE_NUMBERS = 2**13


def tiles(count: int, numbers: int) -> Iterator[slice]:
    """Yield slices of `count` copies whose widest layer holds `numbers` numbers each."""
    step = max(1, _TILE_NUMBERS // max(1, numbers))
    for start in range(0, count, step):
        yield slice(start, start + step)


def rows_of(z: Array) -> Array:
    """Return (outputs, copies, batch) as (copies x batch, outputs), as activations expect it.

    Each output's numbers stay together in memory: sums over outputs then run along long columns.
    """
    return z.reshape(len(z), -1).T


def repeated(targets: Array, copies: int) -> Array:
    """Return (batch, outputs) targets as (copies x batch, outputs), in the order of `rows_of`."""
    return np.tile(targets.T, copies).T


def tile_losses(loss: Loss, activation: Activation, z: Array, targets: Array) -> Array:
    """Return each sample's loss in each copy, (copies, batch).

    z: (outputs, copies, batch), contiguous, is overwritten; targets: (batch, outputs).
    """
    if loss.sampled is None:
        rows = rows_of(z)
        losses = loss.value(rows, activation.value(rows), repeated(targets, z.shape[1]))
        return losses.reshape(z.shape[1:])
    if loss.d_z is None:
        lines = z.reshape(len(z), -1)
        for op in sampled_ops(activation, lines, lines):
            op()
    return loss.sampled(z, targets.T[:, None])
