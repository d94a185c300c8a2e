"""PyTorch's documented optimiser formulas, one number at a time; nothing of the engine.

https://docs.pytorch.org/docs/stable/optim.html: the algorithm boxes of SGD, Adagrad, RMSprop,
Adam and AdamW, with their names (b, v, m) and their default settings.
"""

from dataclasses import dataclass
from math import sqrt


@dataclass
class Memory:
    """What is remembered of one parameter; t counts its steps from 1."""

    t: int = 0
    b: float = 0.0  # momentum buffer
    m: float = 0.0  # first moment
    v: float = 0.0  # second moment, or Adagrad's sum of squares


def moved(name: str, rate: float, p: float, g: float, memory: Memory) -> float:
    """Return a parameter after one step; its memory is brought up to date."""
    memory.t += 1
    if name == "sgd":
        return p - rate * g
    if name in ("momentum", "nesterov"):
        memory.b = g if memory.t == 1 else 0.9 * memory.b + g
        return p - rate * (memory.b if name == "momentum" else g + 0.9 * memory.b)
    if name == "adagrad":
        memory.v += g**2
        return p - rate * g / (sqrt(memory.v) + 1e-10)
    if name == "rmsprop":
        memory.v = 0.99 * memory.v + (1 - 0.99) * g**2
        return p - rate * g / (sqrt(memory.v) + 1e-8)
    assert name in ("adam", "adamw")
    if name == "adamw":
        p = p - rate * 0.01 * p
    memory.m = 0.9 * memory.m + (1 - 0.9) * g
    memory.v = 0.999 * memory.v + (1 - 0.999) * g**2
    m_hat = memory.m / (1 - 0.9**memory.t)
    v_hat = memory.v / (1 - 0.999**memory.t)
    return p - rate * m_hat / (sqrt(v_hat) + 1e-8)
