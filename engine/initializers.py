"""First weights: how each scheme draws them."""

from __future__ import annotations  # numpy.random is loaded by those who draw

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from engine.frozen import Array
from engine.network import Parameters, of_layers
from engine.shape import NetworkShape

CONSTANT = 0.5  # every weight the same: the classic way to learn nothing, worth showing

if TYPE_CHECKING:
    Draw = Callable[[np.random.Generator, int, int], Array]


def _uniform(limit: Callable[[int, int], float]) -> Draw:
    def draw(generator: np.random.Generator, units: int, inputs: int) -> Array:
        bound = limit(inputs, units)
        return generator.uniform(-bound, bound, size=(units, inputs))

    return draw


def _normal(deviation: Callable[[int, int], float]) -> Draw:
    def draw(generator: np.random.Generator, units: int, inputs: int) -> Array:
        return generator.normal(0.0, deviation(inputs, units), size=(units, inputs))

    return draw


INITIALIZERS: dict[str, Draw] = {
    "zeros": lambda generator, units, inputs: np.zeros((units, inputs)),
    "constant": lambda generator, units, inputs: np.full((units, inputs), CONSTANT),
    "uniform": _uniform(lambda inputs, units: 1.0),
    "normal": _normal(lambda inputs, units: 1.0),
    # Glorot and Bengio 2010
    "xavier_uniform": _uniform(lambda inputs, units: float(np.sqrt(6 / (inputs + units)))),
    "xavier_normal": _normal(lambda inputs, units: float(np.sqrt(2 / (inputs + units)))),
    # He et al. 2015
    "he_uniform": _uniform(lambda inputs, units: float(np.sqrt(6 / inputs))),
    "he_normal": _normal(lambda inputs, units: float(np.sqrt(2 / inputs))),
    # LeCun et al. 1998
    "lecun_normal": _normal(lambda inputs, units: float(np.sqrt(1 / inputs))),
}


def draw_parameters(scheme: str, seed: int, shape: NetworkShape) -> Parameters:
    """Return first parameters of this shape: weights by the scheme, biases zero."""
    generator = np.random.default_rng(seed)
    draw = INITIALIZERS[scheme]
    sizes = shape.sizes
    weights = [draw(generator, sizes[layer], sizes[layer - 1]) for layer in shape.layers]
    biases = [np.zeros(sizes[layer]) if shape.has_bias(layer) else None for layer in shape.layers]
    return of_layers(weights, biases)
