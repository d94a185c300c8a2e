"""The training step compiled to bound NumPy calls: the fast way through `engine.backprop`.

Every buffer is made once and every call writes into one, so that a step of a small network costs
little more than the calls themselves. The result is that of `trace_step` to summation order.
"""

from functools import lru_cache
from math import isfinite

import numpy as np

from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.frozen import Array, freeze
from engine.memory import Memory
from engine.network import Parameters, of_flat
from engine.tape.passes import Pass, Rows
from engine.tape.updates import Vectors

_TILE_NUMBERS = 2**17  # 1 MB of activations stays in the cache while the cost is computed


class Tape:
    """The training step of one experiment, for batches of any size.

    The caller keeps NumPy silent with `np.errstate`: entering it at every step would cost as much
    as two calls.
    """

    def __init__(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._sizes = experiment.network.sizes
        self._vectors = Vectors(self._sizes, experiment.training)
        self._x, self._targets = _arranged(experiment.data)
        self._passes: dict[int, Pass] = {}
        self._ones = np.ones_like(self._vectors.flat)
        self._tiles = self._make_tiles()

    @property
    def state(self) -> Array:
        """The parameters and, below them, the optimiser's slots, (1 + slots, count); it changes."""
        return self._vectors.state

    def begin(self, state: Array, count: int) -> None:
        """Take over a state and the number of steps that the optimiser has taken before it."""
        self._vectors.begin(state, count)

    def load(self, parameters: Parameters, memory: Memory) -> None:
        """Take over parameters and what the optimiser remembers."""
        self.begin(np.stack([parameters.flat, *memory.slots]), memory.count)

    def parameters(self) -> Parameters:
        """Return a copy of the present parameters."""
        return of_flat(self._sizes, self._vectors.flat)

    def memory(self) -> Memory:
        """Return a copy of what the optimiser remembers at present."""
        slots = tuple(freeze(slot) for slot in self._vectors.state[1:])
        return Memory(slots, self._vectors.count)

    def step(self, rows: Rows) -> None:
        """Take one training step with the samples of a slice with both ends, or of an array."""
        size = rows.stop - rows.start if isinstance(rows, slice) else len(rows)
        of_size = self._passes.get(size) or self._pass(size)
        of_size.place(rows)
        of_size.forward()
        of_size.backward()

    def cost(self) -> float:
        """Return C over the whole training set.

        With full batches the pass of the next step is taken for it, and then not taken again.
        """
        total = 0.0
        for share, rows in self._tiles:
            of_tile = self._pass(rows.stop - rows.start)
            of_tile.place(rows)
            of_tile.forward()
            total += share * of_tile.cost()
        return total

    def finite(self) -> bool:
        """Return whether all parameters are finite; a sum is not where one of them is not."""
        return isfinite(self._ones.dot(self._vectors.flat))

    def _pass(self, size: int) -> Pass:
        if size not in self._passes:
            self._passes[size] = Pass(self._experiment, self._vectors, self._x, self._targets, size)
        return self._passes[size]

    def _make_tiles(self) -> list[tuple[float, slice]]:
        """Return slices that make up the training set, each with its share of the samples."""
        samples, batch = len(self._x), self._experiment.training.batch_size
        size = samples
        if batch is not None and batch < samples:
            size = max(1, _TILE_NUMBERS // sum(units + 1 for units in self._sizes[1:]))
        starts = range(0, samples, size)
        tiles = [slice(start, min(start + size, samples)) for start in starts]
        return [((rows.stop - rows.start) / samples, rows) for rows in tiles]


@lru_cache(maxsize=2)  # the runs of one experiment share its data
def _arranged(data: Dataset) -> tuple[Array, Array]:
    """Return the inputs with a column of ones, (samples, n_0 + 1), and targets (n_L, samples)."""
    inputs = np.column_stack([data.inputs, np.ones(len(data.inputs))])
    return inputs, np.ascontiguousarray(data.targets.T)
