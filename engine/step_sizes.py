"""How good a finite difference is, from large steps to steps that rounding swallows."""

from dataclasses import dataclass

import numpy as np

from engine.backprop import cost, trace_step
from engine.checks import relative_error
from engine.experiment import Experiment
from engine.frozen import Array, freeze
from engine.network import Parameters, flat_index, with_value

STEPS = freeze(10.0 ** -np.arange(0, 16))


@dataclass(frozen=True, slots=True, eq=False)
class StepSizes:
    """Difference quotients of one parameter for each step h: all (steps,).

    forward: (C(w + h) - C(w)) / h; central: (C(w + h) - C(w - h)) / 2h; their errors are
    relative to the gradient of backpropagation, as CS231n defines it.
    """

    steps: Array
    gradient: float
    forward: Array
    central: Array
    forward_errors: Array
    central_errors: Array

    @property
    def best_forward(self) -> float:
        """The step whose forward difference is nearest to the gradient."""
        return _best(self.steps, self.forward_errors)

    @property
    def best_central(self) -> float:
        """The step whose central difference is nearest to the gradient."""
        return _best(self.steps, self.central_errors)


def _best(steps: Array, errors: Array) -> float:
    numbers = np.where(np.isnan(errors), np.inf, errors)  # a cost may overflow for large steps
    return float(steps[np.argmin(numbers)])


def error_against_step(
    experiment: Experiment,
    parameters: Parameters,
    x: Array,
    targets: Array,
    layer: int,
    unit: int,
    source: int | None,
    steps: Array = STEPS,
) -> StepSizes:
    """Return the difference quotients of a weight, or of the unit's bias if source is None.

    x: (batch, inputs); targets: (batch, outputs). The error falls with h as long as the curve
    looks bent, then rises again because C has only sixteen digits.
    """
    network, loss = experiment.network, experiment.loss
    index = flat_index(network.sizes, layer, unit, source)
    trace = trace_step(network, loss, experiment.training, parameters, x, targets)
    gradient, present = float(trace.gradient.flat[index]), float(parameters.flat[index])

    def at(value: float) -> float:
        with np.errstate(all="ignore"):
            return cost(network, loss, with_value(parameters, index, value), x, targets)

    here = at(present)
    above = np.array([at(present + h) for h in steps])
    below = np.array([at(present - h) for h in steps])
    with np.errstate(all="ignore"):
        quotients = (above - here) / steps, (above - below) / (2 * steps)
        errors = [[relative_error(gradient, float(q)) for q in each] for each in quotients]
    return StepSizes(freeze(steps), gradient, *map(freeze, quotients), *map(freeze, errors))
