"""The training step compiled to bound NumPy calls: the fast way through `engine.backprop`.

Every buffer is made once and every call writes into one, so that a step of a small network costs
little more than the calls themselves. The result is that of `trace_step` to summation order.
"""

from collections.abc import Callable
from functools import lru_cache, partial
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
        self._shape = experiment.network.shape
        self._vectors = Vectors(self._shape, experiment.training)
        self._x, self._targets = _arranged(experiment.data, self._shape.has_bias(1))
        self._passes: dict[int, Pass] = {}
        self._ones = np.ones_like(self._vectors.flat)
        self._tiles: list[_Tile] = []
        self._test_tiles: list[_Tile] = []

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
        return of_flat(self._shape, self._vectors.flat)

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
        if not self._tiles:
            samples, batch = len(self._x), self._experiment.training.batch_size
            whole = batch is None or batch >= samples
            self._tiles = self._make_tiles(samples, samples if whole else self._tile, self._pass)
        return _total(self._tiles)

    def test_cost(self) -> float:
        """Return C over the test set, which must not be empty."""
        if not self._test_tiles:
            data = self._experiment.data
            x, targets = _columns(data.test_inputs, data.test_targets, self._shape.has_bias(1))
            make = partial(Pass, self._experiment, self._vectors, x, targets)
            self._test_tiles = self._make_tiles(len(x), self._tile, lru_cache(maxsize=2)(make))
        return _total(self._test_tiles)

    def finite(self) -> bool:
        """Return whether all parameters are finite; a sum is not where one of them is not."""
        return isfinite(self._ones.dot(self._vectors.flat))

    def _pass(self, size: int) -> Pass:
        if size not in self._passes:
            self._passes[size] = Pass(self._experiment, self._vectors, self._x, self._targets, size)
        return self._passes[size]

    @property
    def _tile(self) -> int:
        """How many samples the cost is computed of at once."""
        return max(1, _TILE_NUMBERS // sum(units + 1 for units in self._shape.sizes[1:]))

    def _make_tiles(self, samples: int, size: int, pass_of: Callable[[int], Pass]) -> list["_Tile"]:
        """Return slices that make up a set, each with its share of the cost and its pass."""
        slices = [slice(start, min(start + size, samples)) for start in range(0, samples, size)]
        sizes = [rows.stop - rows.start for rows in slices]
        divisor = self._experiment.reduction.divisor(samples)
        return [
            (own / divisor, rows, pass_of(own)) for own, rows in zip(sizes, slices, strict=True)
        ]


_Tile = tuple[float, slice, Pass]


def _total(tiles: list[_Tile]) -> float:
    """Return the cost over all tiles at the present parameters."""
    total = 0.0
    for share, rows, of_tile in tiles:
        of_tile.place(rows)
        of_tile.forward()
        total += share * of_tile.mean_loss()
    return total


@lru_cache(maxsize=2)  # the runs of one experiment share its data
def _arranged(data: Dataset, bias: bool) -> tuple[Array, Array]:
    return _columns(data.inputs, data.targets, bias)


def _columns(inputs: Array, targets: Array, bias: bool) -> tuple[Array, Array]:
    """Return inputs (samples, n_0), with a column of ones for biases, targets (n_L, samples)."""
    x = np.column_stack([inputs, np.ones(len(inputs))]) if bias else inputs
    return x, np.ascontiguousarray(targets.T)
