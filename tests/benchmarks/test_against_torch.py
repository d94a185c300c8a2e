"""PyTorch, where it is installed, finds the same gradients and takes the same steps."""

from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.experiment import Experiment, Training
from engine.frozen import Array
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.run.training import Run
from tests.networks import random_experiment

STEPS, RATE = 100, 0.01


def installed_torch() -> ModuleType | None:
    try:
        torch = import_module("torch")
    except ImportError:
        print("torch is not installed")
        return None
    torch.set_default_dtype(torch.float64)
    return torch


def activated(torch: ModuleType, name: str, z: Any) -> Any:  # noqa: ANN401  # torch has no types here
    functional = torch.nn.functional
    return {
        "identity": lambda: z,
        "sigmoid": lambda: torch.sigmoid(z),
        "tanh": lambda: torch.tanh(z),
        "relu": lambda: torch.relu(z),
        "leaky_relu": lambda: functional.leaky_relu(z),
        "elu": lambda: functional.elu(z),
        "softplus": lambda: functional.softplus(z, threshold=700),
        "silu": lambda: functional.silu(z),
        "gelu": lambda: functional.gelu(z, approximate="tanh"),
        "softmax": lambda: torch.softmax(z, dim=1),
    }[name]()


def cost(torch: ModuleType, name: str, z: Any, a: Any, y: Any) -> Any:  # noqa: ANN401
    functional = torch.nn.functional
    return {
        "half_squared_error": lambda: ((a - y) ** 2).sum(1).mean() / 2,
        "squared_error": lambda: ((a - y) ** 2).sum(1).mean(),
        "mean_squared_error": lambda: functional.mse_loss(a, y),
        "mean_absolute_error": lambda: functional.l1_loss(a, y),
        "huber": lambda: functional.huber_loss(a, y),
        "binary_cross_entropy": lambda: functional.binary_cross_entropy_with_logits(z, y),
        "cross_entropy": lambda: functional.cross_entropy(z, y),
    }[name]()


def optimizer_of(torch: ModuleType, name: str, parameters: list[Any]) -> Any:  # noqa: ANN401
    optim = torch.optim
    return {
        "sgd": lambda: optim.SGD(parameters, lr=RATE),
        "momentum": lambda: optim.SGD(parameters, lr=RATE, momentum=0.9),
        "nesterov": lambda: optim.SGD(parameters, lr=RATE, momentum=0.9, nesterov=True),
        "adagrad": lambda: optim.Adagrad(parameters, lr=RATE),
        "rmsprop": lambda: optim.RMSprop(parameters, lr=RATE),
        "adam": lambda: optim.Adam(parameters, lr=RATE),
        "adamw": lambda: optim.AdamW(parameters, lr=RATE),
    }[name]()


class TorchRun:
    """The same network in PyTorch: parameters are [W, b, W, b, ...]."""

    def __init__(self, torch: ModuleType, experiment: Experiment) -> None:
        self.torch, self.experiment = torch, experiment
        first = experiment.first_parameters()
        self.parameters = [
            torch.tensor(np.array(values), requires_grad=True)
            for layer in range(1, experiment.network.depth + 1)
            for values in (first.weights(layer), first.bias(layer))
        ]
        self.x = torch.tensor(np.array(experiment.data.inputs))
        self.y = torch.tensor(np.array(experiment.data.targets))

    def cost(self) -> Any:  # noqa: ANN401
        z, a = self.x, self.x
        for i, plan in enumerate(self.experiment.network.layers):
            z = a @ self.parameters[2 * i].T + self.parameters[2 * i + 1]
            a = activated(self.torch, plan.activation.name, z)
        loss = cost(self.torch, self.experiment.loss.name, z, a, self.y)
        penalty = self.experiment.penalty
        for weights in self.parameters[::2]:
            loss = loss + penalty.l2 / 2 * (weights**2).sum() + penalty.l1 * weights.abs().sum()
        return loss

    def gradient(self) -> Array:
        self.cost().backward()
        return flat([parameter.grad.numpy() for parameter in self.parameters])

    def train(self, steps: int) -> Array:
        name = self.experiment.training.optimizer.name
        optimizer = optimizer_of(self.torch, name, self.parameters)
        for _ in range(steps):
            optimizer.zero_grad()
            self.cost().backward()
            optimizer.step()
        return flat([parameter.detach().numpy() for parameter in self.parameters])


def flat(arrays: list[Array]) -> Array:
    pairs = zip(arrays[::2], arrays[1::2], strict=True)
    vector: Array = np.concatenate([np.column_stack(pair).ravel() for pair in pairs])
    return vector


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_hundred_steps_of_every_optimiser(name: str) -> None:
    torch = installed_torch()
    if torch is None:
        return
    training = Training(RATE, None, optimizer=OPTIMIZERS[name])
    experiment = random_experiment(7, (3, 5, 4, 2), "gelu", "sigmoid", training=training)
    experiment = replace(experiment, penalty=replace(experiment.penalty, l1=1e-3, l2=1e-2))
    run = Run(experiment)
    assert run.advance(STEPS) == STEPS
    apart = np.abs(run.parameters(STEPS).flat - TorchRun(torch, experiment).train(STEPS)).max()
    print(f"{name}: {STEPS} steps, at most {apart:.1e} apart")
    assert apart < 1e-9


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_gradient(activation: str, loss: str) -> None:
    torch = installed_torch()
    if torch is None:
        return
    hidden = activation if ACTIVATIONS[activation].elementwise else "tanh"
    output = LOSSES[loss].activation or activation
    experiment = random_experiment(11, (3, 5, 4, 3), hidden, output, loss)
    ours = Run(experiment).trace(0).gradient.flat
    apart = np.abs(ours - TorchRun(torch, experiment).gradient()).max()
    print(f"{activation}, {loss}: at most {apart:.1e} apart")
    assert apart < 1e-12


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "elu", "silu", "gelu", "softplus"])
def test_the_derivative_at_zero(activation: str) -> None:
    torch = installed_torch()
    if torch is None:
        return
    z = torch.zeros(1, requires_grad=True)
    activated(torch, activation, z).sum().backward()
    ours = ACTIVATIONS[activation].derivative(
        np.zeros(1), ACTIVATIONS[activation].value(np.zeros(1))
    )
    assert float(z.grad) == pytest.approx(float(ours[0]), abs=1e-15)
