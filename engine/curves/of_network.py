"""The loss of a network along one weight or bias, as a curve that can be asked anywhere."""

import numpy as np

from engine.backprop import StepTrace, trace_step
from engine.curves.curve import Curve
from engine.curves.jets import Jet
from engine.curves.landscape import derivatives_along, loss_along, slope_along
from engine.experiment import Training, UpdateRule
from engine.frozen import Array
from engine.memory import Memory
from engine.network import Parameters, flat_index, with_value
from engine.problem import Problem
from engine.written.quantity import ParameterPlace


class NetworkCurve(Curve):
    """The cost of a batch as one parameter varies and all others stay; without the penalty.

    memory: what the optimiser remembers, which matters to layers that are updated before the
    deltas below.
    """

    def __init__(
        self,
        problem: Problem,
        training: Training,
        parameters: Parameters,
        place: ParameterPlace,
        memory: Memory | None = None,
    ) -> None:
        self.problem, self._training, self._memory = problem, training, memory
        self._parameters, self._place = parameters, place

    @property
    def present(self) -> float:
        """What the parameter is now."""
        return float(self._parameters.flat[self._index])

    def at(self, w: float) -> Jet:
        slope, bend = derivatives_along(self.problem, self._moved_to(w), self._place)
        return Jet(float(self.costs(np.array([w]))[0]), slope, bend)

    def slope(self, w: float) -> float:
        return slope_along(self.problem, self._moved_to(w), self._place)

    @property
    def is_mistaken(self) -> bool:
        """Whether training makes mistakes on purpose, so that its gradients are no slopes."""
        return bool(self._training.mistakes) or self._training.update_rule is UpdateRule.IN_PLACE

    def taught_slope(self, w: float) -> float:
        """Return what backpropagation gives for the slope at w, with the mistakes of training."""
        return float(self._trace(w).gradient.flat[self._index])

    def trained_slope(self, w: float) -> float:
        """Return the same with the penalty, which training adds to it."""
        trace = self._trace(w)
        return float(trace.gradient.flat[self._index] + trace.penalty_gradient.flat[self._index])

    def _trace(self, w: float) -> StepTrace:
        return trace_step(self.problem, self._training, self._moved_to(w), memory=self._memory)

    def costs(self, values: Array) -> Array:
        return loss_along(self.problem, self._parameters, self._place, values)

    def picture(self, values: Array) -> Array:
        """Compute in float32, unless losses are too large for it."""
        drawn = loss_along(self.problem, self._parameters, self._place, values, np.float32)
        return drawn if np.isfinite(drawn).all() else self.costs(values)

    @property
    def _index(self) -> int:
        return flat_index(self._parameters.shape, self._place)

    def _moved_to(self, w: float) -> Parameters:
        return with_value(self._parameters, self._index, w)
