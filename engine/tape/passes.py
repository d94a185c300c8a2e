"""The calls of one forward and one backward pass of a network, for one batch size."""

from functools import partial

import numpy as np

from engine.experiment import Experiment, UpdateRule
from engine.frozen import Array
from engine.functions.activation import Op
from engine.network import layer_span
from engine.tape.buffers import Buffers, weights_within
from engine.tape.updates import Vectors, folds_rate, update_ops

Rows = slice | np.ndarray[tuple[int], np.dtype[np.int64]]


class Pass:
    """A training step on the vectors it shares with the passes of other batch sizes."""

    def __init__(
        self, experiment: Experiment, vectors: Vectors, x: Array, targets: Array, batch: int
    ) -> None:
        """x: (samples, inputs + 1), with a column of ones, or without where the first layer has no
        biases; targets: (outputs, samples).
        """
        self._experiment, self._vectors = experiment, vectors
        self._all_x, self._all_targets = x, targets
        self._x_taken = np.empty((0, x.shape[1]))
        self._placed, self._version = slice(0, 0), -1
        training, shape = experiment.training, experiment.network.shape
        self._folded = folds_rate(experiment)
        rate = training.learning_rate if self._folded else 1.0
        factor = rate / experiment.reduction.divisor(batch)
        one_hot = bool((targets.sum(axis=0) == 1).all())
        self._buffers = buffers = Buffers(experiment, batch, factor, one_hot)
        self._targets, self._first_z = buffers.targets, buffers.z[0]
        self.mean_loss = buffers.ending.mean_loss
        self._weights = weights_within(shape, vectors.flat)
        self._gradients = weights_within(shape, vectors.gradient)
        self._first_gradient = self._gradients[0]
        self._enter, self._leave = self._weights[0].dot, buffers.delta[0].dot
        self._forward = self._forward_ops()
        self._backward, self._after = self._backward_ops()

    def place(self, rows: Rows) -> None:
        """Choose the samples; as many as the batch size."""
        if isinstance(rows, slice):
            if rows == self._placed:
                return
            self._x = self._all_x[rows]
            np.copyto(self._targets, self._all_targets[:, rows])
            self._placed = rows
        else:
            if not len(self._x_taken):
                self._x_taken = np.empty((len(rows), self._all_x.shape[1]))
            self._x = self._all_x.take(rows, 0, self._x_taken, "clip")
            self._all_targets.take(rows, 1, self._targets, "clip")
            self._placed = slice(0, 0)
        self._x_across, self._version = self._x.T, -1

    def forward(self) -> None:
        """Compute all activations, unless those of the present parameters stand there already."""
        if self._version == self._vectors.version:
            return
        self._enter(self._x_across, self._first_z)
        for op in self._forward:
            op()
        self._version = self._vectors.version

    def backward(self) -> None:
        """Compute the gradients of the activations that stand there, and update."""
        self._vectors.count_step()
        for op in self._backward:
            op()
        self._leave(self._x, self._first_gradient)
        for op in self._after:
            op()

    def _forward_ops(self) -> list[Op]:
        """Return the calls from the first layer's z on."""
        buffers, ops = self._buffers, list[Op]()
        for i in range(len(buffers.a)):
            if i:
                ops.append(partial(self._weights[i].dot, buffers.sent[i - 1], buffers.z[i]))
            ops += buffers.value_ops(i)
        return ops + buffers.ending.forward

    def _backward_ops(self) -> tuple[list[Op], list[Op]]:
        """Return the calls up to the first layer's delta, and those after its gradient."""
        training, shape = self._experiment.training, self._experiment.network.shape
        in_place = training.update_rule is UpdateRule.IN_PLACE
        buffers = self._buffers
        ops = buffers.slope_ops() + buffers.ending.backward
        for i in range(len(shape.sizes) - 2, 0, -1):
            sent = buffers.sent[i - 1].T
            ops.append(partial(buffers.delta[i].dot, sent, self._gradients[i]))
            if in_place:
                ops += self._update_ops(layer_span(shape, i + 1))
            weights = self._weights[i][:, : shape.sizes[i]]
            ops.append(partial(weights.T.dot, buffers.delta[i], buffers.delta[i - 1]))
            ops += buffers.through_ops(i - 1)
        rest = layer_span(shape, 1) if in_place else slice(0, len(self._vectors.flat))
        return ops, self._update_ops(rest)

    def _update_ops(self, span: slice) -> list[Op]:
        experiment = self._experiment
        return update_ops(
            self._vectors, experiment.training, experiment.penalty, span, self._folded
        )
