"""An independent implementation of numbers.md: lists and loops, nothing of the engine."""

from dataclasses import dataclass, field

from tests.oracle_functions import (
    Matrix,
    Vector,
    activated,
    loss_slopes,
    pulled_back,
    sample_loss,
    sign,
)
from tests.oracle_optimizers import Memory, moved


@dataclass
class Layer:
    """weights[j][k] leads from neuron k of the layer before to neuron j; biases: None for none."""

    activation: str
    weights: Matrix
    biases: Vector | None


@dataclass
class Rules:
    """How a network is trained; memories belong to (layer, neuron, source), None for a bias."""

    loss: str
    rate: float
    optimizer: str = "sgd"
    train_biases: bool = True
    in_place: bool = False
    l1: float = 0.0
    l2: float = 0.0
    reduction: str = "mean"
    memories: dict[tuple[int, int, int | None], Memory] = field(default_factory=dict)


@dataclass
class Step:
    """Everything of one step; z, a, d_a and delta are indexed [layer][sample][neuron]."""

    loss: float
    loss_after: float
    penalty: float
    z: list[Matrix]
    a: list[Matrix]
    d_a: list[Matrix]
    delta: list[Matrix]
    d_weights: list[Matrix]
    d_biases: list[Vector | None]
    after: list[Layer]


def forward(layers: list[Layer], x: Vector) -> tuple[list[Vector], list[Vector]]:
    """Return z and a of every layer for one sample."""
    zs, activations, below = [], [], x
    for layer in layers:
        z = [
            (layer.biases[j] if layer.biases else 0.0)
            + sum(w * value for w, value in zip(row, below, strict=True))
            for j, row in enumerate(layer.weights)
        ]
        below = activated(layer.activation, z)
        zs.append(z)
        activations.append(below)
    return zs, activations


def cost(layers: list[Layer], rules: Rules, inputs: Matrix, targets: Matrix) -> float:
    """Return the mean or the sum of the samples' losses."""
    total = 0.0
    for x, y in zip(inputs, targets, strict=True):
        zs, activations = forward(layers, x)
        total += sample_loss(rules.loss, zs[-1], activations[-1], y)
    return total / len(inputs) if rules.reduction == "mean" else total


def penalty(layers: list[Layer], rules: Rules) -> float:
    weights = [w for layer in layers for row in layer.weights for w in row]
    squares, sizes = sum(w**2 for w in weights), sum(abs(w) for w in weights)
    return rules.l2 / 2 * squares + rules.l1 * sizes


def train_step(layers: list[Layer], rules: Rules, inputs: Matrix, targets: Matrix) -> Step:
    """Return one step on a batch, the layers from the last to the first, sample by sample."""
    batch, depth = range(len(inputs)), len(layers)
    runs = [forward(layers, x) for x in inputs]
    z = [[zs[i] for zs, _ in runs] for i in range(depth)]
    a = [[activations[i] for _, activations in runs] for i in range(depth)]
    step = Step(
        loss=cost(layers, rules, inputs, targets),
        loss_after=0.0,
        penalty=penalty(layers, rules),
        z=z,
        a=a,
        d_a=[[] for _ in layers],
        delta=[[] for _ in layers],
        d_weights=[[] for _ in layers],
        d_biases=[None for _ in layers],
        after=list(layers),
    )
    divisor = len(inputs) if rules.reduction == "mean" else 1
    d_a = [
        [slope / divisor for slope in loss_slopes(rules.loss, z[-1][n], a[-1][n], targets[n])]
        for n in batch
    ]
    for i in reversed(range(depth)):
        delta = [pulled_back(layers[i].activation, z[i][n], d_a[n]) for n in batch]
        below = inputs if i == 0 else a[i - 1]
        units, sources = range(len(layers[i].weights)), range(len(below[0]))
        step.d_a[i], step.delta[i] = d_a, delta
        step.d_weights[i] = [
            [sum(delta[n][j] * below[n][k] for n in batch) for k in sources] for j in units
        ]
        if layers[i].biases is not None:
            step.d_biases[i] = [sum(delta[n][j] for n in batch) for j in units]
        step.after[i] = updated(layers[i], i, step, rules)
        rows = (step.after[i] if rules.in_place else layers[i]).weights
        d_a = [[sum(delta[n][j] * rows[j][k] for j in units) for k in sources] for n in batch]
    step.loss_after = cost(step.after, rules, inputs, targets)
    return step


def updated(layer: Layer, i: int, step: Step, rules: Rules) -> Layer:
    """Return a layer after the optimiser's step along the gradient of cost and penalty."""

    def new(j: int, k: int | None, value: float, gradient: float) -> float:
        memory = rules.memories.setdefault((i, j, k), Memory())
        return moved(rules.optimizer, rules.rate, value, gradient, memory)

    weights = [
        [
            new(j, k, w, step.d_weights[i][j][k] + rules.l2 * w + rules.l1 * sign(w))
            for k, w in enumerate(row)
        ]
        for j, row in enumerate(layer.weights)
    ]
    d_biases = step.d_biases[i]
    if layer.biases is None or d_biases is None or not rules.train_biases:
        return Layer(layer.activation, weights, layer.biases)
    moved_biases = [new(j, None, b, d_biases[j]) for j, b in enumerate(layer.biases)]
    return Layer(layer.activation, weights, moved_biases)


def batches(samples: int, size: int, steps: int) -> list[list[int]]:
    """Return which samples the first steps see: slices in order, the last of an epoch shorter."""
    epoch = [list(range(samples))[start : start + size] for start in range(0, samples, size)]
    return [epoch[step % len(epoch)] for step in range(steps)]


def train(
    layers: list[Layer], rules: Rules, inputs: Matrix, targets: Matrix, size: int, steps: int
) -> list[Layer]:
    """Return the layers after so many steps."""
    for chosen in batches(len(inputs), size, steps):
        rows, wanted = [inputs[n] for n in chosen], [targets[n] for n in chosen]
        layers = train_step(layers, rules, rows, wanted).after
    return layers
