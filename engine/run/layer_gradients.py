"""How large the gradients of each layer's weights are, at one step and over a run."""

import numpy as np
from msgspec import Struct

from engine.backprop import StepTrace
from engine.frozen import Array, freeze
from engine.run.training import Run

MOST_STEPS = 100  # of a run, however long it is


class GradientSizes(Struct, frozen=True, eq=False):
    """How large |dC/dw| is over the weights of each layer, without its biases.

    largest, mean: (layers,), layer 1 first.
    """

    largest: Array
    mean: Array


def gradient_sizes(trace: StepTrace) -> GradientSizes:
    """Return the sizes of a step's gradients: of the batch cost C, without the penalty."""
    sizes = [np.abs(layer.d_weights) for layer in trace.layers]
    with np.errstate(all="ignore"):
        largest = freeze([float(size.max()) for size in sizes])
        return GradientSizes(largest, freeze([float(size.mean()) for size in sizes]))


def spread_steps(last: int) -> range:
    """Return at most 100 evenly spread steps from 0 up to a last one, none for -1.

    Their distance is a power of two: a run that grows keeps every other step, and needs no step
    it has not had but those at its end.
    """
    stride = 1
    while last // stride >= MOST_STEPS:
        stride *= 2
    return range(0, last + 1, stride)


class GradientHistory:
    """The largest |dC/dw| of each layer at evenly spread steps of a run.

    No step is computed twice; a view asks for a few more of them whenever it has the time.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self._layers = run.experiment.network.depth
        self._known: dict[int, Array] = {}

    def more(self, last: int, budget: int) -> int:
        """Compute up to `budget` of the steps still missing and return how many were computed.

        The steps are spread from 0 to `last`, those first that give a coarse picture of all.
        Raises ValueError for a last step that the run has not reached.
        """
        if last > self.run.steps:
            raise ValueError(f"step {last} has not been reached: there are {self.run.steps}")
        missing = sorted(self._missing(last), key=lambda step: (-_coarseness(step), step))
        for step in missing[:budget]:
            self._known[step] = gradient_sizes(self.run.trace(step)).largest
        return len(missing[:budget])

    def complete(self, last: int) -> bool:
        """Return whether every step up to a last one is there that a picture shows."""
        return not self._missing(last)

    def largest(self, last: int) -> tuple[Array, Array]:
        """Return the steps known, (count,), and the largest |dC/dw| at each, (count, layers)."""
        steps = [step for step in spread_steps(last) if step in self._known]
        sizes = np.array([self._known[step] for step in steps]).reshape(-1, self._layers)
        return np.array(steps, dtype=float), sizes

    def _missing(self, last: int) -> list[int]:
        return [step for step in spread_steps(last) if step not in self._known]


def _coarseness(step: int) -> float:
    """Return the largest power of two that divides a step."""
    return step & -step if step else np.inf
