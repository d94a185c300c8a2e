"""The training step with mistakes made on purpose: as slow as the step that is taught."""

from math import isfinite

import numpy as np

from engine.backprop import cost, trace_step
from engine.experiment import Experiment, Training
from engine.frozen import Array, freeze
from engine.memory import Memory, first_memory
from engine.network import Parameters, of_flat
from engine.tape.passes import Rows


def rows_of(parameters: Parameters, memory: Memory) -> Array:
    """Return a state as rows: parameters, slots, and the gradient that was not reset, if any."""
    unreset = () if memory.unreset is None else (memory.unreset,)
    return np.stack([parameters.flat, *memory.slots, *unreset])


def memory_of(training: Training, state: Array, count: int) -> Memory:
    """Return what the rows of a state below the parameters mean, after `count` steps."""
    slots = training.optimizer.slots
    unreset = freeze(state[1 + slots]) if len(state) > 1 + slots else None
    return Memory(tuple(freeze(slot) for slot in state[1 : 1 + slots]), count, unreset)


class MistakenTape:
    """What `Tape` does for experiments without mistakes, by `trace_step`."""

    def __init__(self, experiment: Experiment) -> None:
        self._experiment = experiment
        first = experiment.first_parameters()
        self.state = rows_of(first, first_memory(experiment.training, first))
        self._count = 0

    def begin(self, state: Array, count: int) -> None:
        """Take over a state and the number of steps that the optimiser has taken before it."""
        self.state, self._count = state.copy(), count

    def step(self, rows: Rows) -> None:
        """Take one training step with the samples of a slice with both ends, or of an array."""
        experiment, data = self._experiment, self._experiment.data
        trace = trace_step(
            experiment.problem.on(data.inputs[rows], data.targets[rows]),
            experiment.training,
            self._parameters(),
            memory=memory_of(experiment.training, self.state, self._count),
        )
        self.state = rows_of(trace.after, trace.memory_after)
        self._count += 1

    def cost(self) -> float:
        """Return C over the whole training set."""
        return cost(self._experiment.problem, self._parameters())

    def test_cost(self) -> float:
        """Return C over the test set, which must not be empty."""
        data = self._experiment.data
        tests = self._experiment.problem.on(data.test_inputs, data.test_targets)
        return cost(tests, self._parameters())

    def finite(self) -> bool:
        """Return whether all parameters are finite."""
        return isfinite(float(self.state[0].sum()))

    def _parameters(self) -> Parameters:
        return of_flat(self._experiment.network.shape, self.state[0])
