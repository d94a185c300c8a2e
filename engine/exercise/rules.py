"""How the numbers of each kind follow from those before them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from engine.exercise.places import each_row, stepped, z_of
from engine.experiment import Mistake, UpdateRule
from engine.frozen import Array
from engine.written.quantity import Kind

if TYPE_CHECKING:
    from engine.exercise.calculation import Calculation


def _z(now: "Calculation", layer: int) -> Array:
    z, bias = now.sent(layer) @ now.get(Kind.WEIGHT, layer).T, now.bias(layer)
    return z if bias is None else z + bias


def _a(now: "Calculation", layer: int) -> Array:
    return now.activation(layer).value(now.get(Kind.Z, layer))


def _sample_loss(now: "Calculation", layer: int) -> Array:
    a, y = now.get(Kind.A, layer), now.places.targets
    return each_row(now.experiment.loss.value, now.z_of_outputs, a, y)[..., None]


def _loss(now: "Calculation", layer: int) -> Array:
    losses = now.get(Kind.SAMPLE_LOSS, layer)
    total: Array = losses.sum(axis=-2, keepdims=True)
    return total / now.places.divisor


def _sign(now: "Calculation") -> int:
    return -1 if Mistake.WRONG_SIGN in now.experiment.training.mistakes else 1


def _d_a(now: "Calculation", layer: int) -> Array:
    if layer == now.places.depth:
        a, y = now.get(Kind.A, layer), now.places.targets
        return each_row(now.experiment.loss.d_a, now.z_of_outputs, a, y) * _sign(now)
    in_place = now.experiment.training.update_rule is UpdateRule.IN_PLACE
    kind = Kind.WEIGHT_AFTER if in_place else Kind.WEIGHT
    return now.get(Kind.DELTA, layer + 1) @ now.get(kind, layer + 1)


def _delta(now: "Calculation", layer: int) -> Array:
    if Mistake.FORGOTTEN_SLOPE in now.experiment.training.mistakes:
        return now.get(Kind.D_A, layer)
    z, a, loss = now.get(Kind.Z, layer), now.get(Kind.A, layer), now.experiment.loss
    is_output = layer == now.places.depth
    if is_output and loss.d_z is not None and not now.is_changed((Kind.D_A, layer)):
        return each_row(loss.d_z, z, a, now.places.targets) * _sign(now)
    activation = now.activation(layer)
    a = activation.value(z) if now.slopes_at_z else a
    return each_row(activation.pull_back, z, a, now.get(Kind.D_A, layer))


def _d_weights(now: "Calculation", layer: int) -> Array:
    delta = np.swapaxes(now.get(Kind.DELTA, layer), -1, -2)
    found: Array = delta @ now.sent(layer) / now.places.divisor
    earlier = now.places.unreset_in(layer)
    return found if earlier is None else found + earlier[:, : found.shape[-1]]


def _d_bias(now: "Calculation", layer: int) -> Array:
    found: Array = now.get(Kind.DELTA, layer).sum(axis=-2) / now.places.divisor
    earlier = now.places.unreset_in(layer)
    return found if earlier is None else found + earlier[:, -1]


def _weights_after(now: "Calculation", layer: int) -> Array:
    if now.places.alone:
        return now.places.true(Kind.WEIGHT_AFTER, layer)
    gradient = now.get(Kind.D_WEIGHT, layer)
    if now.experiment.penalty:
        gradient = gradient + now.places.pull(layer)
    return stepped(now.places, Kind.WEIGHT, layer, gradient, now.experiment.training)


def _bias_after(now: "Calculation", layer: int) -> Array:
    training = now.experiment.training
    if now.places.alone or not training.train_biases:
        return now.places.true(Kind.BIAS_AFTER, layer)
    return stepped(now.places, Kind.BIAS, layer, now.get(Kind.D_BIAS, layer), training)


def outputs_after(now: "Calculation") -> tuple[Array, Array]:
    """Return z and a of the outputs with the new parameters, (rows, outputs)."""
    a = z = now.places.x
    for layer in range(1, now.places.depth + 1):
        z = a @ np.swapaxes(now.get(Kind.WEIGHT_AFTER, layer), -1, -2)
        if now.bias(layer) is not None:
            z = z + now.get(Kind.BIAS_AFTER, layer)[..., None, :]
        a = now.activation(layer).value(z)
    return z, a


def _loss_after(now: "Calculation", layer: int) -> Array:
    if now.is_changed((Kind.A_AFTER, layer)):
        a = now.get(Kind.A_AFTER, layer)
        z = z_of(now.activation(layer), a)
    else:
        z, a = outputs_after(now)
    losses = each_row(now.experiment.loss.value, z, a, now.places.targets)[..., None]
    total: Array = losses.sum(axis=-2, keepdims=True)
    return total / now.places.divisor


RULES: dict[Kind, Callable[["Calculation", int], Array]] = {
    Kind.Z: _z,
    Kind.A: _a,
    Kind.SAMPLE_LOSS: _sample_loss,
    Kind.LOSS: _loss,
    Kind.D_A: _d_a,
    Kind.DELTA: _delta,
    Kind.D_WEIGHT: _d_weights,
    Kind.D_BIAS: _d_bias,
    Kind.WEIGHT_AFTER: _weights_after,
    Kind.BIAS_AFTER: _bias_after,
    Kind.A_AFTER: lambda now, layer: outputs_after(now)[1],
    Kind.LOSS_AFTER: _loss_after,
}
