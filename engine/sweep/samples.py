"""The samples of each step for several networks at once, each with its own order and data."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.frozen import Array
from engine.run.batches import Batches, is_shuffled

_Indices = npt.NDArray[np.int64]


class TeamSamples:
    """What each network of a team sees step by step.

    shuffled: whether each draws an order of its own for every epoch; otherwise a part of the
    order is the same samples every time.
    """

    def __init__(self, experiments: Sequence[Experiment]) -> None:
        first = experiments[0]
        sets = {id(each.data): each.data for each in experiments}
        numbers = {name: number for number, name in enumerate(sets)}
        self._set_of = np.array([numbers[id(each.data)] for each in experiments])
        self._x, self._y = _stacked(list(sets.values()), first.network.shape.has_bias(1))
        self.shuffled = is_shuffled(first)
        seeds = [each.training.seed if self.shuffled else 0 for each in experiments]
        orders = {seed: _batches(first, seed) for seed in seeds}
        self._orders = list(orders.values())
        self._order_of = np.array([list(orders).index(seed) for seed in seeds])
        self._epoch = -1
        self._rows = np.empty((0, 0), dtype=np.int64)

    def part_at(self, step: int) -> slice:
        """Return which part of its order of the samples a step sees."""
        return self._orders[0].part(step)

    def inputs(self, step: int) -> Array:
        """Return the inputs of a step, features first and a row of ones below where the first
        layer has biases: (inputs + 1, batch) where all see the same, else (networks, inputs + 1,
        batch).
        """
        part = self.part_at(step)
        if self.shuffled:
            flat = self._x.reshape(len(self._x), -1)
            return flat.take(self._rows_of(step)[:, part], 1, mode="clip").transpose(1, 0, 2)
        if self._x.shape[1] == 1:
            return self._x[:, 0, part]
        return self._x[:, self._set_of, part].transpose(1, 0, 2)

    def targets(self, step: int, into: Array) -> None:
        """Write the targets of a step into an array, (outputs, networks, batch)."""
        part = self.part_at(step)
        if self.shuffled:
            flat = self._y.reshape(len(self._y), -1)
            flat.take(self._rows_of(step)[:, part], 1, into, "clip")
        else:
            into[...] = self._y[:, self._set_of, part]

    def _rows_of(self, step: int) -> _Indices:
        """Return where the samples of an epoch stand among those of all sets: (networks, samples),
        in the order of each.
        """
        epoch = step // self._orders[0].per_epoch
        if epoch != self._epoch:
            orders = np.array([batches.order(epoch) for batches in self._orders])
            self._rows = orders[self._order_of] + self._x.shape[2] * self._set_of[:, None]
            self._epoch = epoch
        return self._rows


def _batches(experiment: Experiment, seed: int) -> Batches:
    training = experiment.training
    samples = len(experiment.data.inputs)
    return Batches(samples, training.batch_size, training.shuffle, seed)


def _stacked(sets: Sequence[Dataset], bias: bool) -> tuple[Array, Array]:
    """Return inputs, (n_0 + 1, sets, samples), the last of them ones for biases, and targets,
    (n_L, sets, samples).
    """
    x = np.stack([data.inputs.T for data in sets], axis=1)
    y = np.stack([data.targets.T for data in sets], axis=1)
    return np.concatenate([x, np.ones((1, *x.shape[1:]))]) if bias else x, y
