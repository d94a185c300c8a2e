"""How large a number is beside the largest one."""

from math import isfinite

import numpy as np

from engine.frozen import Array


def share(value: float, largest: float) -> float:
    """Return |value| / largest, 0 where that has no meaning."""
    if largest <= 0 or not (isfinite(value) and isfinite(largest)):
        return 0.0
    return min(abs(value) / largest, 1.0)


def largest(arrays: "list[Array]") -> float:
    """Return the largest finite |number| of all arrays, 0 if there is none."""
    peaks = (float(np.max(np.abs(a), initial=0.0, where=np.isfinite(a))) for a in arrays)
    return max(peaks, default=0.0)
