"""The same training step, taken by plain NumPy, scikit-learn, PyTorch and JAX.

Networks are of tanh, ending in tanh and half the squared error or in softmax and cross-entropy.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from itertools import cycle
from types import ModuleType
from typing import Any

import numpy as np

from engine.experiment import Experiment
from engine.frozen import Array


@dataclass(frozen=True, slots=True, eq=False)
class Stepper:
    """step: takes one step; flat: all parameters in our order, or None where they differ."""

    step: Callable[[], object]
    flat: Callable[[], Array] | None = None


def importable(name: str) -> ModuleType | None:
    """Return a module, or None where it is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return import_module(name)
        except ImportError:
            return None


def _layers(experiment: Experiment) -> list[tuple[Array, Array]]:
    first = experiment.first_parameters()
    layers = range(1, experiment.network.depth + 1)
    return [(np.array(first.weights(layer)), np.array(first.bias(layer))) for layer in layers]


def _flat(layers: list[tuple[Any, Any]]) -> Array:
    pairs = [np.column_stack([np.asarray(w), np.asarray(b)]).ravel() for w, b in layers]
    vector: Array = np.concatenate(pairs)
    return vector


def _ends_in_classes(experiment: Experiment) -> bool:
    return experiment.loss.name == "cross_entropy"


def numpy_layer_by_layer(experiment: Experiment) -> Stepper:
    """Return the step as a careful textbook writes it, with a new array for every result."""
    layers, classes = _layers(experiment), _ends_in_classes(experiment)
    inputs, targets = experiment.data.inputs, experiment.data.targets
    rate, last = experiment.training.learning_rate, len(layers) - 1
    size = experiment.training.batch_size or len(inputs)
    starts = cycle(range(0, len(inputs), size))

    def step() -> None:
        start = next(starts)
        x, y = inputs[start : start + size], targets[start : start + size]
        activations = [x]
        for i, (w, b) in enumerate(layers):
            z = activations[-1] @ w.T + b
            if i == last and classes:
                e = np.exp(z - z.max(axis=1, keepdims=True))
                activations.append(e / e.sum(axis=1, keepdims=True))
            else:
                activations.append(np.tanh(z))
        delta = (activations[-1] - y) / len(x)
        if not classes:
            delta = delta * (1 - activations[-1] ** 2)
        for i in range(last, -1, -1):
            w, b = layers[i]
            d_weights, d_bias = delta.T @ activations[i], delta.sum(axis=0)
            if i:
                delta = (delta @ w) * (1 - activations[i] ** 2)
            layers[i] = (w - rate * d_weights, b - rate * d_bias)

    return Stepper(step, lambda: _flat(layers))


def scikit_learn(experiment: Experiment) -> Stepper | None:
    """Return partial_fit; a regressor's output is the identity, which is one tanh less."""
    module = importable("sklearn.neural_network")
    if module is None:
        return None
    classes, x = _ends_in_classes(experiment), np.array(experiment.data.inputs)
    make = module.MLPClassifier if classes else module.MLPRegressor
    settings = {"solver": "sgd", "momentum": 0, "alpha": 0, "shuffle": False}
    model = make(
        hidden_layer_sizes=experiment.network.sizes[1:-1],
        activation="tanh",
        learning_rate_init=experiment.training.learning_rate,
        batch_size=len(x),
        **settings,
    )
    if not classes:
        target = np.array(experiment.data.targets).ravel()
        return Stepper(lambda: model.partial_fit(x, target))
    labels = experiment.data.targets.argmax(axis=1)
    known = np.arange(experiment.network.sizes[-1])
    return Stepper(lambda: model.partial_fit(x, labels, classes=known))


def pytorch(experiment: Experiment) -> Stepper | None:
    """Return an eager step of torch.nn.Sequential and torch.optim.SGD."""
    torch = importable("torch")
    if torch is None:
        return None
    torch.set_num_threads(1)  # its threads and those of OpenBLAS would starve each other
    classes, modules = _ends_in_classes(experiment), list[Any]()
    for w, b in _layers(experiment):
        linear = torch.nn.Linear(w.shape[1], w.shape[0], dtype=torch.float64)
        linear.weight.data, linear.bias.data = torch.tensor(w), torch.tensor(b)
        modules += [linear, torch.nn.Tanh()]
    model = torch.nn.Sequential(*(modules[:-1] if classes else modules))
    x = torch.tensor(np.array(experiment.data.inputs))
    y = torch.tensor(np.array(experiment.data.targets))
    labels = y.argmax(dim=1)
    optimizer = torch.optim.SGD(model.parameters(), lr=experiment.training.learning_rate)
    cross_entropy = torch.nn.functional.cross_entropy

    def step() -> None:
        optimizer.zero_grad()
        a = model(x)
        loss = cross_entropy(a, labels) if classes else ((a - y) ** 2).sum() / (2 * len(x))
        loss.backward()
        optimizer.step()

    def flat() -> Array:
        linears = modules[::2]
        return _flat([(m.weight.detach().numpy(), m.bias.detach().numpy()) for m in linears])

    return Stepper(step, flat)


def jax(experiment: Experiment) -> Stepper | None:
    """Return one jitted step that is given its parameters to overwrite."""
    module = importable("jax")
    if module is None:
        return None
    module.config.update("jax_enable_x64", True)
    jnp, classes = module.numpy, _ends_in_classes(experiment)
    x, y = jnp.array(experiment.data.inputs), jnp.array(experiment.data.targets)
    rate = experiment.training.learning_rate

    def cost(layers: Any) -> Any:  # noqa: ANN401  # JAX is not installed where types are checked
        a = x
        for w, b in layers[:-1]:
            a = jnp.tanh(a @ w.T + b)
        z = a @ layers[-1][0].T + layers[-1][1]
        if classes:
            return -(y * module.nn.log_softmax(z)).sum() / len(x)
        return ((jnp.tanh(z) - y) ** 2).sum() / (2 * len(x))

    def update(layers: Any) -> Any:  # noqa: ANN401
        return module.tree.map(lambda p, g: p - rate * g, layers, module.grad(cost)(layers))

    compiled = module.jit(update, donate_argnums=0)
    held = [[(jnp.array(w), jnp.array(b)) for w, b in _layers(experiment)]]

    def step() -> None:
        held[0] = module.block_until_ready(compiled(held[0]))

    return Stepper(step, lambda: _flat(held[0]))
