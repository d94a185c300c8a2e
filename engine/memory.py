"""What a training run carries from step to step beside its parameters."""

import numpy as np
from msgspec import Struct

from engine.experiment import Mistake, Training
from engine.frozen import Array
from engine.functions.optimizer import Slots
from engine.network import Parameters


class Memory(Struct, frozen=True, eq=False):
    """What an optimiser carries from step to step: its slots, and how many steps it has taken.

    unreset: (count,), the gradient of the step before, for those who forget to reset it.
    """

    slots: Slots
    count: int = 0
    unreset: Array | None = None


def first_memory(training: Training, parameters: Parameters) -> Memory:
    """Return what the optimiser remembers before the first step: nothing."""
    count = len(parameters.flat)
    unreset = np.zeros(count) if Mistake.NOT_RESET in training.mistakes else None
    return Memory(training.optimizer.first_slots(count), unreset=unreset)
