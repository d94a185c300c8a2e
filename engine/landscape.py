"""The loss along one weight or bias, all other parameters fixed."""

from dataclasses import dataclass

import numpy as np

from engine.backprop import forward, trace_step
from engine.experiment import Training
from engine.frozen import Array
from engine.losses import Loss
from engine.network import NetworkPlan, Parameters, flat_index, with_value

_SECOND_STEP = 1e-3  # with the h^4 that remains, below the rounding of both slopes
_TILE_NUMBERS = 2**17  # of one layer: a megabyte, which stays in the processor's cache


def loss_along(
    network: NetworkPlan,
    loss: Loss,
    parameters: Parameters,
    x: Array,
    targets: Array,
    layer: int,
    unit: int,
    source: int | None,
    values: Array,
) -> Array:
    """Return the cost of the batch for each value of one weight, or of a bias if source is None.

    x: (batch, inputs); targets: (batch, outputs); values and the result: (count,).
    Only the pre-activation of the receiving neuron depends on the weight: z_j = rest + w a_k. The
    next layer is what it was plus a rank-one part; the layers after it are computed as usual.
    """
    with np.errstate(all="ignore"):
        zs, activations = forward(network, parameters, x)
        a_before = x if layer == 1 else activations[layer - 2]
        if source is None:
            present, sent = parameters.bias(layer)[unit], np.ones(len(x))
        else:
            present, sent = parameters.weights(layer)[unit, source], a_before[:, source]
        z_unit = zs[layer - 1][:, unit]
        base = _Base(network, loss, parameters, zs, activations, targets, layer, unit)
        widest = max(network.sizes[layer:])
        tile = max(1, _TILE_NUMBERS // (widest * len(x)))
        costs = np.empty(len(values))
        for start in range(0, len(values), tile):
            part = values[start : start + tile]
            z_moved = z_unit + np.multiply.outer(part - present, sent)
            costs[start : start + tile] = base.losses(z_moved).mean(axis=1)
        return costs


def derivatives_along(
    network: NetworkPlan,
    loss: Loss,
    parameters: Parameters,
    x: Array,
    targets: Array,
    layer: int,
    unit: int,
    source: int | None,
) -> tuple[float, float]:
    """Return the first and second derivative of the batch cost by one weight or bias.

    The first is that of backpropagation. The second is its central difference at two step sizes,
    extrapolated (Richardson 1911): about eight digits for a smooth network, enough to tell where
    a learning rate stops converging; at a kink it is the mean of both sides.
    """
    index = flat_index(network.sizes, layer, unit, source)
    present = float(parameters.flat[index])

    def slope(value: float) -> float:
        moved = with_value(parameters, index, value)
        trace = trace_step(network, loss, Training(), moved, x, targets)
        return float(trace.gradient.flat[index])

    def bend(h: float) -> float:
        return (slope(present + h) - slope(present - h)) / (2 * h)

    h = _SECOND_STEP * max(1.0, abs(present))
    return slope(present), (4 * bend(h / 2) - bend(h)) / 3


@dataclass(frozen=True, slots=True, eq=False)
class _Base:
    """The forward pass before anything is moved, and which neuron moves."""

    network: NetworkPlan
    loss: Loss
    parameters: Parameters
    zs: list[Array]
    activations: list[Array]
    targets: Array
    layer: int
    unit: int

    def losses(self, z_moved: Array) -> Array:
        """Return each sample's loss for the neuron's pre-activations; both (values, batch)."""
        count, batch = z_moved.shape
        at_output = self.layer == self.network.depth
        z, a = self._outputs(z_moved) if at_output else self._later_layers(z_moved)
        repeated = np.broadcast_to(self.targets, (count, *self.targets.shape))
        flat = (count * batch, -1)
        losses = self.loss.value(z.reshape(flat), a.reshape(flat), repeated.reshape(flat))
        return losses.reshape(count, batch)

    def _outputs(self, z_moved: Array) -> tuple[Array, Array]:
        """The neuron is an output itself: the pre-activations of the others stay as they are."""
        count, activation = len(z_moved), self.network.layers[-1].activation
        z = np.repeat(self.zs[-1][None], count, axis=0)
        z[:, :, self.unit] = z_moved
        if not activation.elementwise:
            return z, activation.value(z)
        a = np.repeat(self.activations[-1][None], count, axis=0)
        a[:, :, self.unit] = activation.value(z_moved)
        return z, a

    def _later_layers(self, z_moved: Array) -> tuple[Array, Array]:
        layers, following = self.network.layers, self.layer + 1
        a_moved = layers[self.layer - 1].activation.value(z_moved)
        change = a_moved - self.activations[self.layer - 1][:, self.unit]
        column = self.parameters.weights(following)[:, self.unit]
        z = self.zs[following - 1] + change[:, :, None] * column
        a = layers[following - 1].activation.value(z)
        for later in range(following + 1, self.network.depth + 1):
            z = a @ self.parameters.weights(later).T + self.parameters.bias(later)
            a = layers[later - 1].activation.value(z)
        return z, a
