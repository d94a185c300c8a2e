"""Which class a target stands for, and which an output."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.data.dataset import Dataset
from engine.frozen import Array

ClassNumbers = npt.NDArray[np.intp]
NO_CLASS = -1  # of an output that is no number


class Classes(Struct, frozen=True):
    """Two targets, and what they tell apart.

    outputs: n_L; low, high: the two numbers that targets are. One output stands for class 0 or 1
    by its side of the threshold midway between both; of several, the class is that of the largest,
    the first of equal ones.
    """

    outputs: int
    low: float
    high: float

    @property
    def count(self) -> int:
        """How many classes there are."""
        return max(self.outputs, 2)

    @property
    def threshold(self) -> float | None:
        """Where one output changes its class; None where several are compared."""
        return self._midway if self.outputs == 1 else None

    @property
    def _midway(self) -> float:
        return self.low / 2 + self.high / 2

    def of(self, outputs: Array) -> ClassNumbers:
        """Return the class of each row of outputs or targets, (samples,).

        outputs: (samples, n_L); a row with what is no number has NO_CLASS. An output that is
        just at the threshold stands for class 0.
        """
        if self.outputs == 1:
            told = (outputs[:, 0] > self._midway).astype(np.intp)
        else:
            told = outputs.argmax(axis=1)
        return np.where(np.isnan(outputs).any(axis=1), NO_CLASS, told)


def classes_of(data: Dataset) -> Classes | None:
    """Return the classes that the targets of both sets stand for, None where they are not classes.

    They are where one output has just two targets, or where each sample has one of several
    outputs set, to one number, and all others to a lower one, and not all have the same.
    """
    targets = data.targets
    if len(data.test_targets):
        targets = np.vstack([targets, data.test_targets])
    values = np.unique(targets)
    if len(values) != 2:
        return None
    low, high = (float(value) for value in values)
    classes = Classes(targets.shape[1], low, high)
    if classes.outputs == 1:
        return classes
    is_set = targets == high
    one_each = bool((is_set.sum(axis=1) == 1).all())
    return classes if one_each and is_set.any(axis=0).sum() > 1 else None
