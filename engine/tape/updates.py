"""The calls that turn gradients into a step on a tape: penalty, optimiser, fixed biases.

Each optimiser does the arithmetic of its record, in the same order, without making new arrays.
"""

from functools import partial

import numpy as np
import numpy.typing as npt

from engine.experiment import Experiment, Training
from engine.frozen import Array
from engine.functions.activation import Op
from engine.functions.optimizer import Part
from engine.network import count_parameters, weight_mask
from engine.penalty import Penalty
from engine.shape import NetworkShape


class Vectors:
    """What a step changes, all of it in place.

    state: (1 + slots, count), the parameters and below them what the optimiser remembers;
    gradient: (count,), overwritten by the update; corrections: 1 - beta^t for each beta; version
    tells whether the parameters have changed.
    """

    def __init__(self, shape: NetworkShape, training: Training) -> None:
        count = count_parameters(shape)
        self.shape = shape
        self.state = np.zeros((1 + training.optimizer.slots, count))
        self.flat = self.state[0]
        self.gradient = np.zeros(count)
        self.scratch = np.zeros((2, count))
        self.fixed = np.zeros(count)
        self._betas = training.optimizer.betas
        self.corrections = np.ones(len(self._betas))
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
        for i, beta in enumerate(self._betas):
            self.corrections[i] = 1 - beta**self.count


def update_ops(
    vectors: Vectors, training: Training, penalty: Penalty, span: slice, folded: bool
) -> list[Op]:
    """Return the calls that update a part of the parameters.

    folded: whether the gradient carries the learning rate already.
    """
    state, scratch, corrections = vectors.state, vectors.scratch, vectors.corrections
    part = Part(
        p=state[0, span],
        g=vectors.gradient[span],
        s=tuple(slot[span] for slot in state[1:]),
        t=scratch[0, span],
        u=scratch[1, span],
        c=scalars_of(corrections),
    )
    ops = penalty_ops(part, penalty, weight_mask(vectors.shape)[span])
    rate, optimizer = training.learning_rate, training.optimizer
    if folded:
        ops.append(partial(np.subtract, part.p, part.g, part.p))
    elif optimizer.tape is not None:
        ops += optimizer.tape(part, rate)
    else:
        ops.append(partial(_of_record, vectors, training, part))
    if not training.train_biases:
        biases = ~weight_mask(vectors.shape)[span]
        ops.append(partial(np.copyto, part.p, vectors.fixed[span], where=biases))
    return ops


def folds_rate(experiment: Experiment) -> bool:
    """Return whether a step is the rate times the gradient: the deltas can then carry the rate."""
    return experiment.training.optimizer.plain and not experiment.penalty


def scalars_of(numbers: Array) -> tuple[Array, ...]:
    """Return a view without axes of each number of an array, (count,)."""
    return tuple(numbers[i : i + 1].reshape(()) for i in range(len(numbers)))


def _of_record(vectors: Vectors, training: Training, part: Part) -> None:
    """Take the step as the record of an optimiser that has no calls of its own."""
    after, slots = training.optimizer.step(
        part.p, part.g, part.s, training.learning_rate, vectors.count
    )
    part.p[...] = after
    for slot, new in zip(part.s, slots, strict=True):
        slot[...] = new


def penalty_ops(part: Part, penalty: Penalty, weights: npt.NDArray[np.bool_]) -> list[Op]:
    """Return the calls that add l2 w + l1 sign(w) to the gradient, of weights only."""
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
