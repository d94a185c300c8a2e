"""Samples drawn from a formula: classes to be told apart, and curves to be followed."""

from __future__ import annotations  # numpy.random is loaded by those who draw

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from engine.frozen import Array

if TYPE_CHECKING:
    Draw = Callable[[np.random.Generator, int, float], tuple[Array, Array]]


class DataGenerator(Struct, frozen=True, eq=False):
    """A source of samples.

    draw: (generator, samples, noise) -> x of shape (samples, inputs), y of (samples, targets);
    noise is the standard deviation of what is added to x of classes and to y of curves. formula:
    of a curve, y from x without noise.
    """

    name: str
    inputs: int
    targets: int
    draw: Draw
    formula: Callable[[Array], Array] | None = None


def _alternating(samples: int, classes: int = 2) -> Array:
    """Return class numbers 0, 1, ..., 0, 1, ...: every class equally often, (samples,)."""
    numbers: Array = np.arange(samples, dtype=np.float64) % classes
    return numbers


def _noisy(generator: np.random.Generator, x: Array, noise: float) -> Array:
    noisy: Array = x + noise * generator.standard_normal(x.shape)
    return noisy


def _linear(generator: np.random.Generator, samples: int, noise: float) -> tuple[Array, Array]:
    """Return points of the square [-1, 1]^2, of class 1 above the line x1 + x2 = 0."""
    x = generator.uniform(-1, 1, size=(samples, 2))
    y = (x.sum(axis=1) > 0).astype(np.float64)
    return _noisy(generator, x, noise), y[:, None]


def _xor(generator: np.random.Generator, samples: int, noise: float) -> tuple[Array, Array]:
    """Return points of the square [-1, 1]^2, of class 1 where their signs differ."""
    x = generator.uniform(-1, 1, size=(samples, 2))
    y = (x[:, 0] * x[:, 1] < 0).astype(np.float64)
    return _noisy(generator, x, noise), y[:, None]


def _moons(generator: np.random.Generator, samples: int, noise: float) -> tuple[Array, Array]:
    """Return two half circles of radius 1, the second turned over and moved by (1, -0.5)."""
    label = _alternating(samples)
    angle = generator.uniform(0, np.pi, size=samples)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1 - np.cos(angle), 0.5 - np.sin(angle)])
    x = np.where(label[:, None] == 0, upper, lower)
    return _noisy(generator, x, noise), label[:, None]


def _around(generator: np.random.Generator, radius: Array) -> Array:
    angle = generator.uniform(0, 2 * np.pi, size=len(radius))
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _circles(generator: np.random.Generator, samples: int, noise: float) -> tuple[Array, Array]:
    """Return two circles around the origin: class 0 of radius 1, class 1 of radius 0.5."""
    label = _alternating(samples)
    x = _around(generator, 1 - 0.5 * label)
    return _noisy(generator, x, noise), label[:, None]


def _spirals(generator: np.random.Generator, samples: int, noise: float) -> tuple[Array, Array]:
    """Return two spirals of one and a half turns from the origin to radius 1, opposite."""
    label = _alternating(samples)
    share = generator.uniform(0.05, 1, size=samples)
    angle = 3 * np.pi * share + np.pi * label
    x = np.column_stack([share * np.cos(angle), share * np.sin(angle)])
    return _noisy(generator, x, noise), label[:, None]


def _gaussians(generator: np.random.Generator, samples: int, noise: float) -> tuple[Array, Array]:
    """Return two clouds around (-1, -1) and (1, 1) with a standard deviation of 0.4 + noise."""
    label = _alternating(samples)
    centre = (2 * label - 1)[:, None] * np.ones(2)
    return _noisy(generator, centre, 0.4 + noise), label[:, None]


def _rings(generator: np.random.Generator, samples: int, noise: float) -> tuple[Array, Array]:
    """Return three rings of radius 1/3, 2/3 and 1; the target is one-hot from the inside out."""
    label = _alternating(samples, 3)
    x = _around(generator, (label + 1) / 3)
    return _noisy(generator, x, noise), np.eye(3)[label.astype(int)]


def _curve(name: str, formula: Callable[[Array], Array]) -> DataGenerator:
    def draw(generator: np.random.Generator, samples: int, noise: float) -> tuple[Array, Array]:
        x = generator.uniform(-1, 1, size=(samples, 1))
        return x, _noisy(generator, formula(x), noise)

    return DataGenerator(name, 1, 1, draw, formula)


def _step(x: Array) -> Array:
    return np.where(x > 0, 1.0, 0.0)


def _polynomial(x: Array) -> Array:
    """Return 0.5 - x - x^2 + 2 x^3."""
    return 0.5 - x - x**2 + 2 * x**3


GENERATORS = {
    generator.name: generator
    for generator in (
        DataGenerator("linear", 2, 1, _linear),
        DataGenerator("xor", 2, 1, _xor),
        DataGenerator("moons", 2, 1, _moons),
        DataGenerator("circles", 2, 1, _circles),
        DataGenerator("spirals", 2, 1, _spirals),
        DataGenerator("gaussians", 2, 1, _gaussians),
        DataGenerator("rings", 2, 3, _rings),
        _curve("sine", lambda x: np.sin(np.pi * x)),
        _curve("step", _step),
        _curve("polynomial", _polynomial),
    )
}


def generate(name: str, samples: int, noise: float, seed: int) -> tuple[Array, Array]:
    """Return inputs and targets; the same arguments always give the same samples.

    Some are not finite where the noise is too large.
    """
    with np.errstate(over="ignore"):
        return GENERATORS[name].draw(np.random.default_rng(seed), samples, noise)
