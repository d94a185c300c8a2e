"""How often the samples of one class are taken for another."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.results.classes import ClassNumbers


class Confusion(Struct, frozen=True, eq=False):
    """A row a class that samples belong to, a column a class that they are taken for.

    counts: (classes, classes), of all samples but those whose outputs are no numbers; meant, told:
    (samples,), each sample's row and column.
    """

    counts: npt.NDArray[np.int64]
    meant: ClassNumbers
    told: ClassNumbers

    def samples(self, meant: int, told: int) -> ClassNumbers:
        """Return which samples are counted in a cell, in their order."""
        return np.flatnonzero((self.meant == meant) & (self.told == told))


def confusion_of(classes: int, meant: ClassNumbers, told: ClassNumbers) -> Confusion:
    """Return the confusion matrix of samples, from the class of each and the one it is taken for.

    meant, told: (samples,), from 0 to classes - 1, below 0 where there is none.
    """
    counted = (meant >= 0) & (told >= 0)
    cells = meant[counted] * classes + told[counted]
    counts = np.bincount(cells, minlength=classes * classes).astype(np.int64)
    return Confusion(counts.reshape(classes, classes), meant, told)
