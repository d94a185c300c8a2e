"""PyTorch's documented optimiser formulas, one number at a time; nothing of the engine.

https://docs.pytorch.org/docs/stable/optim.html: the algorithm boxes of SGD, Adagrad, RMSprop,
Adadelta, Adam and AdamW, with their names (b, v, u, m) and their default settings.
"""

from dataclasses import dataclass
from math import sqrt

USUAL = {
    "momentum": {"momentum": 0.9},
    "nesterov": {"momentum": 0.9},
    "adagrad": {"eps": 1e-10},
    "adadelta": {"rho": 0.9, "eps": 1e-6},
    "rmsprop": {"alpha": 0.99, "eps": 1e-8},
    "adam": {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
    "adamw": {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "decay": 0.01},
}


@dataclass
class Memory:
    """What is remembered of one parameter; t counts its steps from 1."""

    t: int = 0
    b: float = 0.0  # momentum buffer
    m: float = 0.0  # first moment
    v: float = 0.0  # second moment, or Adagrad's sum of squares
    u: float = 0.0  # Adadelta's moment of its own changes


def moved(
    name: str,
    rate: float,
    p: float,
    g: float,
    memory: Memory,
    settings: dict[str, float] | None = None,
) -> float:
    """Return a parameter after one step; its memory is brought up to date."""
    memory.t += 1
    of = USUAL.get(name, {}) | (settings or {})
    if name == "sgd":
        return p - rate * g
    if name in ("momentum", "nesterov"):
        mu = of["momentum"]
        memory.b = g if memory.t == 1 else mu * memory.b + g
        return p - rate * (memory.b if name == "momentum" else g + mu * memory.b)
    if name == "adagrad":
        memory.v += g**2
        return p - rate * g / (sqrt(memory.v) + of["eps"])
    if name == "adadelta":
        memory.v = memory.v * of["rho"] + g**2 * (1 - of["rho"])
        delta = sqrt(memory.u + of["eps"]) / sqrt(memory.v + of["eps"]) * g
        memory.u = memory.u * of["rho"] + delta**2 * (1 - of["rho"])
        return p - rate * delta
    if name == "rmsprop":
        memory.v = of["alpha"] * memory.v + (1 - of["alpha"]) * g**2
        return p - rate * g / (sqrt(memory.v) + of["eps"])
    assert name in ("adam", "adamw")
    if name == "adamw":
        p = p - rate * of["decay"] * p
    memory.m = of["beta1"] * memory.m + (1 - of["beta1"]) * g
    memory.v = of["beta2"] * memory.v + (1 - of["beta2"]) * g**2
    m_hat = memory.m / (1 - of["beta1"] ** memory.t)
    v_hat = memory.v / (1 - of["beta2"] ** memory.t)
    return p - rate * m_hat / (sqrt(v_hat) + of["eps"])
