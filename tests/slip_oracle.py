"""A step worked out by somebody who makes one mistake: plain NumPy, nothing of the engine's passes.

Layers count from 1. A mistake has the name by which it should be found, and a layer in which it is
made, None for all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
}
SLOPES: dict[str, Callable[[Array], Array]] = {  # at z
    "identity": np.ones_like,
    "sigmoid": lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
    "tanh": lambda z: 1 / np.cosh(z) ** 2,
    "relu": lambda z: (z > 0).astype(float),
}
SLOPES_BY_A: dict[str, Callable[[Array], Array]] = {  # as they are written in a
    "sigmoid": lambda a: a * (1 - a),
    "tanh": lambda a: 1 - a * a,
}


@dataclass(frozen=True)
class Sheet:
    """What somebody has before them: weights (to, from) and biases of each layer, and samples."""

    weights: list[Array]
    biases: list[Array]
    activations: list[str]
    loss: str
    x: Array
    y: Array
    rate: float
    averaged: bool = True  # over the samples
    l2: float = 0.0


@dataclass(frozen=True)
class Blunder:
    """which: of several, such as the one path that is counted."""

    name: str
    layer: int | None = None
    which: int = 0


@dataclass(frozen=True)
class Worked:
    """All that was found; lists count from layer 1 at 0. loss: of each sample; what is of the batch
    is divided by its size where the losses are averaged.
    """

    z: list[Array]
    a: list[Array]
    loss: Array
    cost: float
    d_a: list[Array]
    delta: list[Array]
    d_weights: list[Array]
    d_biases: list[Array]
    new_weights: list[Array]
    new_biases: list[Array]


def work_out(sheet: Sheet, blunder: Blunder | None = None, follow: int = 0) -> Worked:
    """Return everything of a step; follow: the sample that somebody takes for the whole batch."""

    def makes(name: str, layer: int | None = None) -> bool:
        if blunder is None or blunder.name != name:
            return False
        return layer is None or blunder.layer in (None, layer)

    which = 0 if blunder is None else blunder.which
    depth = len(sheet.weights)
    zs: list[Array] = []
    activations: list[Array] = [sheet.x]
    for layer, (weights, bias) in enumerate(zip(sheet.weights, sheet.biases, strict=True), 1):
        sent = activations[-1]
        if makes("input-activated") and layer == 1:
            sent = FUNCTIONS[sheet.activations[0]](sent)
        if makes("z-for-a:sum", layer) and layer > 1:
            sent = zs[-1]
        used = weights.T if makes("transposed:sum", layer) else weights
        z = sent @ used.T
        if makes("sign-dropped:sum", layer):
            z = sent @ np.abs(weights).T
        if makes("term-left-out", layer):
            z = z - np.outer(sent[:, which], weights[:, which])
        if not makes("bias-forgotten", layer):
            z = z + bias
        a = _activated(sheet.activations[layer - 1], z)
        if makes("activation-forgotten", layer):
            a = z
        if makes("exponent-sign", layer):
            a = _activated(sheet.activations[layer - 1], -z)
        zs.append(z)
        activations.append(a)
    count, outputs = sheet.y.shape
    divisor = count if sheet.averaged else 1
    out = activations[-1]
    loss = _loss(sheet.loss, out, sheet.y)
    if makes("half-missing"):
        loss = 2 * loss
    if makes("outputs-added"):
        loss = loss * outputs
    if makes("outputs-averaged"):
        loss = loss / outputs
    cost = float(loss.sum()) / divisor
    cost = _blundered_cost(cost, loss, count, follow, makes)
    target = np.roll(sheet.y, 1, axis=1) if makes("other-output") else sheet.y
    d_a = _slope_of_loss(sheet.loss, out, target)
    if makes("error-reversed"):
        d_a = -d_a
    if makes("half-missing"):
        d_a = 2 * d_a
    if makes("two-missing"):
        d_a = d_a / 2
    if makes("outputs-added"):
        d_a = d_a * outputs
    if makes("outputs-averaged"):
        d_a = d_a / outputs
    d_as, deltas, d_weights, d_biases = ([] for _ in range(4))  # type: ignore[var-annotated]
    for layer in range(depth, 0, -1):
        name, z, a = sheet.activations[layer - 1], zs[layer - 1], activations[layer]
        delta = d_a if makes("slope-forgotten", layer) else _back(name, z, a, d_a)
        if makes("slope-at-activation", layer) and name in SLOPES:
            delta = d_a * SLOPES[name](a)
        if makes("z-for-a:slope", layer):
            delta = d_a * SLOPES_BY_A[name](z)
        if makes("slope-again", layer):
            delta = delta * SLOPES.get(name, lambda _, a=a: a * (1 - a))(z)
        if makes("error-forgotten", layer):
            delta = SLOPES[name](z)
        if makes("activation-for-slope", layer):
            delta = d_a * a
        sent = activations[layer - 1]
        gradient = delta.T @ sent / divisor
        bias_gradient = delta.sum(axis=0) / divisor
        gradient, bias_gradient = _blundered_gradient(
            sheet, layer, which, follow, makes, gradient, bias_gradient, delta, zs, activations
        )
        d_as.insert(0, d_a)
        deltas.insert(0, delta)
        d_weights.insert(0, gradient)
        d_biases.insert(0, bias_gradient)
        weights = sheet.weights[layer - 1]
        back = weights
        if makes("updated-weights", layer):
            back = weights - sheet.rate * (gradient + sheet.l2 * weights)
        if makes("transposed:back", layer):
            back = weights.T
        if makes("sign-dropped:back", layer):
            back = np.abs(weights)
        d_a = delta @ back
        if makes("one-path", layer):
            d_a = np.outer(delta[:, which], weights[which])
        if makes("weights-forgotten", layer):
            d_a = np.repeat(delta.sum(axis=1, keepdims=True), weights.shape[1], axis=1)
    new_weights, new_biases = [], []
    for weights, bias, by_weight, by_bias in zip(
        sheet.weights, sheet.biases, d_weights, d_biases, strict=True
    ):
        pull = 0.0 if makes("penalty-forgotten") else sheet.l2
        rate = 1.0 if makes("rate-forgotten") else sheet.rate
        sign = 1 if makes("gradient-added") else -1
        step, bias_step = sign * rate * (by_weight + pull * weights), sign * rate * by_bias
        old = 0 if makes("old-forgotten") else 1
        new_weights.append(old * weights + step)
        new_biases.append(old * bias + bias_step)
    return Worked(
        zs, activations[1:], loss, cost, d_as, deltas, d_weights, d_biases, new_weights, new_biases
    )


def _activated(name: str, z: Array) -> Array:
    if name != "softmax":
        return FUNCTIONS[name](z)
    raised = np.exp(z)
    shares: Array = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _back(name: str, z: Array, a: Array, d_a: Array) -> Array:
    if name != "softmax":
        return d_a * SLOPES[name](z)
    pulled: Array = a * (d_a - (a * d_a).sum(axis=1, keepdims=True))
    return pulled


def _loss(name: str, a: Array, y: Array) -> Array:
    """Return the loss of each sample, (samples,)."""
    squares = ((a - y) ** 2).sum(axis=1)
    logs = y * np.log(a) if name == "cross_entropy" else 0 * a
    if name == "binary_cross_entropy":
        logs = (y * np.log(a) + (1 - y) * np.log(1 - a)) / y.shape[1]
    losses: dict[str, Array] = {
        "half_squared_error": squares / 2,
        "squared_error": squares,
        "mean_squared_error": squares / y.shape[1],
    }
    log_losses: Array = -logs.sum(axis=1)
    return losses.get(name, log_losses)


def _slope_of_loss(name: str, a: Array, y: Array) -> Array:
    slopes: dict[str, Callable[[], Array]] = {
        "half_squared_error": lambda: a - y,
        "squared_error": lambda: 2 * (a - y),
        "mean_squared_error": lambda: 2 * (a - y) / y.shape[1],
        "binary_cross_entropy": lambda: (a - y) / (a * (1 - a)) / y.shape[1],
        "cross_entropy": lambda: -y / a,
    }
    return slopes[name]()


Makes = Callable[..., bool]


def _blundered_cost(cost: float, loss: Array, count: int, follow: int, makes: Makes) -> float:
    if makes("samples-added"):
        return float(loss.sum())
    if makes("samples-averaged"):
        return cost / count
    if makes("one-sample"):
        return float(loss[follow])
    if makes("common-logarithm"):
        return cost / float(np.log(10))
    return cost


def _blundered_gradient(
    sheet: Sheet,
    layer: int,
    which: int,
    follow: int,
    makes: Makes,
    gradient: Array,
    bias_gradient: Array,
    delta: Array,
    zs: list[Array],
    activations: list[Array],
) -> tuple[Array, Array]:
    """Return the gradients of a layer's weights and biases with a mistake made in them."""
    count = len(sheet.x)
    divisor = count if sheet.averaged else 1
    sent, mean = activations[layer - 1], delta.sum(axis=0) / divisor
    if makes("samples-added"):
        return gradient * divisor, bias_gradient * divisor
    if makes("samples-averaged"):
        return gradient / count, bias_gradient / count
    if makes("one-sample"):
        return np.outer(delta[follow], sent[follow]), delta[follow]
    if makes("rate-included", layer):
        return gradient * sheet.rate, bias_gradient * sheet.rate
    if makes("activation-left-out", layer):
        return np.repeat(mean[:, None], sent.shape[1], axis=1), bias_gradient
    if makes("other-sender", layer):
        return np.roll(gradient, 1 + which, axis=1), bias_gradient
    if makes("other-neuron", layer):
        return np.roll(gradient, 1 + which, axis=0), bias_gradient
    if makes("receiver-for-sender", layer):
        own = (delta * activations[layer]).sum(axis=0) / divisor
        return np.repeat(own[:, None], sent.shape[1], axis=1), bias_gradient
    if makes("weight-for-activation", layer):
        return mean[:, None] * sheet.weights[layer - 1], bias_gradient
    if makes("z-for-a:gradient", layer) and layer > 1:
        return delta.T @ zs[layer - 2] / divisor, bias_gradient
    if makes("input-activated:gradient") and layer == 1:
        return delta.T @ FUNCTIONS[sheet.activations[0]](sheet.x) / divisor, bias_gradient
    return gradient, bias_gradient
