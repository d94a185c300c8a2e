"""Which samples each training step sees."""

from math import ceil

import numpy as np
import numpy.typing as npt

from engine.tape.passes import Rows


class Batches:
    """Which samples each step sees: consecutive slices of an order, the last possibly shorter."""

    def __init__(self, samples: int, batch_size: int | None, shuffle: bool, seed: int) -> None:
        self._samples = samples
        self._size = min(batch_size or samples, samples)
        self._shuffle, self._seed = shuffle, seed
        self._generator = np.random.default_rng(seed)
        self._epoch, self._order = -1, np.arange(samples)
        self.per_epoch = ceil(samples / self._size)

        starts = range(0, samples, self._size)
        self._slices = [slice(start, min(start + self._size, samples)) for start in starts]

    def at(self, step: int) -> tuple[int, ...]:
        """Return the sample numbers of a step, which counts from 0."""
        return tuple(int(sample) for sample in self._ordered(step))

    def rows(self, step: int) -> Rows:
        """Return the rows of a step's samples; all of them in the order in which they lie."""
        if self._shuffle and self.per_epoch > 1:
            return self._ordered(step)
        return self._slices[step % self.per_epoch]

    def _ordered(self, step: int) -> npt.NDArray[np.int64]:
        if self._shuffle:
            self._draw(step // self.per_epoch)
        return self._order[self._slices[step % self.per_epoch]]

    def _draw(self, epoch: int) -> None:
        """Draw the order of an epoch; all orders come from one generator, one after the other."""
        if epoch < self._epoch:
            self._generator, self._epoch = np.random.default_rng(self._seed), -1
        while self._epoch < epoch:
            self._order = self._generator.permutation(self._samples)
            self._epoch += 1
