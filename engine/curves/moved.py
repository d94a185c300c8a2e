"""The network with the pre-activation of one neuron moved: its slopes.

A weight or bias changes nothing else below its neuron: z_j = rest + w a_k. The next layer is what
it was plus a rank-one part; the layers after it are one product over all moved copies.
"""

import numpy as np
from msgspec import Struct

from engine.backprop import forward
from engine.curves.tiles import repeated, rows_of
from engine.frozen import Array
from engine.network import Parameters
from engine.problem import Problem
from engine.written.quantity import ParameterPlace


class Moved(Struct, frozen=True, eq=False):
    """The forward pass before anything moves, and which neuron is to move.

    zs, activations: of each layer from 1 on, (batch, units).
    """

    problem: Problem
    parameters: Parameters
    place: ParameterPlace
    zs: list[Array]
    activations: list[Array]

    @property
    def z(self) -> Array:
        """The present pre-activation of the neuron: (batch,)."""
        return self.zs[self.place.layer - 1][:, self.place.unit]

    @property
    def sent(self) -> Array:
        """What the weight multiplies, (batch,); a bias multiplies 1."""
        layer, source = self.place.layer, self.place.source
        if source is None:
            return np.ones(len(self.problem.x))
        return (self.problem.x if layer == 1 else self.activations[layer - 2])[:, source]

    @property
    def at_output(self) -> bool:
        """Whether the neuron is itself an output."""
        return self.place.layer == self.problem.network.depth

    @property
    def widest(self) -> int:
        """The numbers of one copy in the widest layer that changes above the neuron."""
        return len(self.z) * max((1, *self.problem.network.sizes[self.place.layer + 1 :]))

    def slopes(self, z_moved: Array) -> Array:
        """Return the derivative of each sample's loss by the neuron's z, (copies, batch).

        The chain rule forwards: what a small change of z_j does to each layer in turn. A neuron or
        error pushed over a kink stays on the straight line it came from.
        """
        if self.at_output:
            z = np.repeat(self.zs[-1].T[:, None], len(z_moved), axis=1)
            z[self.place.unit] = z_moved
            deltas: Array = self._output_deltas(z)[self.place.unit]
            return deltas
        a, slope = self._through(self.place.layer, z_moved[None], [self.place.unit])
        column = self.parameters.weights(self.place.layer + 1)[:, [self.place.unit]]
        a_now = self.activations[self.place.layer - 1][:, self.place.unit]
        z = np.tensordot(column, a - a_now, 1) + self.zs[self.place.layer].T[:, None]
        d_z = np.tensordot(column, slope, 1)
        for later in range(self.place.layer + 2, self.problem.network.depth + 1):
            a, slope = self._through(later - 1, z)
            weights = self.parameters.weights(later)
            z, bias = np.tensordot(weights, a, 1), self.parameters.bias(later)
            if bias is not None:
                z = z + bias[:, None, None]
            d_z = np.tensordot(weights, slope * d_z, 1)
        total: Array = (self._output_deltas(z) * d_z).sum(axis=0)
        return total

    def _output_deltas(self, z: Array) -> Array:
        """Return the derivative of each sample's loss by z of the outputs, in the shape of z."""
        activation, copies = self.problem.network.layers[-1].activation, z.shape[1]
        rows, targets = rows_of(z), repeated(self.problem.targets, copies)
        if self.problem.loss.d_z is not None:
            delta = self.problem.loss.d_z(rows, activation.value(rows), targets)
        elif activation.elementwise:
            a, slope = self._through(self.problem.network.depth, z)
            delta = self._loss_slopes(rows, rows_of(a), targets) * rows_of(slope)
        else:
            a = activation.value(rows)
            delta = activation.pull_back(rows, a, self._loss_slopes(rows, a, targets))
        return delta.T.reshape(z.shape)

    def _through(self, layer: int, z: Array, units: list[int] | None = None) -> tuple[Array, Array]:
        """Return a and da/dz of a layer's neurons, but beyond a kink the line on from the present.

        z and the results: (units, copies, batch). At the kink that line has the stated derivative.
        """
        activation = self.problem.network.layers[layer - 1].activation
        a = activation.value(z)
        slope = activation.derivative(z, a)
        if activation.kinks:
            chosen = slice(None) if units is None else units
            z_now = self.zs[layer - 1].T[chosen, None]
            a_now = self.activations[layer - 1].T[chosen, None]
            slope_now = activation.derivative(z_now, a_now)
            for kink in activation.kinks:
                over = np.sign(z - kink) != np.sign(z_now - kink)
                a = np.where(over, a_now + slope_now * (z - z_now), a)
                slope = np.where(over, slope_now, slope)
        return a, slope

    def _loss_slopes(self, rows: Array, a: Array, targets: Array) -> Array:
        """Return dC/da of each sample's loss, but beyond a kink that of the present."""
        loss, targets_now = self.problem.loss, self.problem.targets
        d_a, copies = loss.d_a(rows, a, targets), len(rows) // len(targets_now)
        if loss.side is None:
            return d_a
        now = self.activations[-1]
        side_now = repeated(np.sign(loss.side(now, targets_now)), copies)
        slope_now = repeated(loss.d_a(self.zs[-1], now, targets_now), copies)
        return np.where(np.sign(loss.side(a, targets)) == side_now, d_a, slope_now)


def moved_neuron(problem: Problem, parameters: Parameters, place: ParameterPlace) -> Moved:
    """Return the network with the neuron ready to move to which a weight or bias belongs."""
    zs, activations = forward(problem.network, parameters, problem.x)
    return Moved(problem, parameters, place, zs, activations)
