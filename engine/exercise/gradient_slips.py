"""Mistakes in the gradients of weights and biases, and in what the update makes of them."""

from collections.abc import Iterator, Mapping

import numpy as np
from msgspec.structs import replace

from engine.exercise.calculation import Calculation
from engine.exercise.forward_slips import activated_input, is_square, others
from engine.exercise.places import stepped
from engine.exercise.slip import Wrongly
from engine.experiment import Training
from engine.frozen import Array
from engine.optimizers.sgd import SGD
from engine.written.quantity import Kind

_BOTH = (Kind.D_WEIGHT, Kind.D_BIAS)
_AFTER = (Kind.WEIGHT_AFTER, Kind.BIAS_AFTER)
_MOST_ACTIVATIONS = 4  # of which each is suspected to stand in the gradient of a bias


def _product(now: Calculation, layer: int, delta: Array, sent: Array) -> Array:
    """Return the gradient of the weights of a layer with other factors."""
    found: Array = delta.T @ sent / now.places.divisor
    earlier = now.places.unreset_in(layer)
    return found if earlier is None else found + earlier[:, : found.shape[1]]


def _sent_z(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if layer > 1:
        yield _product(now, layer, now.get(Kind.DELTA, layer), now.get(Kind.Z, layer - 1))


def _input_activated_back(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    sent = activated_input(now) if layer == 1 else None
    if sent is not None:
        yield _product(now, layer, now.get(Kind.DELTA, layer), sent)


def _of_another_sender(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    right = now.right(kind, layer)
    for by in others(right.shape[1]):
        yield np.roll(right, by, axis=1)


def _of_another_receiver(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    right = now.right(kind, layer)
    for by in others(len(right)):
        yield np.roll(right, by, axis=0)


def _transposed_gradient(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if is_square(now, layer):
        yield now.right(kind, layer).T


def _activation_of_receiver(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    delta, a = now.get(Kind.DELTA, layer), now.get(Kind.A, layer)
    own = (delta * a).sum(axis=0) / now.places.divisor
    yield np.repeat(own[:, None], now.experiment.network.sizes[layer - 1], axis=1)


def _weight_for_activation(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    delta = now.get(Kind.DELTA, layer).sum(axis=0) / now.places.divisor
    yield delta[:, None] * now.get(Kind.WEIGHT, layer)


def _activation_left_out(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    delta = now.get(Kind.DELTA, layer).sum(axis=0) / now.places.divisor
    yield np.repeat(delta[:, None], now.experiment.network.sizes[layer - 1], axis=1)


def _delta_left_out(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    sent = now.sent(layer).sum(axis=0) / now.places.divisor
    yield np.repeat(sent[None, :], now.experiment.network.sizes[layer], axis=0)


def _d_a_for_delta(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    d_a = now.get(Kind.D_A, layer)
    if kind is Kind.D_BIAS:
        yield d_a.sum(axis=0) / now.places.divisor
    else:
        yield _product(now, layer, d_a, now.sent(layer))


def _rate_included(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    rate = now.experiment.training.learning_rate
    yield now.right(kind, layer) * rate
    yield now.right(kind, layer) * -rate


def _penalty_included(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if not now.places.alone and now.experiment.penalty:
        yield now.right(kind, layer) + now.places.pull(layer)


def _bias_as_factor(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    bias = now.bias(layer)
    if bias is not None:
        yield now.right(kind, layer) * bias


def _activation_in_bias(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    delta, sent = now.get(Kind.DELTA, layer), now.sent(layer)
    for k in range(min(sent.shape[1], _MOST_ACTIVATIONS)):
        yield (delta * sent[:, [k]]).sum(axis=0) / now.places.divisor


def _none_for_bias(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    yield np.zeros(now.experiment.network.sizes[layer])


def _old(now: Calculation, kind: Kind, layer: int) -> Array:
    return now.places.true(Kind.WEIGHT if kind is Kind.WEIGHT_AFTER else Kind.BIAS, layer)


def _moves(now: Calculation, kind: Kind) -> bool:
    return kind is Kind.WEIGHT_AFTER or now.experiment.training.train_biases


def _after(now: Calculation, kind: Kind, layer: int, training: Training, pull: float = 1) -> Array:
    """Return new weights or biases by another training, or with a part of the penalty's pull."""
    if kind is Kind.BIAS_AFTER:
        gradient = now.get(Kind.D_BIAS, layer)
        return stepped(now.places, Kind.BIAS, layer, gradient, training)
    gradient = now.get(Kind.D_WEIGHT, layer)
    if now.experiment.penalty:
        gradient = gradient + pull * now.places.pull(layer)
    return stepped(now.places, Kind.WEIGHT, layer, gradient, training)


def _added(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _moves(now, kind):
        yield 2 * _old(now, kind, layer) - now.right(kind, layer)


def _rate_forgotten(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _moves(now, kind):
        yield _after(now, kind, layer, replace(now.experiment.training, learning_rate=1.0))


def _old_forgotten(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _moves(now, kind):
        step = now.right(kind, layer) - _old(now, kind, layer)
        yield step
        yield -step


def _not_updated(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _moves(now, kind):
        yield _old(now, kind, layer)


def _penalty_forgotten(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if now.experiment.penalty and kind is Kind.WEIGHT_AFTER:
        yield _after(now, kind, layer, now.experiment.training, pull=0)


def _penalty_reversed(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if now.experiment.penalty and kind is Kind.WEIGHT_AFTER:
        yield _after(now, kind, layer, now.experiment.training, pull=-1)


def _plain_descent(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if not now.experiment.training.optimizer.plain and _moves(now, kind):
        yield _after(now, kind, layer, replace(now.experiment.training, optimizer=SGD))


def _fixed_bias_moved(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if not now.experiment.training.train_biases:
        yield _after(now, kind, layer, now.experiment.training)


def _gradient_of_another(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    """Move a weight by what another one is moved by."""
    if not _moves(now, kind):
        return
    step = now.right(kind, layer) - _old(now, kind, layer)
    if kind is Kind.WEIGHT_AFTER and is_square(now, layer):
        yield _old(now, kind, layer) + step.T
    for axis in range(step.ndim):
        for by in others(step.shape[axis]):
            yield _old(now, kind, layer) + np.roll(step, by, axis=axis)


GRADIENT: Mapping[str, Mapping[Kind, Wrongly]] = {
    "z-for-a": {Kind.D_WEIGHT: _sent_z},
    "input-activated": {Kind.D_WEIGHT: _input_activated_back},
    "other-sender": {Kind.D_WEIGHT: _of_another_sender},
    "other-neuron": {Kind.D_WEIGHT: _of_another_receiver},
    "transposed": {Kind.D_WEIGHT: _transposed_gradient},
    "receiver-for-sender": {Kind.D_WEIGHT: _activation_of_receiver},
    "weight-for-activation": {Kind.D_WEIGHT: _weight_for_activation},
    "activation-left-out": {Kind.D_WEIGHT: _activation_left_out},
    "delta-left-out": {Kind.D_WEIGHT: _delta_left_out},
    "slope-not-sent": dict.fromkeys(_BOTH, _d_a_for_delta),
    "rate-included": dict.fromkeys(_BOTH, _rate_included),
    "penalty-added": {Kind.D_WEIGHT: _penalty_included},
    "bias-as-factor": {Kind.D_BIAS: _bias_as_factor},
    "activation-in-bias": {Kind.D_BIAS: _activation_in_bias},
    "none-for-bias": {Kind.D_BIAS: _none_for_bias},
    "gradient-added": dict.fromkeys(_AFTER, _added),
    "rate-forgotten": dict.fromkeys(_AFTER, _rate_forgotten),
    "old-forgotten": dict.fromkeys(_AFTER, _old_forgotten),
    "not-updated": dict.fromkeys(_AFTER, _not_updated),
    "penalty-forgotten": {Kind.WEIGHT_AFTER: _penalty_forgotten},
    "penalty-reversed": {Kind.WEIGHT_AFTER: _penalty_reversed},
    "plain-descent": dict.fromkeys(_AFTER, _plain_descent),
    "fixed-bias-moved": {Kind.BIAS_AFTER: _fixed_bias_moved},
    "other-gradient": dict.fromkeys(_AFTER, _gradient_of_another),
}
