"""How each optimiser turns gradients into a step.

All of them work number by number, so a whole parameter vector or one layer of it can be given.
Each agrees with the formulas that PyTorch documents for its optimiser of that name.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.frozen import Array

MOMENTUM = 0.9
ADAGRAD_EPS = 1e-10
RMSPROP_ALPHA, RMSPROP_EPS = 0.99, 1e-8
BETA_1, BETA_2, ADAM_EPS = 0.9, 0.999, 1e-8
ADAMW_DECAY = 0.01

Slots = tuple[Array, ...]
"""What an optimiser remembers of every parameter, such as its velocity; zero before the first."""


@dataclass(frozen=True, slots=True, eq=False)
class Optimizer:
    """slots: how many numbers are remembered of each parameter.

    step: (parameters, gradient, slots, rate, count) -> (new parameters, new slots), where count
    is the number of this step, counted from 1.
    """

    name: str
    slots: int
    step: Callable[[Array, Array, Slots, float, int], tuple[Array, Slots]]

    def first_slots(self, count: int) -> Slots:
        """Return what is remembered before the first step of so many parameters."""
        return tuple(np.zeros(count) for _ in range(self.slots))


def _sgd(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
    return p - rate * g, ()


def _momentum(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
    velocity = MOMENTUM * slots[0] + g
    return p - rate * velocity, (velocity,)


def _nesterov(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
    velocity = MOMENTUM * slots[0] + g
    return p - rate * (g + MOMENTUM * velocity), (velocity,)


def _adagrad(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
    total = slots[0] + g * g
    return p - rate * g / (np.sqrt(total) + ADAGRAD_EPS), (total,)


def _rmsprop(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
    square = RMSPROP_ALPHA * slots[0] + (1 - RMSPROP_ALPHA) * g * g
    return p - rate * g / (np.sqrt(square) + RMSPROP_EPS), (square,)


def _adam(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
    mean = BETA_1 * slots[0] + (1 - BETA_1) * g
    square = BETA_2 * slots[1] + (1 - BETA_2) * g * g
    unbiased_mean = mean / (1 - BETA_1**count)
    unbiased_square = square / (1 - BETA_2**count)
    return p - rate * unbiased_mean / (np.sqrt(unbiased_square) + ADAM_EPS), (mean, square)


def _adamw(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
    return _adam(p - rate * ADAMW_DECAY * p, g, slots, rate, count)


OPTIMIZERS = {
    optimizer.name: optimizer
    for optimizer in (
        Optimizer("sgd", 0, _sgd),
        Optimizer("momentum", 1, _momentum),
        Optimizer("nesterov", 1, _nesterov),
        Optimizer("adagrad", 1, _adagrad),
        Optimizer("rmsprop", 1, _rmsprop),
        Optimizer("adam", 2, _adam),
        Optimizer("adamw", 2, _adamw),
    )
}
