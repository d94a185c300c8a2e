"""Targets that stand for classes: which numbers they have, and the targets of a class.

Several outputs stand for a class each; a single one for two: 0, and 1 with the higher target.
"""

import numpy as np

from engine.data.dataset import Dataset
from engine.frozen import Array, freeze
from engine.functions.loss import Loss, Targets

_SIGNS, _BITS = (-1.0, 1.0), (0.0, 1.0)


def class_count(data: Dataset) -> int:
    """Return how many classes the outputs can tell apart."""
    outputs = data.targets.shape[1]
    return 2 if outputs == 1 else outputs


def levels(data: Dataset, loss: Loss) -> tuple[float, float]:
    """Return the target of an output whose class it is not, and of one whose class it is.

    They are the two targets of the data; where these are not two, -1 and 1 for a loss that is made
    for signs or where a target is -1, else 0 and 1.
    """
    found = np.unique(data.targets)
    if len(found) == 2:
        return float(found[0]), float(found[1])
    return _SIGNS if loss.targets is Targets.SIGNS or found[0] == -1 else _BITS


def targets_of_class(data: Dataset, loss: Loss, label: int) -> Array:
    """Return the targets of a sample of a class: (outputs,)."""
    low, high = levels(data, loss)
    outputs = data.targets.shape[1]
    if outputs == 1:
        return freeze([high if label else low])
    return freeze(np.where(np.arange(outputs) == label, high, low))


def class_of(data: Dataset, loss: Loss, targets: Array) -> int | None:
    """Return the class that some targets stand for, None where they are those of none."""
    for label in range(class_count(data)):
        if np.array_equal(targets, targets_of_class(data, loss, label)):
            return label
    return None


def are_classes(data: Dataset, loss: Loss) -> bool:
    """Return whether the targets of every sample are those of a class."""
    labels = range(class_count(data))
    known = {targets_of_class(data, loss, label).tobytes() for label in labels}
    rows = (*data.targets, *data.test_targets)
    return all(row.tobytes() in known for row in rows)
