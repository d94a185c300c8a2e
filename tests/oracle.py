"""An independent implementation of numbers.md: lists and loops, nothing of the engine."""

from dataclasses import dataclass
from math import exp, log, tanh

Vector = list[float]
Matrix = list[list[float]]


@dataclass
class Layer:
    """weights[j][k] leads from neuron k of the layer before to neuron j."""

    activation: str
    weights: Matrix
    biases: Vector


@dataclass
class Step:
    """Everything of one step; z, a, d_a and delta are indexed [layer][sample][neuron]."""

    loss: float
    loss_after: float
    z: list[Matrix]
    a: list[Matrix]
    d_a: list[Matrix]
    delta: list[Matrix]
    d_weights: list[Matrix]
    d_biases: list[Vector]
    after: list[Layer]


def activation(name: str, z: float) -> float:
    if name == "sigmoid":
        return 1 / (1 + exp(-z)) if z >= 0 else exp(z) / (1 + exp(z))
    return {"identity": z, "tanh": tanh(z), "relu": max(z, 0.0)}[name]


def slope(name: str, z: float) -> float:
    if name == "sigmoid":
        return exp(-abs(z)) / (1 + exp(-abs(z))) ** 2
    if name == "tanh":
        return 4 * exp(-2 * abs(z)) / (1 + exp(-2 * abs(z))) ** 2
    return {"identity": 1.0, "relu": 1.0 if z > 0 else 0.0}[name]


def sample_loss(name: str, z: Vector, a: Vector, y: Vector) -> float:
    if name == "half_squared_error":
        return sum((aj - yj) ** 2 / 2 for aj, yj in zip(a, y, strict=True))
    if name == "mean_squared_error":
        return sum((aj - yj) ** 2 for aj, yj in zip(a, y, strict=True)) / len(a)
    assert name == "binary_cross_entropy"
    each = (
        yj * log_one_plus_exp(-zj) + (1 - yj) * log_one_plus_exp(zj)
        for zj, yj in zip(z, y, strict=True)
    )
    return sum(each) / len(z)


def log_one_plus_exp(z: float) -> float:
    return log(1 + exp(z)) if z < 30 else z + exp(-z)


def loss_slope(name: str, z: float, a: float, y: float, outputs: int) -> float:
    """Return the derivative of one sample's loss by one output."""
    if name == "half_squared_error":
        return a - y
    if name == "mean_squared_error":
        return 2 * (a - y) / outputs
    assert name == "binary_cross_entropy"
    return (-y * (1 + exp(-z)) + (1 - y) * (1 + exp(z))) / outputs


def forward(layers: list[Layer], x: Vector) -> tuple[list[Vector], list[Vector]]:
    """Return z and a of every layer for one sample."""
    zs, activations, below = [], [], x
    for layer in layers:
        z = [
            bias + sum(w * value for w, value in zip(row, below, strict=True))
            for row, bias in zip(layer.weights, layer.biases, strict=True)
        ]
        below = [activation(layer.activation, value) for value in z]
        zs.append(z)
        activations.append(below)
    return zs, activations


def cost(layers: list[Layer], loss: str, inputs: Matrix, targets: Matrix) -> float:
    """Return the mean of the samples' losses."""
    total = 0.0
    for x, y in zip(inputs, targets, strict=True):
        zs, activations = forward(layers, x)
        total += sample_loss(loss, zs[-1], activations[-1], y)
    return total / len(inputs)


def backward(
    layers: list[Layer], loss: str, zs: list[Vector], outputs: Vector, y: Vector, batch: int
) -> tuple[list[Vector], list[Vector]]:
    """Return dC/da and dC/dz of every layer for one sample of a batch."""
    d_as: list[Vector] = [[] for _ in layers]
    deltas: list[Vector] = [[] for _ in layers]
    for i in reversed(range(len(layers))):
        for j, z in enumerate(zs[i]):
            if i == len(layers) - 1:
                d_a = loss_slope(loss, z, outputs[j], y[j], len(y)) / batch
            else:
                rows = layers[i + 1].weights
                d_a = sum(deltas[i + 1][k] * rows[k][j] for k in range(len(rows)))
            d_as[i].append(d_a)
            deltas[i].append(d_a * slope(layers[i].activation, z))
    return d_as, deltas


def train_step(
    layers: list[Layer],
    loss: str,
    inputs: Matrix,
    targets: Matrix,
    rate: float,
    train_biases: bool,
) -> Step:
    """Return one step of gradient descent on a batch."""
    batch, depth = len(inputs), range(len(layers))
    runs = [forward(layers, x) for x in inputs]
    backs = [
        backward(layers, loss, zs, activations[-1], y, batch)
        for (zs, activations), y in zip(runs, targets, strict=True)
    ]
    d_weights = [[[0.0] * len(row) for row in layer.weights] for layer in layers]
    d_biases = [[0.0] * len(layer.biases) for layer in layers]
    for n in range(batch):
        for i in depth:
            below = inputs[n] if i == 0 else runs[n][1][i - 1]
            for j, delta in enumerate(backs[n][1][i]):
                d_biases[i][j] += delta
                for k, value in enumerate(below):
                    d_weights[i][j][k] += delta * value
    after = [
        descended(layers[i], d_weights[i], d_biases[i], rate, rate if train_biases else 0.0)
        for i in depth
    ]
    return Step(
        loss=cost(layers, loss, inputs, targets),
        loss_after=cost(after, loss, inputs, targets),
        z=[[zs[i] for zs, _ in runs] for i in depth],
        a=[[activations[i] for _, activations in runs] for i in depth],
        d_a=[[d_as[i] for d_as, _ in backs] for i in depth],
        delta=[[deltas[i] for _, deltas in backs] for i in depth],
        d_weights=d_weights,
        d_biases=d_biases,
        after=after,
    )


def descended(
    layer: Layer, d_weights: Matrix, d_biases: Vector, rate: float, bias_rate: float
) -> Layer:
    """Return a layer after new = old - rate x gradient."""
    weights = [
        [w - rate * d for w, d in zip(row, d_row, strict=True)]
        for row, d_row in zip(layer.weights, d_weights, strict=True)
    ]
    biases = [b - bias_rate * d for b, d in zip(layer.biases, d_biases, strict=True)]
    return Layer(layer.activation, weights, biases)


def batches(samples: int, size: int, steps: int) -> list[list[int]]:
    """Return which samples the first steps see: slices in order, the last of an epoch shorter."""
    epoch = [list(range(samples))[start : start + size] for start in range(0, samples, size)]
    return [epoch[step % len(epoch)] for step in range(steps)]


def train(
    layers: list[Layer],
    loss: str,
    inputs: Matrix,
    targets: Matrix,
    rate: float,
    train_biases: bool,
    size: int,
    steps: int,
) -> list[Layer]:
    """Return the layers after so many steps."""
    for chosen in batches(len(inputs), size, steps):
        rows, wanted = [inputs[n] for n in chosen], [targets[n] for n in chosen]
        layers = train_step(layers, loss, rows, wanted, rate, train_biases).after
    return layers
