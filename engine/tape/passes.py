"""The buffers and calls of one forward and one backward pass, for one batch size."""

from functools import partial
from itertools import accumulate, groupby

import numpy as np

from engine.experiment import Experiment, UpdateRule
from engine.frozen import Array
from engine.functions.activation import Op
from engine.functions.loss import Output
from engine.network import layer_span
from engine.shape import NetworkShape
from engine.tape.endings import ending, keeps_z
from engine.tape.layers import (
    has_slope,
    needs_z,
    pull_back_ops,
    shared_slope_ops,
    slope_ops,
    value_ops,
)
from engine.tape.updates import Vectors, update_ops

Rows = slice | np.ndarray[tuple[int], np.dtype[np.int64]]


class Pass:
    """A training step on the vectors it shares with the passes of other batch sizes.

    All layers lie below each other in one buffer each of activations, slopes and deltas, every
    layer followed by a row of ones, which only layers with biases read: (sum of n_l + 1, batch).
    """

    def __init__(
        self, experiment: Experiment, vectors: Vectors, x: Array, targets: Array, batch: int
    ) -> None:
        """x: (samples, inputs + 1), with a column of ones, or without where the first layer has no
        biases; targets: (outputs, samples).
        """
        self._experiment, self._vectors = experiment, vectors
        self._all_x, self._all_targets = x, targets
        self._x_taken = np.empty((0, x.shape[1]))
        self._targets = np.zeros((len(targets), batch))
        self._placed, self._version = slice(0, 0), -1
        self._make_buffers(experiment.network.shape, batch)
        training, last = experiment.training, experiment.network.layers[-1].activation
        self._folded = training.optimizer.plain and not experiment.penalty
        output = Output(
            last, self._z[-1], self._a[-1], self._targets, self._slope[-1], self._delta[-1]
        )
        rate = training.learning_rate if self._folded else 1.0
        factor = rate / experiment.reduction.divisor(batch)
        one_hot = bool((targets.sum(axis=0) == 1).all())
        self._ending = ending(experiment.loss, output, factor, one_hot)
        self.mean_loss = self._ending.mean_loss
        self._enter, self._leave = self._weights[0].dot, self._delta[0].dot
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
        self._enter(self._x_across, self._z[0])
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

    def _make_buffers(self, shape: NetworkShape, batch: int) -> None:
        sizes = shape.sizes
        ends = list(accumulate(units + 1 for units in sizes[1:]))
        starts = [0, *ends]
        self._starts, self._ends = starts, ends
        self._acts = np.ones((ends[-1], batch))
        self._slopes, deltas = np.zeros_like(self._acts), np.zeros_like(self._acts)
        inner = [slice(start, end - 1) for start, end in zip(starts, ends, strict=False)]
        self._a, self._slope, self._delta = (
            [buffer[rows] for rows in inner] for buffer in (self._acts, self._slopes, deltas)
        )
        sent = [  # by each layer but the last to the next: the row of ones is for its biases
            end if shape.has_bias(layer) else end - 1
            for layer, end in enumerate(ends[:-1], start=2)
        ]
        self._sent = [self._acts[s:e] for s, e in zip(starts, sent, strict=False)]
        loss, plans = self._experiment.loss, self._experiment.network.layers
        self._z = [
            np.empty_like(a) if needs_z(plan.activation) else a
            for plan, a in zip(plans, self._a, strict=True)
        ]
        if keeps_z(loss) and self._z[-1] is self._a[-1]:
            self._z[-1] = np.empty_like(self._a[-1])
        self._weights, self._gradients = (
            [flat[layer_span(shape, layer)].reshape(sizes[layer], -1) for layer in shape.layers]
            for flat in (self._vectors.flat, self._vectors.gradient)
        )
        self._first_gradient = self._gradients[0]

    def _forward_ops(self) -> list[Op]:
        """Return the calls from the first layer's z on."""
        ops: list[Op] = []
        for i, plan in enumerate(self._experiment.network.layers):
            if i:
                ops.append(partial(self._weights[i].dot, self._sent[i - 1], self._z[i]))
            ops += value_ops(plan.activation, self._z[i], self._a[i])
        return ops + self._ending.forward

    def _slope_ops(self) -> list[Op]:
        """Return the calls that fill the slopes, those of neighbours of one kind at once."""
        plans = self._experiment.network.layers
        layers = range(len(plans) if self._ending.uses_slope else len(plans) - 1)
        ops: list[Op] = []
        for activation, group in groupby(layers, key=lambda i: plans[i].activation):
            alike = list(group)
            if not has_slope(activation):
                continue
            rows = slice(self._starts[alike[0]], self._ends[alike[-1]])
            shared = shared_slope_ops(activation, self._acts[rows], self._slopes[rows])
            if shared is not None:
                ops += shared
                continue
            for i in alike:
                ops += slope_ops(activation, self._z[i], self._a[i], self._slope[i])
        return ops

    def _backward_ops(self) -> tuple[list[Op], list[Op]]:
        """Return the calls up to the first layer's delta, and those after its gradient."""
        training, shape = self._experiment.training, self._experiment.network.shape
        in_place = training.update_rule is UpdateRule.IN_PLACE
        ops = self._slope_ops() + self._ending.backward
        for i in range(len(shape.sizes) - 2, 0, -1):
            ops.append(partial(self._delta[i].dot, self._sent[i - 1].T, self._gradients[i]))
            if in_place:
                ops += self._update_ops(layer_span(shape, i + 1))
            weights = self._weights[i][:, : shape.sizes[i]]
            ops.append(partial(weights.T.dot, self._delta[i], self._delta[i - 1]))
            ops += self._through(i - 1)
        rest = layer_span(shape, 1) if in_place else slice(0, len(self._vectors.flat))
        return ops, self._update_ops(rest)

    def _through(self, i: int) -> list[Op]:
        """Return the calls that turn dC/da of a layer, which stands in delta, into dC/dz."""
        activation, delta = self._experiment.network.layers[i].activation, self._delta[i]
        if not activation.elementwise:
            return pull_back_ops(activation, self._z[i], self._a[i], delta)
        if not has_slope(activation):
            return []
        return [partial(np.multiply, delta, self._slope[i], delta)]

    def _update_ops(self, span: slice) -> list[Op]:
        experiment = self._experiment
        return update_ops(
            self._vectors, experiment.training, experiment.penalty, span, self._folded
        )
