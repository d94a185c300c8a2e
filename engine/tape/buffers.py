"""The buffers of one pass through a network, and the calls that stay within a layer.

All layers lie below each other in one buffer each of activations, slopes and deltas, every layer
followed by a row of ones, which only layers with biases read: (sum of n_l + 1, columns). A column
is a sample; those of several networks may lie side by side.
"""

from functools import partial
from itertools import accumulate, groupby

import numpy as np

from engine.experiment import Experiment
from engine.frozen import Array
from engine.functions.activation import Op
from engine.functions.loss import Ending, Factor, Output
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


class Buffers:
    """z, a, slope, delta: of each layer, (n_l, columns); sent: by each layer but the last to the
    next, with the row of ones where that has biases; targets: (outputs, columns).
    """

    def __init__(self, experiment: Experiment, columns: int, factor: Factor, one_hot: bool) -> None:
        """factor: of the deltas in place of 1; one_hot: whether the targets of every sample add up
        to exactly 1.
        """
        self._plans = experiment.network.layers
        shape = experiment.network.shape
        sizes = shape.sizes
        ends = list(accumulate(units + 1 for units in sizes[1:]))
        starts = [0, *ends]
        self._starts, self._ends = starts, ends
        self._acts = np.ones((ends[-1], columns))
        self._slopes, deltas = np.zeros_like(self._acts), np.zeros_like(self._acts)
        inner = [slice(start, end - 1) for start, end in zip(starts, ends, strict=False)]
        self.a, self.slope, self.delta = (
            [buffer[rows] for rows in inner] for buffer in (self._acts, self._slopes, deltas)
        )
        sent = [
            end if shape.has_bias(layer) else end - 1
            for layer, end in enumerate(ends[:-1], start=2)
        ]
        self.sent = [self._acts[s:e] for s, e in zip(starts, sent, strict=False)]
        self.z = [
            np.empty_like(a) if needs_z(plan.activation) else a
            for plan, a in zip(self._plans, self.a, strict=True)
        ]
        if keeps_z(experiment.loss) and self.z[-1] is self.a[-1]:
            self.z[-1] = np.empty_like(self.a[-1])
        self.targets = np.zeros((sizes[-1], columns))
        self.ending = self._make_ending(experiment, factor, one_hot)

    def value_ops(self, i: int) -> list[Op]:
        """Return the calls that fill a of a layer, counted from 0, from its z."""
        return value_ops(self._plans[i].activation, self.z[i], self.a[i])

    def slope_ops(self) -> list[Op]:
        """Return the calls that fill the slopes, those of neighbours of one kind at once."""
        plans = self._plans
        layers = range(len(plans) if self.ending.uses_slope else len(plans) - 1)
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
                ops += slope_ops(activation, self.z[i], self.a[i], self.slope[i])
        return ops

    def through_ops(self, i: int) -> list[Op]:
        """Return the calls that turn dC/da of a layer, which stands in delta, into dC/dz."""
        activation, delta = self._plans[i].activation, self.delta[i]
        if not activation.elementwise:
            return pull_back_ops(activation, self.z[i], self.a[i], delta)
        if not has_slope(activation):
            return []
        return [partial(np.multiply, delta, self.slope[i], delta)]

    def _make_ending(self, experiment: Experiment, factor: Factor, one_hot: bool) -> Ending:
        last = self._plans[-1].activation
        output = Output(last, self.z[-1], self.a[-1], self.targets, self.slope[-1], self.delta[-1])
        return ending(experiment.loss, output, factor, one_hot)


def weights_within(shape: NetworkShape, flat: Array) -> list[Array]:
    """Return [W | b] of every layer as views, (..., n_l, n_{l-1} + 1); flat: (..., count)."""
    return [
        flat[..., layer_span(shape, layer)].reshape(*flat.shape[:-1], shape.sizes[layer], -1)
        for layer in shape.layers
    ]
