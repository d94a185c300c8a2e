"""The calls that several optimisers make on a tape, without making new arrays."""

from functools import partial

import numpy as np

from engine.frozen import Array
from engine.functions.activation import Op
from engine.functions.optimizer import Part, Rate


def scaled(x: Array, factor: Rate, into: Array) -> Op:
    """Return into = factor x."""
    return partial(np.multiply, x, np.array(factor), into)


def descend(part: Part, direction: Array, rate: Rate) -> list[Op]:
    """Return p = p - rate x direction, by way of u."""
    return [scaled(direction, rate, part.u), partial(np.subtract, part.p, part.u, part.p)]


def descend_over(part: Part, x: Array, rate: Rate, square: Array, eps: float) -> list[Op]:
    """Return p = p - rate x / (sqrt(square) + eps), by way of t and u."""
    p, t, u = part.p, part.t, part.u
    return [
        partial(np.sqrt, square, t),
        partial(np.add, t, np.array(eps), t),
        scaled(x, rate, u),
        partial(np.divide, u, t, u),
        partial(np.subtract, p, u, p),
    ]


def average_square(part: Part, square: Array, x: Array, share: float) -> list[Op]:
    """Return square = share x square + (1 - share) x x, by way of t."""
    return [
        scaled(square, share, square),
        scaled(x, 1 - share, part.t),
        partial(np.multiply, part.t, x, part.t),
        partial(np.add, square, part.t, square),
    ]
