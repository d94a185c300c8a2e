"""One training step, written the way the chain rule is taught.

Layers count from 1; layer 0 is the input. Every array has the batch first:
a single sample is a batch of one.
"""

from dataclasses import dataclass

import numpy as np

from engine.experiment import Training
from engine.frozen import Array, freeze
from engine.losses import Loss
from engine.network import NetworkPlan, Parameters, of_flat, of_layers


@dataclass(frozen=True, slots=True, eq=False)
class LayerTrace:
    """Everything one layer computed during one step, none of it rounded.

    z, a, d_a, delta: (batch, units); d_weights: (units, inputs); d_bias: (units,)
    `delta` is dC/dz, the quantity that travels backwards. All derivatives are of the batch
    cost C, so they carry its 1/N.
    """

    z: Array
    a: Array
    d_a: Array
    delta: Array
    d_weights: Array
    d_bias: Array


@dataclass(frozen=True, slots=True, eq=False)
class StepTrace:
    """A finished step: reading it never computes anything.

    samples: (batch,), which samples of the training set; x: (batch, inputs); targets, z_after,
    a_after: (batch, outputs); losses, losses_after: (batch,), each sample's own, of which `loss`
    and `loss_after` are the means. `before` and `after` are the parameters on either side of the
    update; what ends in _after is of the same batch, computed with the new parameters.
    """

    samples: tuple[int, ...]
    x: Array
    targets: Array
    layers: tuple[LayerTrace, ...]
    losses: Array
    loss: float
    before: Parameters
    after: Parameters
    gradient: Parameters
    z_after: Array
    a_after: Array
    losses_after: Array
    loss_after: float

    def a(self, layer: int) -> Array:
        """Return the activations of a layer, (batch, units); those of layer 0 are the inputs."""
        return self.x if layer == 0 else self.layers[layer - 1].a


def forward(network: NetworkPlan, parameters: Parameters, x: Array) -> tuple[list[Array], ...]:
    """Return z and a of every layer from 1 on, each (batch, units).

    x: (batch, inputs).
    """
    zs: list[Array] = []
    activations: list[Array] = []
    a = x
    for layer, plan in enumerate(network.layers, start=1):
        z = a @ parameters.weights(layer).T + parameters.bias(layer)
        a = plan.activation.value(z)
        zs.append(z)
        activations.append(a)
    return zs, activations


def predict(network: NetworkPlan, parameters: Parameters, x: Array) -> Array:
    """Return the outputs, (batch, outputs), for inputs of shape (batch, inputs)."""
    return forward(network, parameters, x)[1][-1]


def cost(
    network: NetworkPlan, loss: Loss, parameters: Parameters, x: Array, targets: Array
) -> float:
    """Return C, the mean of the samples' losses."""
    zs, activations = forward(network, parameters, x)
    return float(np.mean(loss.value(zs[-1], activations[-1], targets)))


def descend(before: Parameters, gradient: Parameters, training: Training) -> Parameters:
    """Return old - rate x gradient, for the weights and, where they are trained, the biases."""
    change = training.learning_rate * gradient.flat
    if training.train_biases:
        return of_flat(before.sizes, before.flat - change)
    after = of_flat(before.sizes, before.flat - change)
    weights = [after.weights(layer) for layer in range(1, len(before.sizes))]
    return of_layers(weights, [before.bias(layer) for layer in range(1, len(before.sizes))])


def trace_step(
    network: NetworkPlan,
    loss: Loss,
    training: Training,
    before: Parameters,
    x: Array,
    targets: Array,
    samples: tuple[int, ...] | None = None,
) -> StepTrace:
    """Run forward, backward and the update, and keep every intermediate value.

    x: (batch, inputs) and targets: (batch, outputs). Numbers too large for a float64 become
    infinite or NaN, as they do on paper when one gives up; no warning is given.
    """
    with np.errstate(all="ignore"):
        zs, activations = forward(network, before, x)
        losses = loss.value(zs[-1], activations[-1], targets)
        layers = _backward(network, loss, before, x, targets, zs, activations)
        gradient = of_layers([t.d_weights for t in layers], [t.d_bias for t in layers])
        after = descend(before, gradient, training)
        zs_after, activations_after = forward(network, after, x)
        losses_after = loss.value(zs_after[-1], activations_after[-1], targets)
        return StepTrace(
            samples=tuple(range(len(x))) if samples is None else samples,
            x=freeze(x),
            targets=freeze(targets),
            layers=layers,
            losses=freeze(losses),
            loss=float(np.mean(losses)),
            before=before,
            after=after,
            gradient=gradient,
            z_after=freeze(zs_after[-1]),
            a_after=freeze(activations_after[-1]),
            losses_after=freeze(losses_after),
            loss_after=float(np.mean(losses_after)),
        )


def _backward(
    network: NetworkPlan,
    loss: Loss,
    parameters: Parameters,
    x: Array,
    targets: Array,
    zs: list[Array],
    activations: list[Array],
) -> tuple[LayerTrace, ...]:
    batch = len(x)
    traces: list[LayerTrace] = []
    d_a = loss.d_a(zs[-1], activations[-1], targets) / batch
    for layer in range(network.depth, 0, -1):
        z, a = zs[layer - 1], activations[layer - 1]
        a_before = x if layer == 1 else activations[layer - 2]
        if layer == network.depth and loss.d_z is not None:
            delta = loss.d_z(z, a, targets) / batch  # dC/da f'(z), without its overflow
        else:
            delta = d_a * network.layers[layer - 1].activation.derivative(z, a)
        traces.append(
            LayerTrace(
                z=freeze(z),
                a=freeze(a),
                d_a=freeze(d_a),
                delta=freeze(delta),
                d_weights=freeze(delta.T @ a_before),
                d_bias=freeze(delta.sum(axis=0)),
            )
        )
        d_a = delta @ parameters.weights(layer)  # the OLD weights: updating first is a mistake
    return tuple(reversed(traces))
