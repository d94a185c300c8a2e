"""The calls that turn gradients into a step on a tape: penalty, optimiser, fixed biases.

Each optimiser does the arithmetic of its record in `engine.optimizers`, in the same order, without
making new arrays.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from engine.experiment import Training
from engine.frozen import Array
from engine.functions.activation import Op
from engine.losses import Penalty
from engine.network import count_parameters, weight_mask
from engine.optimizers import (
    ADAGRAD_EPS,
    ADAM_EPS,
    ADAMW_DECAY,
    BETA_1,
    BETA_2,
    MOMENTUM,
    RMSPROP_ALPHA,
    RMSPROP_EPS,
)


class Vectors:
    """What a step changes, all of it in place.

    state: (1 + slots, count), the parameters and below them what the optimiser remembers;
    gradient: (count,), overwritten by the update; corrections: (2,), 1 - beta^t of Adam; version
    tells whether the parameters have changed.
    """

    def __init__(self, sizes: tuple[int, ...], training: Training) -> None:
        count = count_parameters(sizes)
        self.sizes = sizes
        self.state = np.zeros((1 + training.optimizer.slots, count))
        self.flat = self.state[0]
        self.gradient = np.zeros(count)
        self.scratch = np.zeros((2, count))
        self.fixed = np.zeros(count)
        self.corrections = np.ones(2)
        self._corrects = training.optimizer.name in {"adam", "adamw"}
        self.count = 0
        self.version = 0

    def begin(self, state: Array, count: int) -> None:
        """Take over a state and the number of steps that the optimiser has taken before it."""
        self.state[...] = state
        self.fixed[...] = state[0]
        self.count = count
        self.version += 1

    def count_step(self) -> None:
        """Count a step; every update of it uses the new number."""
        self.count += 1
        self.version += 1
        if self._corrects:
            self.corrections[0] = 1 - BETA_1**self.count
            self.corrections[1] = 1 - BETA_2**self.count


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """The numbers of one update: p parameters, g gradients, s slots, t and u for what is between.

    c: Adam's two corrections, each an array without axes.
    """

    p: Array
    g: Array
    s: tuple[Array, ...]
    t: Array
    u: Array
    c: tuple[Array, Array]


def update_ops(
    vectors: Vectors, training: Training, penalty: Penalty, span: slice, folded: bool
) -> list[Op]:
    """Return the calls that update a part of the parameters.

    folded: whether the gradient carries the learning rate already.
    """
    state, scratch, corrections = vectors.state, vectors.scratch, vectors.corrections
    part = _Part(
        p=state[0, span],
        g=vectors.gradient[span],
        s=tuple(slot[span] for slot in state[1:]),
        t=scratch[0, span],
        u=scratch[1, span],
        c=(corrections[:1].reshape(()), corrections[1:].reshape(())),
    )
    ops = _penalty(part, penalty, weight_mask(vectors.sizes)[span])
    rate, name = training.learning_rate, training.optimizer.name
    if folded:
        ops.append(partial(np.subtract, part.p, part.g, part.p))
    elif name in _OPTIMIZERS:
        ops += _OPTIMIZERS[name](part, rate)
    else:
        ops.append(partial(_of_record, vectors, training, part))
    if not training.train_biases:
        biases = ~weight_mask(vectors.sizes)[span]
        ops.append(partial(np.copyto, part.p, vectors.fixed[span], where=biases))
    return ops


def _of_record(vectors: Vectors, training: Training, part: _Part) -> None:
    """Take the step as the record of an optimiser that has no calls of its own."""
    after, slots = training.optimizer.step(
        part.p, part.g, part.s, training.learning_rate, vectors.count
    )
    part.p[...] = after
    for slot, new in zip(part.s, slots, strict=True):
        slot[...] = new


def _penalty(part: _Part, penalty: Penalty, weights: npt.NDArray[np.bool_]) -> list[Op]:
    """Add l2 w + l1 sign(w) to the gradient, of weights only."""
    g, t, u = part.g, part.t, part.u
    l1, l2 = penalty.l1 * weights, penalty.l2 * weights
    ops: list[Op] = []
    if penalty.l2:
        ops += [partial(np.multiply, l2, part.p, t)]
    if penalty.l1:
        target = u if penalty.l2 else t
        ops += [partial(np.sign, part.p, target), partial(np.multiply, l1, target, target)]
    if penalty.l1 and penalty.l2:
        ops.append(partial(np.add, t, u, t))
    return [*ops, partial(np.add, g, t, g)] if penalty else []


def _scaled(x: Array, factor: float, into: Array) -> Op:
    return partial(np.multiply, x, np.array(factor), into)


def _descend(part: _Part, direction: Array, rate: float) -> list[Op]:
    """Return p = p - rate x direction; the direction is overwritten where it is scratch."""
    return [_scaled(direction, rate, part.u), partial(np.subtract, part.p, part.u, part.p)]


def _descend_over(part: _Part, x: Array, rate: float, square: Array, eps: float) -> list[Op]:
    """Return p = p - rate x / (sqrt(square) + eps)."""
    p, t, u = part.p, part.t, part.u
    return [
        partial(np.sqrt, square, t),
        partial(np.add, t, np.array(eps), t),
        _scaled(x, rate, u),
        partial(np.divide, u, t, u),
        partial(np.subtract, p, u, p),
    ]


def _decayed_square(part: _Part, square: Array, decay: float) -> list[Op]:
    """Return square = decay x square + (1 - decay) g g."""
    return [
        _scaled(square, decay, square),
        _scaled(part.g, 1 - decay, part.t),
        partial(np.multiply, part.t, part.g, part.t),
        partial(np.add, square, part.t, square),
    ]


def _velocity(part: _Part) -> list[Op]:
    (velocity,) = part.s
    return [_scaled(velocity, MOMENTUM, velocity), partial(np.add, velocity, part.g, velocity)]


def _nesterov(part: _Part, rate: float) -> list[Op]:
    ahead: list[Op] = [
        _scaled(part.s[0], MOMENTUM, part.t),
        partial(np.add, part.g, part.t, part.t),
    ]
    return [*_velocity(part), *ahead, *_descend(part, part.t, rate)]


def _adagrad(part: _Part, rate: float) -> list[Op]:
    (total,), g, t = part.s, part.g, part.t
    summed: list[Op] = [partial(np.multiply, g, g, t), partial(np.add, total, t, total)]
    return [*summed, *_descend_over(part, g, rate, total, ADAGRAD_EPS)]


def _rmsprop(part: _Part, rate: float) -> list[Op]:
    (square,) = part.s
    ops = _decayed_square(part, square, RMSPROP_ALPHA)
    return [*ops, *_descend_over(part, part.g, rate, square, RMSPROP_EPS)]


def _adam(part: _Part, rate: float) -> list[Op]:
    mean, square = part.s
    averages: list[Op] = [
        _scaled(mean, BETA_1, mean),
        _scaled(part.g, 1 - BETA_1, part.t),
        partial(np.add, mean, part.t, mean),
        *_decayed_square(part, square, BETA_2),
    ]
    unbiased: list[Op] = [
        partial(np.divide, mean, part.c[0], part.g),
        partial(np.divide, square, part.c[1], part.t),
    ]
    return [*averages, *unbiased, *_descend_over(part, part.g, rate, part.t, ADAM_EPS)]


def _adamw(part: _Part, rate: float) -> list[Op]:
    return [*_descend(part, part.p, rate * ADAMW_DECAY), *_adam(part, rate)]


_OPTIMIZERS: dict[str, Callable[[_Part, float], list[Op]]] = {
    "sgd": lambda part, rate: _descend(part, part.g, rate),
    "momentum": lambda part, rate: [*_velocity(part), *_descend(part, part.s[0], rate)],
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adam": _adam,
    "adamw": _adamw,
}
