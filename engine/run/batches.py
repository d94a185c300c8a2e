"""Which samples each training step sees."""

from functools import lru_cache
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.experiment import Experiment
from engine.tape.passes import Rows

_MOST_MARKS = 256


@lru_cache(maxsize=8)
def _shared(samples: int, batch_size: int | None, shuffle: bool, seed: int) -> "Batches":
    return Batches(samples, batch_size, shuffle, seed)


def batches_of(experiment: Experiment) -> "Batches":
    """Return the batches of an experiment; all that have the same share their drawn orders."""
    training = experiment.training
    samples = len(experiment.data.inputs)
    return _shared(samples, training.batch_size, training.shuffle, training.seed)


def is_shuffled(experiment: Experiment) -> bool:
    """Return whether the order of the samples matters and is drawn anew each epoch."""
    training, samples = experiment.training, len(experiment.data.inputs)
    return training.shuffle and (training.batch_size or samples) < samples


class Batches:
    """Which samples each step sees: consecutive slices of an order, the last possibly shorter."""

    def __init__(self, samples: int, batch_size: int | None, shuffle: bool, seed: int) -> None:
        self._samples = samples
        self._size = min(batch_size or samples, samples)
        self._shuffle = shuffle
        self._epoch, self._order = -1, np.arange(samples)
        if shuffle:  # loading numpy.random takes longer than the first steps
            self._generator = np.random.default_rng(seed)
            self._marks: list[Any] = [self._generator.bit_generator.state]
        self._epochs_apart = 1
        self.per_epoch = ceil(samples / self._size)

        starts = range(0, samples, self._size)
        self._slices = [slice(start, min(start + self._size, samples)) for start in starts]

    def at(self, step: int) -> tuple[int, ...]:
        """Return the sample numbers of a step, which counts from 0."""
        return tuple(int(sample) for sample in self.numbers(step))

    def numbers(self, step: int) -> npt.NDArray[np.int64]:
        """Return the same as an array, (batch,), without going through all of them."""
        return self.order(step // self.per_epoch)[self.part(step)]

    def size_at(self, step: int) -> int:
        """Return how many samples a step sees."""
        part = self.part(step)
        return int(part.stop - part.start)

    def part(self, step: int) -> slice:
        """Return which part of the order of its epoch a step sees."""
        return self._slices[step % self.per_epoch]

    def order(self, epoch: int) -> npt.NDArray[np.int64]:
        """Return all samples in the order of an epoch, (samples,)."""
        if self._shuffle and epoch != self._epoch:
            self._draw(epoch)
        return self._order

    def rows(self, step: int) -> Rows:
        """Return the rows of a step's samples; all of them in the order in which they lie."""
        if self._shuffle and self.per_epoch > 1:
            return self.numbers(step)
        return self.part(step)

    def _draw(self, epoch: int) -> None:
        """Draw the order of an epoch; all orders come from one generator, one after the other."""
        mark = min(epoch // self._epochs_apart, len(self._marks) - 1)
        if not mark * self._epochs_apart - 1 <= self._epoch < epoch:
            self._generator.bit_generator.state = self._marks[mark]
            self._epoch = mark * self._epochs_apart - 1
        while self._epoch < epoch:
            self._order = self._generator.permutation(self._samples)
            self._epoch += 1
            self._mark(self._epoch + 1)

    def _mark(self, epoch: int) -> None:
        """Note how the generator stands before an epoch, so that going back is short."""
        if epoch != len(self._marks) * self._epochs_apart:
            return
        self._marks.append(self._generator.bit_generator.state)
        if len(self._marks) > _MOST_MARKS:
            self._marks = self._marks[::2]
            self._epochs_apart *= 2
