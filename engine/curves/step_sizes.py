"""How good a finite difference is, from large steps to steps that rounding swallows."""

import numpy as np
from msgspec import Struct

from engine.checks import relative_error
from engine.curves.curve import Curve
from engine.frozen import Array, freeze

STEPS = freeze(10.0 ** -np.arange(0, 16))


class StepSizes(Struct, frozen=True, eq=False):
    """Difference quotients of a curve at one place for each step h: all (steps,).

    forward: (C(w + h) - C(w)) / h; central: (C(w + h) - C(w - h)) / 2h; their errors are
    relative to the slope that differentiation gives (for a network, backpropagation), as CS231n
    defines it. here, above, below: C(w), C(w + h) and C(w - h).
    """

    steps: Array
    slope: float
    here: float
    above: Array
    below: Array
    forward: Array
    central: Array
    forward_errors: Array
    central_errors: Array

    @property
    def best_forward(self) -> float:
        """The step whose forward difference is nearest to the slope."""
        return _best(self.steps, self.forward_errors)

    @property
    def best_central(self) -> float:
        """The step whose central difference is nearest to the slope."""
        return _best(self.steps, self.central_errors)


def _best(steps: Array, errors: Array) -> float:
    numbers = np.where(np.isnan(errors), np.inf, errors)  # a cost may overflow for large steps
    return float(steps[np.argmin(numbers)])


def error_against_step(
    curve: Curve, w: float, steps: Array = STEPS, slope: float | None = None
) -> StepSizes:
    """Return the difference quotients at a place for each step, (steps,).

    slope: what they are compared with, None for that of the curve.
    The error falls with h as long as the curve looks bent, then rises again because C has only
    sixteen digits.
    """
    costs = curve.costs(np.concatenate([[w], w + steps, w - steps]))
    here, (above, below) = float(costs[0]), np.split(costs[1:], 2)
    slope = curve.slope(w) if slope is None else slope
    with np.errstate(all="ignore"):
        quotients = (above - here) / steps, (above - below) / (2 * steps)
        errors = [[relative_error(slope, float(q)) for q in each] for each in quotients]
    sides = freeze(above), freeze(below)
    return StepSizes(
        freeze(steps), slope, here, *sides, *map(freeze, quotients), *map(freeze, errors)
    )
