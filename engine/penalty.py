"""What is added to the cost so that weights stay small."""

import numpy as np
from msgspec import Struct

from engine.frozen import Array


class Penalty(Struct, frozen=True):
    """A term of its own beside the loss: l2/2 sum w^2 + l1 sum |w|, over weights only."""

    l1: float = 0.0
    l2: float = 0.0

    def __bool__(self) -> bool:
        return self.l1 != 0 or self.l2 != 0

    def value(self, weights: Array) -> float:
        return float(self.l2 / 2 * np.sum(weights * weights) + self.l1 * np.sum(np.abs(weights)))

    def derivative(self, weights: Array) -> Array:
        """Return l2 w + l1 sign(w); at the kink of |w|, sign(0) = 0."""
        slope: Array = self.l2 * weights + self.l1 * np.sign(weights)
        return slope


NO_PENALTY = Penalty()
