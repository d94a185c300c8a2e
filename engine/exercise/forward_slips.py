"""Mistakes in the forward pass."""

from collections.abc import Iterator, Mapping

import numpy as np

from engine.activations import ACTIVATIONS
from engine.exercise.calculation import Calculation
from engine.exercise.slip import Wrongly
from engine.frozen import Array
from engine.written.quantity import Kind

MOST_SENDERS = 12  # of whose terms each one is suspected by itself


def others(count: int) -> range:
    """Return by how much numbers are rolled for each to come to another one's place."""
    return range(1, count) if count <= MOST_SENDERS else range(1, 2)


def is_square(now: Calculation, layer: int) -> bool:
    """Return whether the matrix of weights could be transposed by mistake."""
    sizes = now.experiment.network.sizes
    return sizes[layer - 1] == sizes[layer] > 1


def _plus_bias(now: Calculation, layer: int, total: Array) -> Array:
    bias = now.bias(layer)
    return total if bias is None else total + bias


def _terms(now: Calculation, layer: int) -> Array:
    """Return w a of every sender, (rows, units, senders), where they are not too many."""
    sent, weights = now.sent(layer), now.get(Kind.WEIGHT, layer)
    if len(weights[0]) > MOST_SENDERS:
        return np.empty((len(sent), len(weights), 0))
    return sent[:, None, :] * weights


def _without_bias(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    bias = now.bias(layer)
    if bias is not None:
        yield now.right(kind, layer) - bias


def _minus_bias(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    bias = now.bias(layer)
    if bias is not None:
        yield now.right(kind, layer) - 2 * bias


def _bias_of_another(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    bias = now.bias(layer)
    if bias is not None:
        for by in others(len(bias)):
            yield now.right(kind, layer) - bias + np.roll(bias, by)


def _one_term(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    terms = _terms(now, layer)
    for k in range(terms.shape[2]):
        yield _plus_bias(now, layer, terms[:, :, k])


def _term_left_out(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    terms = _terms(now, layer)
    for k in range(terms.shape[2]):
        yield now.right(kind, layer) - terms[:, :, k]


def _sign_of_term(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    """Count all weights as positive, then a negative term as a positive one, each by itself."""
    yield _plus_bias(now, layer, now.sent(layer) @ np.abs(now.get(Kind.WEIGHT, layer)).T)
    terms = _terms(now, layer)
    for k in range(terms.shape[2]):
        yield now.right(kind, layer) - 2 * np.minimum(terms[:, :, k], 0)


def _z_sent(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if layer > 1:
        sent = now.get(Kind.Z, layer - 1)
        yield _plus_bias(now, layer, sent @ now.get(Kind.WEIGHT, layer).T)


def activated_input(now: Calculation) -> Array | None:
    """Return the first layer's activation function of the inputs, None where it mixes them."""
    activation = now.activation(1)
    return activation.value(now.places.x) if activation.elementwise else None


def _input_activated(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    sent = activated_input(now) if layer == 1 else None
    if sent is not None:
        yield _plus_bias(now, layer, sent @ now.get(Kind.WEIGHT, layer).T)


def _transposed(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if is_square(now, layer):
        yield _plus_bias(now, layer, now.sent(layer) @ now.get(Kind.WEIGHT, layer))


def _weights_of_another(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    weights = now.get(Kind.WEIGHT, layer)
    for by in others(len(weights)):
        yield _plus_bias(now, layer, now.sent(layer) @ np.roll(weights, by, axis=0).T)
        yield np.roll(now.right(kind, layer), by, axis=1)


def _forgotten(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    yield now.get(Kind.Z, layer)


def _slope(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    z = now.get(Kind.Z, layer)
    yield now.activation(layer).derivative(z, now.activation(layer).value(z))


def _minus_z(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    yield now.activation(layer).value(-now.get(Kind.Z, layer))


def _twice(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    yield now.activation(layer).value(now.right(kind, layer))


def _another(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    mistaken = {"sigmoid": "tanh", "tanh": "sigmoid", "softmax": "sigmoid", "relu": "sigmoid"}
    name = mistaken.get(now.activation(layer).name)
    if name is not None:
        yield ACTIVATIONS[name].value(now.get(Kind.Z, layer))


def _not_normalised(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if now.activation(layer).name == "softmax":
        yield np.exp(now.get(Kind.Z, layer))


def _shares_of_z(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if now.activation(layer).name == "softmax":
        z = now.get(Kind.Z, layer)
        yield z / z.sum(axis=1, keepdims=True)


def _one_forgotten(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    """Leave out the 1 of a sigmoid: 1 / e^-z, or e^-z alone."""
    if now.activation(layer).name == "sigmoid":
        yield np.exp(now.get(Kind.Z, layer))
        yield np.exp(-now.get(Kind.Z, layer))


FORWARD: Mapping[str, Mapping[Kind, Wrongly]] = {
    "bias-forgotten": {Kind.Z: _without_bias},
    "bias-subtracted": {Kind.Z: _minus_bias},
    "other-bias": {Kind.Z: _bias_of_another},
    "one-term": {Kind.Z: _one_term},
    "term-left-out": {Kind.Z: _term_left_out},
    "sign-dropped": {Kind.Z: _sign_of_term},
    "z-for-a": {Kind.Z: _z_sent},
    "input-activated": {Kind.Z: _input_activated},
    "transposed": {Kind.Z: _transposed},
    "other-neuron": {Kind.Z: _weights_of_another},
    "activation-forgotten": {Kind.A: _forgotten},
    "slope-for-activation": {Kind.A: _slope},
    "exponent-sign": {Kind.A: _minus_z},
    "activated-twice": {Kind.A: _twice},
    "other-activation": {Kind.A: _another},
    "not-normalised": {Kind.A: _not_normalised},
    "shares-of-z": {Kind.A: _shares_of_z},
    "one-forgotten": {Kind.A: _one_forgotten},
}
