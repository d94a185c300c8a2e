"""How wide a number may be: room is kept for it before it is known, so that nothing moves."""

from functools import lru_cache

import numpy as np

from engine.run.training import Run
from engine.text.numbers import short
from engine.written.quantity import Kind

_PARAMETERS = frozenset({Kind.WEIGHT, Kind.WEIGHT_AFTER, Kind.BIAS, Kind.BIAS_AFTER})
_DERIVATIVES = frozenset({Kind.D_A, Kind.DELTA, Kind.D_WEIGHT, Kind.D_BIAS})
_USUAL, _SMALL = 0.12345678901234, -0.0012345678901234


@lru_cache(maxsize=256)
def reserved(kind: Kind, digits: int, signed: bool) -> str:
    """Return a number as wide as those of a kind usually are; signed: parameters have a minus.

    Wider ones are squeezed by a fifth at most: room for all of them would leave none for labels.
    """
    if kind in _DERIVATIVES:
        return short(_SMALL, digits)
    return short(_USUAL if kind in _PARAMETERS and not signed else -_USUAL, digits)


@lru_cache(maxsize=4)
def begins_below_zero(run: Run) -> bool:
    """Return whether some parameter is negative when a run begins."""
    return bool(np.any(run.parameters(0).flat < 0))
