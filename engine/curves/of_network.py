"""The loss of a network along one weight or bias, as a curve that can be asked anywhere."""

from dataclasses import dataclass

import numpy as np

from engine.backprop import StepTrace, trace_step
from engine.curves.curve import Curve
from engine.curves.jets import Jet
from engine.curves.landscape import derivatives_along, loss_along, slope_along
from engine.experiment import Experiment, UpdateRule
from engine.frozen import Array
from engine.losses import Loss
from engine.memory import Memory
from engine.network import NetworkPlan, Parameters, flat_index, with_value


@dataclass(frozen=True, slots=True, eq=False)
class NetworkCurve(Curve):
    """The cost of a batch as one parameter varies and all others stay; without the penalty.

    x: (batch, inputs); targets: (batch, outputs); source: None for the unit's bias; memory: what
    the optimiser remembers, which matters to layers that are updated before the deltas below.
    """

    experiment: Experiment
    parameters: Parameters
    x: Array
    targets: Array
    layer: int
    unit: int
    source: int | None
    memory: Memory | None = None

    @property
    def present(self) -> float:
        """What the parameter is now."""
        return float(self.parameters.flat[self._index])

    def at(self, w: float) -> Jet:
        slope, bend = derivatives_along(*self._moved_to(w), self.layer, self.unit, self.source)
        return Jet(float(self.costs(np.array([w]))[0]), slope, bend)

    def slope(self, w: float) -> float:
        return slope_along(*self._moved_to(w), self.layer, self.unit, self.source)

    @property
    def is_mistaken(self) -> bool:
        """Whether training makes mistakes on purpose, so that its gradients are no slopes."""
        training = self.experiment.training
        return bool(training.mistakes) or training.update_rule is UpdateRule.IN_PLACE

    def taught_slope(self, w: float) -> float:
        """Return what backpropagation gives for the slope at w, with the mistakes of training."""
        return float(self._trace(w).gradient.flat[self._index])

    def trained_slope(self, w: float) -> float:
        """Return the same with the penalty, which training adds to it."""
        trace = self._trace(w)
        return float(trace.gradient.flat[self._index] + trace.penalty_gradient.flat[self._index])

    def _trace(self, w: float) -> StepTrace:
        return trace_step(
            *(self.experiment.network, self.experiment.loss, self.experiment.training),
            *(with_value(self.parameters, self._index, w), self.x, self.targets),
            penalty=self.experiment.penalty,
            memory=self.memory,
        )

    def costs(self, values: Array) -> Array:
        return loss_along(
            self.experiment.network,
            self.experiment.loss,
            self.parameters,
            self.x,
            self.targets,
            self.layer,
            self.unit,
            self.source,
            values,
        )

    @property
    def _index(self) -> int:
        sizes = self.experiment.network.sizes
        return flat_index(sizes, self.layer, self.unit, self.source)

    def _moved_to(self, w: float) -> tuple[NetworkPlan, Loss, Parameters, Array, Array]:
        moved = with_value(self.parameters, self._index, w)
        return self.experiment.network, self.experiment.loss, moved, self.x, self.targets
