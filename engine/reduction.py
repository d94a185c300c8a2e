"""How the losses of the samples become one cost."""

from enum import Enum

import numpy as np

from engine.frozen import Array


class Reduction(Enum):
    """C is the mean of the samples' losses, or their sum."""

    MEAN = "mean"
    SUM = "sum"

    def divisor(self, samples: int) -> int:
        """Return what a sum over so many samples is divided by."""
        return samples if self is Reduction.MEAN else 1

    def of(self, losses: Array) -> float:
        """Return C; losses: (batch,)."""
        return float(np.mean(losses) if self is Reduction.MEAN else np.sum(losses))

    def along(self, losses: Array) -> Array:
        """Return C of many copies, (copies,); losses: (copies, batch)."""
        costs: Array = losses.mean(axis=1) if self is Reduction.MEAN else losses.sum(axis=1)
        return costs
