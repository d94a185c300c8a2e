"""The forward and the backward pass over all places of a grid at once, for pictures.

As on the tape, arrays have the features first, (units, places): a layer's rows lie together, and a
row of ones below them makes the bias part of the product. The places come in tiles that stay in
the cache. `engine.backprop` does the same readably, one layer after the other.
"""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.experiment import Mistake
from engine.frozen import Array
from engine.functions.loss import Loss
from engine.maps.input_grid import InputGrid
from engine.network import NetworkPlan, Parameters
from engine.tape.layers import sampled_ops

_TILE_NUMBERS = 2**17  # of all layers together
_LEAST_TILE = 64  # places: for fewer, calls cost more than arithmetic


class PlaceCost(Struct, frozen=True, eq=False):
    """What the output at a place is judged by: as if the sample had this input and its own target.

    target: (n_L,); mistakes: those of the training; sent_back: the parameters through which deltas
    are sent, None for those of the forward pass. Derivatives are of the loss of this one sample.
    """

    loss: Loss
    target: Array
    mistakes: frozenset[Mistake] = frozenset()
    sent_back: Parameters | None = None


class PlaceGradients(Struct, frozen=True, eq=False):
    """For each layer from 1 on, dC/da and dC/dz at every place: (units, places)."""

    d_a: tuple[Array, ...]
    delta: tuple[Array, ...]


class GridPass:
    """A network over a grid. What it returns is overwritten when it is asked the same again.

    precision: float32 is enough for a picture, never for a number.
    """

    def __init__(
        self, network: NetworkPlan, grid: InputGrid, precision: npt.DTypeLike = np.float32
    ) -> None:
        self.network, self.grid = network, grid
        self._precision = precision
        units = network.sizes[1:]
        self._tile = min(max(_TILE_NUMBERS // sum(units), _LEAST_TILE), grid.places)
        self._shape = network.shape
        self._sent = [np.ones((n + 1, self._tile), precision) for n in units]
        self._a = [sent[:-1] for sent in self._sent]
        self._z = [np.empty_like(a) for a in self._a]
        self._d_a, self._delta = ([np.empty_like(a) for a in self._a] for _ in range(2))
        self._values = [
            sampled_ops(plan.activation, z, a)
            for plan, z, a in zip(network.layers, self._z, self._a, strict=True)
        ]
        self._places = self._tiles_of_places()
        self._all_a, self._all_d_a, self._all_delta = (
            tuple(np.empty((n, grid.places), precision) for n in units) for _ in range(3)
        )

    def inputs(self) -> Array:
        """Return what the inputs are at every place: (n_0, places)."""
        return np.ascontiguousarray(self.grid.x.T)

    def activations(self, parameters: Parameters) -> tuple[Array, ...]:
        """Return the activations of each layer from 1 on, (units, places)."""
        blocks = self._blocks(parameters)
        with np.errstate(all="ignore"):
            for index, places in enumerate(self._places):
                self._forward(blocks, places)
                self._keep(index, self._a, self._all_a)
        return self._all_a

    def gradients(self, parameters: Parameters, cost: PlaceCost) -> PlaceGradients:
        """Return the derivatives of a sample's loss at every place, by backpropagation."""
        blocks, back = self._blocks(parameters), cost.sent_back or parameters
        weights = [
            back.weights(layer).T.astype(self._precision) for layer in range(2, self._depth + 1)
        ]
        with np.errstate(all="ignore"):
            for index, places in enumerate(self._places):
                self._forward(blocks, places)
                self._backward(weights, cost)
                self._keep(index, self._d_a, self._all_d_a)
                self._keep(index, self._delta, self._all_delta)
        return PlaceGradients(self._all_d_a, self._all_delta)

    @property
    def _depth(self) -> int:
        return self.network.depth

    def _tiles_of_places(self) -> list[Array]:
        """Return coordinates with a row of ones, (axes + 1, tile); the last tile is filled up."""
        axes, places = self.grid.coordinates.shape
        tiles = -(-places // self._tile)
        whole = np.ones((axes + 1, tiles * self._tile), self._precision)
        with np.errstate(over="ignore"):  # what is too large for the precision is infinite
            whole[:axes, :places] = self.grid.coordinates
        return [np.ascontiguousarray(part) for part in np.split(whole, tiles, axis=1)]

    def _blocks(self, parameters: Parameters) -> list[Array]:
        """Return [W | b] of each layer; of the first, as it acts on the coordinates of the plane.

        z = W (origin + coordinates directions) + b is as flat in them as the plane itself, however
        many inputs there are: a product with (n_1, axes + 1) numbers.
        """
        plane, weights, bias = self.grid.plane, parameters.weights(1), parameters.bias(1)
        with np.errstate(all="ignore"):
            at_origin = weights @ plane.origin + (0.0 if bias is None else bias)
            first = np.column_stack([weights @ plane.directions.T, at_origin])
            blocks = [first, *parameters.blocks[1:]]
            return [block.astype(self._precision) for block in blocks]

    def _forward(self, blocks: list[Array], places: Array) -> None:
        np.dot(blocks[0], places, self._z[0])
        for i in range(self._depth):
            if i:
                has_bias = self._shape.has_bias(i + 1)
                np.dot(blocks[i], self._sent[i - 1] if has_bias else self._a[i - 1], self._z[i])
            for op in self._values[i]:
                op()

    def _backward(self, weights: list[Array], cost: PlaceCost) -> None:
        """Fill d_a and delta of the tile; weights: W of each layer from 2 on, turned over."""
        z, a, loss = self._z[-1].T, self._a[-1].T, cost.loss
        sign = -1 if Mistake.WRONG_SIGN in cost.mistakes else 1
        forgotten = Mistake.FORGOTTEN_SLOPE in cost.mistakes
        target = np.broadcast_to(cost.target, a.shape)
        self._d_a[-1].T[...] = sign * loss.d_a(z, a, target)
        for i in range(self._depth - 1, -1, -1):
            if i < self._depth - 1:
                np.dot(weights[i], self._delta[i + 1], self._d_a[i])
            if forgotten:
                self._delta[i][...] = self._d_a[i]
            elif i == self._depth - 1 and loss.d_z is not None:
                self._delta[i].T[...] = sign * loss.d_z(z, a, target)
            else:
                activation = self.network.layers[i].activation
                through = activation.pull_back(self._z[i].T, self._a[i].T, self._d_a[i].T)
                self._delta[i].T[...] = through

    def _keep(self, index: int, tiles: list[Array], whole: tuple[Array, ...]) -> None:
        """Copy a tile of each layer to its place."""
        start = index * self._tile
        for part, into in zip(tiles, whole, strict=True):
            room = into[:, start : start + self._tile]
            room[...] = part[:, : room.shape[1]]
