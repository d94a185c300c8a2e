"""The costs of many copies of a network whose neuron is moved, in buffers that are made once."""

from functools import partial
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from engine.curves.moved import Moved
from engine.curves.tiles import tile_losses
from engine.frozen import Array
from engine.functions.activation import Op
from engine.tape.layers import sampled_ops

# Of all layers above the neuron together: they stay in the cache of one core.
_BYTES_AT_ONCE = 2**19


class MovedCopies:
    """So many copies at once of a network in which a hidden neuron is moved.

    A layer's buffer is (units + 1, copies x batch), first z and then a in its place: a neuron's
    numbers lie together, and the row of ones at the end makes a bias part of the product.
    """

    def __init__(self, moved: Moved, most: int, precision: npt.DTypeLike) -> None:
        """Make the buffers; most: how many copies are wanted in all, at least one."""
        problem, place = moved.problem, moved.place
        self._loss, self._output = problem.loss, problem.network.layers[-1].activation
        self._reduction = problem.reduction
        batch = len(moved.z)
        sizes = problem.network.sizes[place.layer + 1 :]
        column_bytes = np.dtype(precision).itemsize * (len(sizes) + 1 + sum(sizes))
        self._copies = min(most, max(1, _BYTES_AT_ONCE // (column_bytes * batch)))
        columns = self._copies * batch
        self._sent, self._at_rest = moved.sent.astype(precision), moved.z.astype(precision)
        self._offsets = np.zeros((self._copies, 1), precision)
        self._neuron = np.empty((self._copies, batch), precision)
        layers = [np.ones((size + 1, columns), precision) for size in sizes]
        self._z = layers[-1][:-1].reshape(sizes[-1], self._copies, batch)
        self._targets = problem.targets.astype(precision)
        self._ops = [*self._ops_of_neuron(moved, layers[0][:-1]), *_later_ops(moved, layers)]

    def costs(self, offsets: Array) -> Array:
        """Return the cost at each offset of the weight from what it is: both (count,)."""
        costs = np.empty(len(offsets))
        for start in range(0, len(offsets), self._copies):
            part = offsets[start : start + self._copies]
            self._offsets[: len(part), 0] = part  # those of an earlier tile below are not read
            for op in self._ops:
                op()
            losses = tile_losses(self._loss, self._output, self._z, self._targets)
            costs[start : start + len(part)] = self._reduction.along(losses)[: len(part)]
        return costs

    def _ops_of_neuron(self, moved: Moved, z: Array) -> list[Op]:
        """Return the calls up to z of the next layer, (units, columns): a rank-one change of it."""
        place, neuron = moved.place, self._neuron
        activation = moved.problem.network.layers[place.layer - 1].activation
        weights = moved.parameters.weights(place.layer + 1)
        others = np.delete(weights, place.unit, axis=1)
        sent = np.delete(moved.activations[place.layer - 1], place.unit, axis=1)
        from_others, bias = others @ sent.T, moved.parameters.bias(place.layer + 1)
        if bias is not None:
            from_others += bias[:, None]
        column = weights[:, place.unit, None, None].astype(neuron.dtype)
        rest, following = from_others[:, None].astype(neuron.dtype), z.reshape(-1, *neuron.shape)
        return [
            partial(np.multiply, self._offsets, self._sent, neuron),
            partial(np.add, neuron, self._at_rest, neuron),
            *sampled_ops(activation, neuron, neuron),
            partial(np.multiply, column, neuron, following),
            partial(np.add, following, rest, following),
        ]


def _later_ops(moved: Moved, layers: list[Array]) -> list[Op]:
    """Return the calls from z of the first of these layers to that of the last."""
    ops: list[Op] = []
    first = moved.place.layer + 1
    for layer, (below, above) in enumerate(pairwise(layers), start=first):
        activation = moved.problem.network.layers[layer - 1].activation
        block = moved.parameters.blocks[layer].astype(below.dtype)
        ops += sampled_ops(activation, below[:-1], below[:-1])
        ops.append(partial(block.dot, below[: block.shape[1]], above[:-1]))
    return ops
