"""The calls that compute a loss and the delta of the output layer on a tape."""

from functools import partial

import numpy as np

from engine.functions.loss import Ending, Factor, Loss, Output


def keeps_z(loss: Loss) -> bool:
    """Return whether a loss may look at z, so that a must not overwrite it."""
    return loss.activation is not None or loss.tape is None


def ending(loss: Loss, output: Output, factor: Factor, one_hot: bool) -> Ending:
    """Return the ending for a loss; its deltas carry the factor in place of 1.

    one_hot: whether the targets of every sample add up to exactly 1.
    """
    fast = loss.tape and loss.tape(output, factor, one_hot)
    return fast or Ending(
        [], partial(_mean_loss_of_record, loss, output), [partial(_of_record, loss, output, factor)]
    )


def _mean_loss_of_record(loss: Loss, output: Output) -> float:
    return float(np.mean(loss.value(output.z.T, output.a.T, output.y.T)))


def _of_record(loss: Loss, output: Output, factor: Factor) -> None:
    z, a, y = output.z.T, output.a.T, output.y.T
    if loss.d_z is not None:
        output.delta[...] = loss.d_z(z, a, y).T * factor
    else:
        d_a = loss.d_a(z, a, y).T * factor
        output.delta.T[...] = output.activation.pull_back(z, a, d_a.T)
