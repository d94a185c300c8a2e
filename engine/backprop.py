"""One training step, written the way the chain rule is taught.

Layers count from 1; layer 0 is the input. Every array has the batch first:
a single sample is a batch of one.
"""

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from engine.experiment import Mistake, Training, UpdateRule
from engine.frozen import Array, freeze
from engine.memory import Memory, first_memory
from engine.network import (
    NetworkPlan,
    Parameters,
    block_of,
    layer_span,
    of_flat,
    of_layers,
    weight_mask,
)
from engine.penalty import Penalty
from engine.problem import Problem


class LayerTrace(Struct, frozen=True, eq=False):
    """Everything one layer computed during one step, none of it rounded.

    z, a, d_a, delta: (batch, units); d_weights: (units, inputs); d_bias: (units,),
    None where the layer has no biases. `delta` is dC/dz, the quantity that travels backwards. All
    derivatives are of the batch cost C, so they carry its 1/N where it is a mean.
    """

    z: Array
    a: Array
    d_a: Array
    delta: Array
    d_weights: Array
    d_bias: Array | None


class StepTrace(Struct, frozen=True, eq=False):
    """A finished step: reading it never computes anything.

    samples: (batch,), which samples of the training set; x: (batch, inputs); targets, z_after,
    a_after: (batch, outputs); losses, losses_after: (batch,), each sample's own, of which `loss`
    and `loss_after` are the means or sums. `before` and `after` are the parameters on either side
    of the update; what ends in _after is of the same batch, computed with the new parameters.
    gradient: of the batch cost without the penalty; the update uses the sum of both gradients.
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
    penalty: float
    penalty_after: float
    penalty_gradient: Parameters
    memory: Memory
    memory_after: Memory
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
        z, bias = a @ parameters.weights(layer).T, parameters.bias(layer)
        if bias is not None:
            z = z + bias
        a = plan.activation.value(z)
        zs.append(z)
        activations.append(a)
    return zs, activations


def predict(network: NetworkPlan, parameters: Parameters, x: Array) -> Array:
    """Return the outputs, (batch, outputs), for inputs of shape (batch, inputs)."""
    return forward(network, parameters, x)[1][-1]


def cost(problem: Problem, parameters: Parameters) -> float:
    """Return C, the mean or sum of the samples' losses, without the penalty."""
    zs, activations = forward(problem.network, parameters, problem.x)
    return problem.reduction.of(problem.loss.value(zs[-1], activations[-1], problem.targets))


def penalty_of(penalty: Penalty, parameters: Parameters) -> float:
    """Return the penalty on the weights of all layers; biases are left out."""
    return penalty.value(parameters.flat[weight_mask(parameters.shape)])


def _penalty_gradient(penalty: Penalty, parameters: Parameters) -> Array:
    slopes = penalty.derivative(parameters.flat)
    return np.where(weight_mask(parameters.shape), slopes, 0.0)


def update(
    before: Parameters, total: Array, training: Training, memory: Memory
) -> tuple[Parameters, Memory]:
    """Return the parameters after one step of the optimiser, and what it remembers then.

    total: (count,), the gradient of cost and penalty. Biases that are not trained stay.
    """
    optimizer, rate = training.optimizer, training.learning_rate
    after, slots = optimizer.step(before.flat, total, memory.slots, rate, memory.count + 1)
    if not training.train_biases:
        after = np.where(weight_mask(before.shape), after, before.flat)
    kept = tuple(freeze(slot) for slot in slots)
    return of_flat(before.shape, after), Memory(kept, memory.count + 1)


