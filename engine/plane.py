"""The loss over two directions through parameter space."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from engine.backprop import StepTrace, cost
from engine.frozen import Array, freeze
from engine.losses import Loss
from engine.network import NetworkPlan, Parameters, flat_index, of_flat, weight_mask

Places = npt.NDArray[np.intp]

_FINEST = 64
_COARSEST = 8


def along_parameter(sizes: tuple[int, ...], layer: int, unit: int, source: int | None) -> Array:
    """Return the direction of one weight, or of the unit's bias if source is None: (count,)."""
    direction = np.zeros(len(weight_mask(sizes)))
    direction[flat_index(sizes, layer, unit, source)] = 1.0
    return freeze(direction)


def along_gradient(trace: StepTrace) -> Array:
    """Return the direction of steepest ascent of the batch cost, of length 1: (count,)."""
    gradient = trace.gradient.flat
    length = float(np.linalg.norm(gradient))
    return freeze(gradient / length if length > 0 else gradient)


def random_directions(parameters: Parameters, seed: int) -> tuple[Array, Array]:
    """Return two random directions, filter-normalised (Li et al. 2018), each (count,).

    Every neuron's weights in the direction are as long as its weights in the network, so that
    the picture does not depend on how the network is scaled; biases do not move.
    """
    generator = np.random.default_rng(seed)
    return _random_direction(parameters, generator), _random_direction(parameters, generator)


def _random_direction(parameters: Parameters, generator: np.random.Generator) -> Array:
    drawn = of_flat(parameters.sizes, generator.standard_normal(len(parameters.flat)))
    rows = []
    for layer in range(1, len(parameters.sizes)):
        weights, random = parameters.weights(layer), drawn.weights(layer)
        lengths = np.linalg.norm(weights, axis=1) / np.linalg.norm(random, axis=1)
        scaled = random * lengths[:, None]
        rows.append(np.column_stack([scaled, np.zeros(len(scaled))]).ravel())
    return freeze(np.concatenate(rows))


def loss_plane(
    network: NetworkPlan,
    loss: Loss,
    parameters: Parameters,
    x: Array,
    targets: Array,
    first: Array,
    second: Array,
    alphas: Array,
    betas: Array,
) -> Array:
    """Return the cost at parameters + alpha first + beta second: (betas, alphas).

    x: (batch, inputs); targets: (batch, outputs); first, second: (count,), as the functions of
    this module return them; alphas, betas: one-dimensional.
    """
    costs = np.empty((len(betas), len(alphas)))
    with np.errstate(all="ignore"):
        for row, beta in enumerate(betas):
            base = parameters.flat + beta * second
            for column, alpha in enumerate(alphas):
                moved = of_flat(parameters.sizes, base + alpha * first)
                costs[row, column] = cost(network, loss, moved, x, targets)
    return costs


def refinements(size: int = _FINEST) -> Iterator[tuple[Places, Places]]:
    """Yield the places of a size x size grid from coarse to fine, each place once.

    Each pair holds the row and column numbers, (places,), that the next finer picture adds; size
    is a power of two from 8 on. A window computes one pair, or a part of it, a frame.
    """
    done = np.zeros((size, size), dtype=bool)
    stride = max(size // _COARSEST, 1)
    while stride >= 1:
        wanted = np.zeros_like(done)
        wanted[::stride, ::stride] = True
        rows, columns = np.nonzero(wanted & ~done)
        done |= wanted
        yield rows, columns
        stride //= 2
