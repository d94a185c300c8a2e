"""The targets that a sample of a class is given, also where no two samples tell classes apart."""

import numpy as np

from engine.data.dataset import Dataset
from engine.frozen import Array, freeze
from engine.functions.loss import Loss, Targets
from engine.results.classes import Classes

_BITS, _SIGNS = (0.0, 1.0), (-1.0, 1.0)


def classes_given(data: Dataset, loss: Loss) -> Classes:
    """Return the classes of samples that are added.

    Their two targets are those of the data; where these are not two, -1 and 1 for a loss that is
    made for signs or where a target is -1, else 0 and 1.
    """
    found = np.unique([*data.targets.ravel(), *data.test_targets.ravel()])
    outputs = data.targets.shape[1]
    if len(found) == 2:
        return Classes(outputs, float(found[0]), float(found[1]))
    signs = loss.targets is Targets.SIGNS or found[0] == -1
    return Classes(outputs, *(_SIGNS if signs else _BITS))


def targets_of_class(classes: Classes, number: int) -> Array:
    """Return the targets of a class, counted from 0: (outputs,)."""
    units = np.arange(classes.outputs) if classes.outputs > 1 else np.ones(1)
    return freeze(np.where(units == number, classes.high, classes.low))