def trace_step(
    problem: Problem,
    training: Training,
    before: Parameters,
    samples: tuple[int, ...] | None = None,
    memory: Memory | None = None,
) -> StepTrace:
    """Run forward, backward and the update, and keep every intermediate value.

    samples: which of the training set those of the problem are, None for the first ones; memory:
    None before the first step. Numbers too large for a float64 become infinite or NaN, as they do
    on paper when one gives up; no warning is given.
    """
    memory = first_memory(training, before) if memory is None else memory
    network, loss, x, targets = problem.network, problem.loss, problem.x, problem.targets
    with np.errstate(all="ignore"):
        zs, activations = forward(network, before, x)
        losses = loss.value(zs[-1], activations[-1], targets)
        pull = _penalty_gradient(problem.penalty, before)
        layers = _Backward(problem, training, before, memory, pull).run(zs, activations)
        gradient = of_layers([t.d_weights for t in layers], [t.d_bias for t in layers])
        after, memory_after = update(before, gradient.flat + pull, training, memory)
        if Mistake.NOT_RESET in training.mistakes:
            memory_after = replace(memory_after, unreset=gradient.flat)
        zs_after, activations_after = forward(network, after, x)
        losses_after = loss.value(zs_after[-1], activations_after[-1], targets)
        return StepTrace(
            samples=tuple(range(len(x))) if samples is None else samples,
            x=freeze(x),
            targets=freeze(targets),
            layers=layers,
            losses=freeze(losses),
            loss=problem.reduction.of(losses),
            before=before,
            after=after,
            gradient=gradient,
            penalty=penalty_of(problem.penalty, before),
            penalty_after=penalty_of(problem.penalty, after),
            penalty_gradient=of_flat(before.shape, pull),
            memory=memory,
            memory_after=memory_after,
            z_after=freeze(zs_after[-1]),
            a_after=freeze(activations_after[-1]),
            losses_after=freeze(losses_after),
            loss_after=problem.reduction.of(losses_after),
        )


class _Backward(Struct, frozen=True, eq=False):
    """The backward pass; pull: (count,), the gradient of the penalty."""

    problem: Problem
    training: Training
    parameters: Parameters
    memory: Memory
    pull: Array

    def run(self, zs: list[Array], activations: list[Array]) -> tuple[LayerTrace, ...]:
        network, loss = self.problem.network, self.problem.loss
        x, targets, depth = self.problem.x, self.problem.targets, network.depth
        traces: list[LayerTrace] = []
        mistakes = self.training.mistakes
        sign = -1 if Mistake.WRONG_SIGN in mistakes else 1
        share = sign / self.problem.reduction.divisor(len(x))
        d_a = loss.d_a(zs[-1], activations[-1], targets) * share
        for layer in range(depth, 0, -1):
            z, a = zs[layer - 1], activations[layer - 1]
            a_before = x if layer == 1 else activations[layer - 2]
            if Mistake.FORGOTTEN_SLOPE in mistakes:
                delta = d_a
            elif layer == depth and loss.d_z is not None:
                delta = loss.d_z(z, a, targets) * share  # dC/da f'(z), without its overflow
            else:
                delta = network.layers[layer - 1].activation.pull_back(z, a, d_a)
            d_weights, d_bias = self._gradients(layer, delta, a_before)
            traces.append(
                LayerTrace(
                    z=freeze(z),
                    a=freeze(a),
                    d_a=freeze(d_a),
                    delta=freeze(delta),
                    d_weights=freeze(d_weights),
                    d_bias=None if d_bias is None else freeze(d_bias),
                )
            )
            d_a = delta @ self._weights_sent_back_through(layer, traces[-1])
        return tuple(reversed(traces))

    def _gradients(self, layer: int, delta: Array, a_before: Array) -> tuple[Array, Array | None]:
        """Return dC/dW and dC/db, added to those before where they are never reset."""
        d_weights = delta.T @ a_before
        d_bias = delta.sum(axis=0) if self.parameters.shape.has_bias(layer) else None
        if Mistake.NOT_RESET not in self.training.mistakes or self.memory.unreset is None:
            return d_weights, d_bias
        earlier = of_flat(self.parameters.shape, self.memory.unreset)
        earlier_bias = earlier.bias(layer)
        if d_bias is not None and earlier_bias is not None:
            d_bias = d_bias + earlier_bias
        return d_weights + earlier.weights(layer), d_bias

    def _weights_sent_back_through(self, layer: int, trace: LayerTrace) -> Array:
        """Return the OLD weights; updating a layer first is the classic mistake, on request."""
        old = self.parameters.weights(layer)
        if self.training.update_rule is UpdateRule.SIMULTANEOUS:
            return old
        span = layer_span(self.parameters.shape, layer)
        gradient = block_of(trace.d_weights, trace.d_bias).ravel() + self.pull[span]
        slots = tuple(slot[span] for slot in self.memory.slots)
        rate, count = self.training.learning_rate, self.memory.count + 1
        after, _ = self.training.optimizer.step(
            self.parameters.flat[span], gradient, slots, rate, count
        )
        return after.reshape(len(old), -1)[:, : old.shape[1]]
