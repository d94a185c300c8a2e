"""What depends on what in one training step, and by how much: the local derivatives."""

from collections.abc import Iterator
from functools import cached_property
from math import prod

import numpy as np
from msgspec import Struct

from engine.backprop import StepTrace
from engine.experiment import Experiment
from engine.frozen import Array, freeze
from engine.written.quantity import Kind, Quantity

_SAME = 1e-13  # relative: beyond it, dC/da f'(z) has lost digits that dC/dz still has


class LocalSlope(Struct, frozen=True):
    """How much the head changes when the tail moves a little, all else fixed."""

    tail: Quantity
    head: Quantity
    derivative: float


class LayerSum(Struct, frozen=True, eq=False):
    """For each neuron of a layer, the sum of the products of all paths through it: (units,)."""

    layer: int
    through: Array


class Graph:
    """The local derivatives of one sample."""

    def __init__(self, experiment: Experiment, trace: StepTrace, row: int) -> None:
        self._network, self._trace, self._row = experiment.network, trace, row
        self._sizes, self._depth = experiment.network.sizes, experiment.network.depth
        self._jacobians = [self._jacobian(layer) for layer in range(1, self._depth + 1)]
        last = trace.layers[-1]
        with np.errstate(all="ignore"):
            pulled = last.d_a[row] @ self._jacobians[-1]
            self._joined = not np.allclose(pulled, last.delta[row], rtol=_SAME, atol=0)

    def fans(self, layer: int) -> tuple[int, ...]:
        """Return among how many ways there is to choose on from a z of a layer, one after another.

        A layer whose neurons mix, as softmax, branches from each z to every a.
        """
        found: list[int] = []
        for above in range(layer, self._depth + 1):
            mixes = self._mixes(above) and not (above == self._depth and self._joined)
            found.append(self._sizes[above] if mixes else 1)
            if above < self._depth:
                found.append(self._sizes[above + 1])
        return tuple(found)

    def to_loss(self, quantity: Quantity) -> float:
        """Return dC by a z, an a or an input, for this sample, by the chain rule from the loss."""
        d_a, delta = self._from_loss[quantity.layer]
        return float((delta if quantity.kind is Kind.Z else d_a)[quantity.unit])

    @cached_property
    def _from_loss(self) -> list[tuple[Array, Array]]:
        """dC/da and dC/dz of every layer from 0 on, through the weights before the update."""
        with np.errstate(all="ignore"):
            last = self._trace.layers[-1]
            d_a = last.d_a[self._row]
            delta = last.delta[self._row] if self._joined else d_a @ self._jacobians[-1]
            found = [(d_a, delta)]
            for layer in range(self._depth, 0, -1):
                d_a = delta @ self._trace.before.weights(layer)
                delta = d_a @ self._jacobians[layer - 2] if layer > 1 else d_a
                found.append((d_a, delta))
        return found[::-1]

    def _jacobian(self, layer: int) -> Array:
        """Return da_i/dz_j of a layer: (units, units), diagonal but for softmax."""
        activation = self._network.layers[layer - 1].activation
        z, a = (numbers[self._row][None] for numbers in self._za(layer))
        if activation.jacobian is not None:
            mixed: Array = activation.jacobian(z, a)[0]
            return mixed
        slopes: Array = np.diag(activation.derivative(z, a)[0])
        return slopes

    def _za(self, layer: int) -> tuple[Array, Array]:
        of_layer = self._trace.layers[layer - 1]
        return of_layer.z, of_layer.a

    def _mixes(self, layer: int) -> bool:
        return not self._network.layers[layer - 1].activation.elementwise

    def first_arrow(self, parameter: Quantity) -> LocalSlope:
        """Return the arrow from the parameter to the pre-activation it belongs to."""
        sent = 1.0
        if parameter.source is not None:
            sent = float(self._trace.a(parameter.layer - 1)[self._row, parameter.source])
        return LocalSlope(parameter, Quantity(Kind.Z, parameter.layer, parameter.unit), sent)

    def count_paths(self, layer: int) -> int:
        """Return how many paths lead from a pre-activation of a layer to C."""
        hidden = prod(self._sizes[layer + 1 :])
        return hidden * (self._sizes[-1] if self._mixes(self._depth) and not self._joined else 1)

    def _to_loss(self, layer: int, unit: int) -> LocalSlope:
        """Return the arrow into C from an output, or from its z where the two are joined."""
        of_layer = self._trace.layers[layer - 1]
        kind, slopes = (Kind.Z, of_layer.delta) if self._joined else (Kind.A, of_layer.d_a)
        tail = Quantity(kind, layer, unit)
        return LocalSlope(tail, Quantity(Kind.LOSS), float(slopes[self._row, unit]))

    def _through_activation(self, layer: int, unit: int) -> Iterator[LocalSlope]:
        reached = range(self._sizes[layer]) if self._mixes(layer) else (unit,)
        for i in reached:
            slope = float(self._jacobians[layer - 1][i, unit])
            yield LocalSlope(Quantity(Kind.Z, layer, unit), Quantity(Kind.A, layer, i), slope)

    def _to_next_layer(self, layer: int, unit: int) -> Iterator[LocalSlope]:
        weights = self._trace.before.weights(layer + 1)
        for j in range(self._sizes[layer + 1]):
            head = Quantity(Kind.Z, layer + 1, j)
            yield LocalSlope(Quantity(Kind.A, layer, unit), head, float(weights[j, unit]))

    def onwards(self, quantity: Quantity) -> Iterator[LocalSlope]:
        """Return the arrows that start at a z or an a."""
        layer, unit = quantity.layer, quantity.unit
        at_output = layer == self._depth
        if quantity.kind is Kind.Z and at_output and self._joined:
            yield self._to_loss(layer, unit)
        elif quantity.kind is Kind.Z:
            yield from self._through_activation(layer, unit)
        elif at_output:
            yield self._to_loss(layer, unit)
        else:
            yield from self._to_next_layer(layer, unit)

    def routes(self, first: LocalSlope) -> Iterator[tuple[LocalSlope, ...]]:
        """Yield every path that begins with an arrow, as its arrows."""
        if first.head.kind is Kind.LOSS:
            yield (first,)
            return
        for arrow in self.onwards(first.head):
            for rest in self.routes(arrow):
                yield (first, *rest)

    def arrows_from(self, layer: int, unit: int) -> Iterator[LocalSlope]:
        """Yield every arrow that can be reached from a pre-activation, once."""
        reached = [Quantity(Kind.Z, layer, unit)]
        while reached:
            heads: dict[Quantity, None] = {}
            for quantity in reached:
                for arrow in self.onwards(quantity):
                    yield arrow
                    if arrow.head.kind is not Kind.LOSS:
                        heads[arrow.head] = None
            reached = list(heads)

    def layer_sums(self, parameter: Quantity, sent: float) -> Iterator[LayerSum]:
        """Yield, layer by layer, dz/d(parameter) times delta of every neuron."""
        influence = np.zeros(self._sizes[parameter.layer])
        influence[parameter.unit] = sent
        for layer in range(parameter.layer, self._depth + 1):
            if layer > parameter.layer:
                on_a = self._jacobians[layer - 2] @ influence
                influence = self._trace.before.weights(layer) @ on_a
            delta = self._trace.layers[layer - 1].delta[self._row]
            with np.errstate(all="ignore"):  # numbers may have left all bounds
                through = influence * delta
            yield LayerSum(layer, freeze(through))
