"""The loss over two directions through parameter space."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.backprop import forward
from engine.curves.outputs import MovingOutputs, moving_outputs
from engine.curves.tiles import tiles
from engine.frozen import Array, freeze
from engine.network import (
    NetworkPlan,
    Parameters,
    block_of,
    count_parameters,
    flat_index,
    of_flat,
)
from engine.problem import Problem
from engine.reduction import Reduction
from engine.shape import NetworkShape
from engine.written.quantity import ParameterPlace

Places = npt.NDArray[np.intp]

_FINEST = 64
_COARSEST = 8


def along_parameter(shape: NetworkShape, place: ParameterPlace) -> Array:
    """Return the direction of one weight or bias: (count,)."""
    direction = np.zeros(count_parameters(shape))
    direction[flat_index(shape, place)] = 1.0
    return freeze(direction)


def random_directions(parameters: Parameters, seed: int) -> tuple[Array, Array]:
    """Return two random directions, filter-normalised (Li et al. 2018), each (count,).

    Every neuron's weights in the direction are as long as its weights in the network, so that
    the picture does not depend on how the network is scaled; biases do not move.
    """
    generator = np.random.default_rng(seed)
    with np.errstate(all="ignore"):  # of weights that have grown too large no direction is left
        first = _random_direction(parameters, generator)
        return first, _random_direction(parameters, generator)


def _random_direction(parameters: Parameters, generator: np.random.Generator) -> Array:
    shape = parameters.shape
    drawn = of_flat(shape, generator.standard_normal(len(parameters.flat)))
    rows = []
    for layer in shape.layers:
        weights, random = parameters.weights(layer), drawn.weights(layer)
        lengths = np.linalg.norm(weights, axis=1) / np.linalg.norm(random, axis=1)
        scaled = random * lengths[:, None]
        bias = np.zeros(len(scaled)) if shape.has_bias(layer) else None
        rows.append(block_of(scaled, bias).ravel())
    return freeze(np.concatenate(rows))


class Plane(Struct, frozen=True, eq=False):
    """What all places of a plane share; their costs are then computed in any order.

    start: the first layer that moves, and of it only `units`, whose z is at_rest + alpha
    along_first + beta along_second, each (units, 1, batch). from_others: what the neurons of that
    layer that rest, and the bias, bring to the next layer, (units there, 1, batch).
    """

    network: NetworkPlan
    parameters: Parameters
    first: Parameters
    second: Parameters
    start: int
    units: list[int]
    at_rest: Array
    along_first: Array
    along_second: Array
    from_others: Array | None
    outputs: MovingOutputs
    reduction: Reduction

    def costs(self, alphas: Array, betas: Array) -> Array:
        """Return the cost at each pair of an alpha and a beta; all of shape (places,)."""
        later = self.network.sizes[self.start + 1 :]
        widest = max(len(self.units), self.outputs.z.shape[1], *later) * self.at_rest.shape[2]
        costs = np.empty(len(alphas))
        with np.errstate(all="ignore"):
            for part in tiles(len(alphas), widest):
                z = self._z_of_outputs(alphas[part, None], betas[part, None])
                costs[part] = self.reduction.along(self.outputs.losses(z))
        return costs

    def _z_of_outputs(self, alphas: Array, betas: Array) -> Array:
        """Return z of the outputs that move, (units, places, batch); alphas: (places, 1)."""
        z = self.at_rest + alphas * self.along_first + betas * self.along_second
        for layer in range(self.start + 1, self.network.depth + 1):
            a = self.network.layers[layer - 2].activation.value(z)
            if layer == self.start + 1 and self.from_others is not None:
                weights = self.parameters.weights(layer)[:, self.units]
                z = np.tensordot(weights, a, 1) + self.from_others
            else:
                z = self._layer(layer, a, alphas, betas)
        return z

    def _layer(self, layer: int, a: Array, alphas: Array, betas: Array) -> Array:
        """Return z of a layer, (units, places, batch), for the activations of the one before."""
        block = self.parameters.blocks[layer - 1]
        senders, has_bias = self.network.sizes[layer - 1], self.parameters.shape.has_bias(layer)
        if not _moves(layer, self.first, self.second):
            rested = np.tensordot(block[:, :senders], a, 1)
            return rested + block[:, -1, None, None] if has_bias else rested
        for scale, direction in ((alphas, self.first), (betas, self.second)):
            block = block + scale[:, None] * direction.blocks[layer - 1]
        z: Array = block[..., :senders] @ a.swapaxes(0, 1)
        return (z + block[..., -1:] if has_bias else z).swapaxes(0, 1)


def plane_through(problem: Problem, parameters: Parameters, first: Array, second: Array) -> Plane:
    """Return the plane parameters + alpha first + beta second, ready to be looked at.

    first, second: (count,), as the functions of this module return them. The penalty is not
    included.
    """
    network, x = problem.network, problem.x
    u, v = of_flat(parameters.shape, first), of_flat(parameters.shape, second)
    start, units = _first_moving(network, u, v)
    at_output = start == network.depth
    changing = units if at_output else list(range(network.sizes[-1]))
    from_others = None
    with np.errstate(all="ignore"):
        zs, activations = forward(network, parameters, x)
        a = x if start == 1 else activations[start - 2]
        at_rest, along_first, along_second = (
            _weighted_sums(each, start, a)[units, None] for each in (parameters, u, v)
        )
        if not at_output and not _moves(start + 1, u, v):
            from_others = _from_others(parameters, start + 1, activations[start - 1], units)
        tried = at_rest + np.concatenate([along_first, along_second], axis=1)
        outputs = moving_outputs(problem, zs[-1], changing, tried)
    z_parts = at_rest, along_first, along_second
    ending = outputs, problem.reduction
    return Plane(network, parameters, u, v, start, units, *z_parts, from_others, *ending)


def _weighted_sums(parameters: Parameters, layer: int, a: Array) -> Array:
    """Return z of a layer, (units, batch); a: (batch, senders)."""
    z: Array = parameters.weights(layer) @ a.T
    bias = parameters.bias(layer)
    return z if bias is None else z + bias[:, None]


def _first_moving(
    network: NetworkPlan, first: Parameters, second: Parameters
) -> tuple[int, list[int]]:
    """Return the first layer that moves, and which of its neurons have to be computed anew.

    Where the next layer moves as well, its sums start afresh and need all of them.
    """
    layers = range(1, network.depth + 1)
    start = next((layer for layer in layers if _moves(layer, first, second)), network.depth)
    moving = _moving_units(start, first, second)
    everyone = list(range(network.sizes[start]))
    next_moves = start < network.depth and _moves(start + 1, first, second)
    return start, everyone if next_moves or not moving else moving


def _moves(layer: int, first: Parameters, second: Parameters) -> bool:
    return bool(_moving_units(layer, first, second))


def _moving_units(layer: int, first: Parameters, second: Parameters) -> list[int]:
    moving = (first.blocks[layer - 1] != 0) | (second.blocks[layer - 1] != 0)
    return [int(unit) for unit in np.flatnonzero(moving.any(axis=1))]


def _from_others(parameters: Parameters, layer: int, a: Array, units: list[int]) -> Array:
    """Return z of a layer without what `units` send to it: (units there, 1, batch)."""
    weights = np.delete(parameters.weights(layer), units, axis=1)
    z: Array = weights @ np.delete(a, units, axis=1).T
    bias = parameters.bias(layer)
    return (z if bias is None else z + bias[:, None])[:, None]


def refinements(size: int = _FINEST) -> Iterator[tuple[Places, Places]]:
    """Yield the places of a size x size grid from coarse to fine, each place once.

    Each pair holds the row and column numbers, (places,), that the next finer picture adds: 8 x 8,
    16 x 16, ... of 64 x 64. A window asks `Plane.costs` for one pair, or a part of it, a frame.
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
