"""Mistakes in the backward pass."""

from collections.abc import Iterator, Mapping

import numpy as np

from engine.exercise.calculation import Calculation
from engine.exercise.forward_slips import is_square, others
from engine.exercise.slip import Wrongly
from engine.frozen import Array
from engine.written.quantity import Kind

_MOST_PATHS = 6


def _is_output(now: Calculation, layer: int) -> bool:
    return layer == now.places.depth


def _is_short(now: Calculation, layer: int) -> bool:
    """Return whether dC/dz is computed without dC/da, as the loss has a shorter form."""
    return _is_output(now, layer) and now.experiment.loss.d_z is not None


def _slope_of_loss(now: Calculation, a: Array, y: Array) -> Array:
    """Return dC/da for outputs and targets as they are put into the formula of a."""
    loss = now.experiment.loss
    if loss.name == "cross_entropy":
        return -y / a
    if loss.name == "binary_cross_entropy":
        slope: Array = (a - y) / (a * (1 - a)) / a.shape[1]
        return slope
    return loss.d_a(a, a, y)


def _reversed(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _is_output(now, layer):
        yield -now.right(kind, layer)


def _short_reversed(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _is_short(now, layer):
        yield -now.right(kind, layer)


def _z_in_slope_of_loss(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _is_output(now, layer):
        yield _slope_of_loss(now, now.get(Kind.Z, layer), now.places.targets)


def _other_target(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    """Take the target, or the whole slope of the loss, of another output."""
    if _is_output(now, layer):
        a, y = now.get(Kind.A, layer), now.places.targets
        for by in others(y.shape[1]):
            yield _slope_of_loss(now, a, np.roll(y, by, axis=1))
            yield np.roll(now.right(kind, layer), by, axis=1)


def _short_of_another(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _is_short(now, layer):
        a, y = now.get(Kind.A, layer), now.places.targets
        scale = y.shape[1] if now.experiment.loss.written.mean else 1
        for by in others(y.shape[1]):
            yield (a - np.roll(y, by, axis=1)) / scale


def _target_forgotten(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if not _is_output(now, layer):
        return
    a = now.get(Kind.A, layer)
    if _is_short(now, layer) and kind is Kind.DELTA:
        yield a
    elif not _is_short(now, layer):
        yield _slope_of_loss(now, a, np.zeros_like(a))


def _loss_itself(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _is_output(now, layer) and now.experiment.loss.d_z is None:
        a, y = now.get(Kind.A, layer), now.places.targets
        loss = now.experiment.loss
        terms = [loss.value(a[:, [j]], a[:, [j]], y[:, [j]]) for j in range(a.shape[1])]
        yield np.stack(terms, axis=1)


def _one_path(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    """Count one path alone: each receiving neuron's."""
    if not _is_output(now, layer):
        delta, weights = now.get(Kind.DELTA, layer + 1), now.get(Kind.WEIGHT, layer + 1)
        if len(weights) > 1:
            for j in range(min(len(weights), _MOST_PATHS)):
                yield delta[:, [j]] * weights[j]


def _path_left_out(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if not _is_output(now, layer) and len(now.get(Kind.WEIGHT, layer + 1)) > 2:
        for own in _one_path(now, kind, layer):
            yield now.right(kind, layer) - own


def _updated_weights(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if not _is_output(now, layer):
        yield now.get(Kind.DELTA, layer + 1) @ now.get(Kind.WEIGHT_AFTER, layer + 1)


def _transposed_back(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if not _is_output(now, layer) and is_square(now, layer + 1):
        yield now.get(Kind.DELTA, layer + 1) @ now.get(Kind.WEIGHT, layer + 1).T


def _sign_of_path(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    """Drop the signs of all weights, or that of a negative product."""
    if not _is_output(now, layer):
        yield now.get(Kind.DELTA, layer + 1) @ np.abs(now.get(Kind.WEIGHT, layer + 1))
        for own in _one_path(now, kind, layer):
            yield now.right(kind, layer) - 2 * np.minimum(own, 0)


def _weights_forgotten(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if not _is_output(now, layer):
        total = now.get(Kind.DELTA, layer + 1).sum(axis=1, keepdims=True)
        yield np.repeat(total, now.experiment.network.sizes[layer], axis=1)


def _of_another_neuron(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    """Take the weights or deltas of other neurons."""
    if not _is_output(now, layer):
        delta, weights = now.get(Kind.DELTA, layer + 1), now.get(Kind.WEIGHT, layer + 1)
        for by in others(weights.shape[1]):
            yield delta @ np.roll(weights, by, axis=1)
        for by in others(len(weights)):
            yield np.roll(delta, by, axis=1) @ weights


def _slope_too_early(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    z, a = now.get(Kind.Z, layer), now.get(Kind.A, layer)
    yield now.activation(layer).pull_back(z, a, now.right(kind, layer))


def _d_a_sent_back(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if not _is_output(now, layer):
        yield now.get(Kind.D_A, layer + 1) @ now.get(Kind.WEIGHT, layer + 1)


def _slope_forgotten(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    yield now.get(Kind.D_A, layer)


def _slope_at_activation(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    activation, a = now.activation(layer), now.get(Kind.A, layer)
    if activation.elementwise:
        again = activation.value(a)
        yield now.get(Kind.D_A, layer) * activation.derivative(a, again)


def _slope_of_z(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    """Put z where the formula of the slope has a: z (1 - z)."""
    if _is_short(now, layer):
        scale = now.experiment.network.sizes[-1] if now.experiment.loss.written.mean else 1
        yield (now.get(Kind.Z, layer) - now.places.targets) / scale
    if now.activation(layer).name in ("sigmoid", "tanh"):
        z = now.get(Kind.Z, layer)
        yield now.get(Kind.D_A, layer) * now.activation(layer).derivative(z, z)


def _slope_again(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    z, a = now.get(Kind.Z, layer), now.get(Kind.A, layer)
    yield now.right(kind, layer) * now.activation(layer).derivative(z, a)


def _error_forgotten(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    yield now.activation(layer).derivative(now.get(Kind.Z, layer), now.get(Kind.A, layer))


def _activation_for_slope(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    yield now.get(Kind.D_A, layer) * now.get(Kind.A, layer)


def _half_of_slope(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    """Leave out a factor of a (1 - a), or the square of 1 - a^2; or take a^2 for it."""
    name, a, d_a = now.activation(layer).name, now.get(Kind.A, layer), now.get(Kind.D_A, layer)
    if name in ("sigmoid", "tanh", "softmax"):
        yield d_a * (1 - a)
    if name == "tanh":
        yield d_a * a * a


def _diagonal_alone(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if not now.activation(layer).elementwise:
        a = now.get(Kind.A, layer)
        yield now.get(Kind.D_A, layer) * a * (1 - a)


def _slope_of_another(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if now.activation(layer).elementwise:
        z, a = now.get(Kind.Z, layer), now.get(Kind.A, layer)
        slope, d_a = now.activation(layer).derivative(z, a), now.get(Kind.D_A, layer)
        for by in others(a.shape[1]):
            yield d_a * np.roll(slope, by, axis=1)
            yield np.roll(d_a, by, axis=1) * slope


BACKWARD: Mapping[str, Mapping[Kind, Wrongly]] = {
    "error-reversed": {Kind.D_A: _reversed, Kind.DELTA: _short_reversed},
    "slope-forgotten": {Kind.DELTA: _slope_forgotten},
    "one-path": {Kind.D_A: _one_path},
    "path-left-out": {Kind.D_A: _path_left_out},
    "updated-weights": {Kind.D_A: _updated_weights},
    "z-for-a": {Kind.D_A: _z_in_slope_of_loss, Kind.DELTA: _slope_of_z},
    "slope-at-activation": {Kind.DELTA: _slope_at_activation},
    "other-output": {Kind.D_A: _other_target, Kind.DELTA: _short_of_another},
    "target-forgotten": dict.fromkeys((Kind.D_A, Kind.DELTA), _target_forgotten),
    "loss-for-slope": {Kind.D_A: _loss_itself},
    "transposed": {Kind.D_A: _transposed_back},
    "sign-dropped": {Kind.D_A: _sign_of_path},
    "weights-forgotten": {Kind.D_A: _weights_forgotten},
    "other-neuron": {Kind.D_A: _of_another_neuron, Kind.DELTA: _slope_of_another},
    "slope-too-early": {Kind.D_A: _slope_too_early},
    "slope-again": {Kind.DELTA: _slope_again},
    "error-forgotten": {Kind.DELTA: _error_forgotten},
    "activation-for-slope": {Kind.DELTA: _activation_for_slope},
    "half-of-slope": {Kind.DELTA: _half_of_slope},
    "diagonal-alone": {Kind.DELTA: _diagonal_alone},
    "slope-not-sent": {Kind.D_A: _d_a_sent_back},
}
