"""The numbers of a step, place by place, as they are before anything is done to them."""

from collections.abc import Callable
from functools import cached_property

import numpy as np
from msgspec import Struct

from engine.exercise.work import Work
from engine.experiment import Training
from engine.frozen import Array
from engine.functions.activation import Activation
from engine.network import layer_span
from engine.story.beats import first_known
from engine.written.quantity import ONE_A_SAMPLE, Kind, Quantity

Place = tuple[Kind, int]
"""All numbers of a kind in one layer; a cost has its place in the last one."""

AT_THE_END = frozenset({Kind.SAMPLE_LOSS, Kind.LOSS, Kind.LOSS_AFTER, Kind.A_AFTER})
COSTS = frozenset({Kind.LOSS, Kind.LOSS_AFTER})


class StepNumbers(Struct, frozen=True, eq=False, dict=True):
    """The numbers of the followed sample alone, with the derivatives of its own loss, or of all.

    Arrays: (rows, units) of what each sample has its own of, derivatives those of its own loss;
    (rows, 1) losses of samples; (units, sources) of weights; (units,) of biases; (1, 1) of costs.
    """

    work: Work
    alone: bool

    @cached_property
    def depth(self) -> int:
        """The number of the output layer."""
        return self.work.experiment.network.depth

    @cached_property
    def samples(self) -> int:
        """How many there are, in the batch or of one."""
        return 1 if self.alone else len(self.work.step.x)

    @cached_property
    def divisor(self) -> int:
        """What a sum over these samples is divided by."""
        return 1 if self.alone else self.work.scope.divisor

    @cached_property
    def rows(self) -> slice:
        """Which rows of the batch these are."""
        return slice(self.work.row, self.work.row + 1) if self.alone else slice(None)

    @property
    def followed(self) -> int:
        """The row of the followed sample among these."""
        return 0 if self.alone else self.work.row

    @cached_property
    def x(self) -> Array:
        return self.work.step.x[self.rows]

    @cached_property
    def targets(self) -> Array:
        return self.work.step.targets[self.rows]

    @property
    def unreset(self) -> Array | None:
        """The gradient of the step before that is added to that of the batch, (count,)."""
        return None if self.alone else self.work.step.memory.unreset

    def unreset_in(self, layer: int) -> Array | None:
        """Return the same of one layer, as [W | b]."""
        if self.unreset is None:
            return None
        shape = self.work.step.before.shape
        return self.unreset[layer_span(shape, layer)].reshape(shape.sizes[layer], -1)

    def pull(self, layer: int) -> Array:
        """Return the gradient of the penalty by the weights of a layer, (units, sources)."""
        return self.work.step.penalty_gradient.weights(layer)

    def place(self, quantity: Quantity) -> Place:
        """Return where a number stands among others."""
        return quantity.kind, quantity.layer or self.depth

    @cached_property
    def divided(self) -> int:
        """What the derivatives of the step are divided by already."""
        return self.work.scope.divisor

    @cached_property
    def _beats(self) -> dict[Place, int]:
        return {}

    @cached_property
    def _true(self) -> dict[Place, Array]:
        return {}

    def beat(self, place: Place) -> int:
        """Return the index of the beat that makes the numbers of a place known."""
        if place not in self._beats:
            self._beats[place] = first_known(Quantity(place[0], place[1]), self.work.beats)
        return self._beats[place]

    def layers(self, kind: Kind) -> range:
        """Return the layers that have numbers of a kind."""
        return range(self.depth if kind in AT_THE_END else 1, self.depth + 1)

    def true(self, kind: Kind, layer: int) -> Array:
        """Return the numbers of a place as the step has them."""
        place = kind, layer
        found = self._true.get(place)
        if found is None:
            found = self._true[place] = self._read(kind, layer)
        return found

    def _read(self, kind: Kind, layer: int) -> Array:
        step, scale = self.work.step, self.divided
        of_layer = step.layers[layer - 1]
        match kind:
            case Kind.Z:
                return of_layer.z[self.rows]
            case Kind.A:
                return of_layer.a[self.rows]
            case Kind.SAMPLE_LOSS:
                return step.losses[self.rows, None]
            case Kind.LOSS:
                return np.array([[step.losses[self.work.row] if self.alone else step.loss]])
            case Kind.D_A:
                return of_layer.d_a[self.rows] * scale
            case Kind.DELTA:
                return of_layer.delta[self.rows] * scale
            case Kind.D_WEIGHT if not self.alone:
                return of_layer.d_weights
            case Kind.D_WEIGHT:
                sent: Array = step.a(layer - 1)[self.rows]
                own: Array = self.true(Kind.DELTA, layer).T @ sent
                return own
            case Kind.D_BIAS:
                return self._bias_gradient(layer)
            case Kind.WEIGHT | Kind.WEIGHT_AFTER:
                side = step.before if kind is Kind.WEIGHT else step.after
                return side.weights(layer)
            case Kind.BIAS | Kind.BIAS_AFTER:
                return _present((step.before if kind is Kind.BIAS else step.after).bias(layer))
            case Kind.A_AFTER:
                return step.a_after[self.rows]
            case Kind.LOSS_AFTER:
                return np.array([[step.loss_after]])
        raise KeyError(f"{kind} is no number of a layer")

    def _bias_gradient(self, layer: int) -> Array:
        if self.alone:
            own: Array = self.true(Kind.DELTA, layer)[0]
            return own
        return _present(self.work.step.layers[layer - 1].d_bias)


def _present(numbers: Array | None) -> Array:
    if numbers is None:
        raise KeyError("the layer has no biases")
    return numbers


def z_of(activation: Activation, a: Array) -> Array:
    """Return z for activations of a sigmoid or, but for a constant, of softmax; else a itself."""
    if activation.name == "sigmoid":
        return np.log(a) - np.log(1 - a)
    return np.log(a) if activation.name == "softmax" else a


def entry(numbers: Array, quantity: Quantity, places: StepNumbers) -> float:
    """Return one of the numbers of a place."""
    return float(numbers[index_of(quantity, places)])


def stepped(
    places: StepNumbers, kind: Kind, layer: int, gradient: Array, training: Training
) -> Array:
    """Return what an optimiser makes of the weights or the biases of a layer with a gradient."""
    before, memory = places.work.step.before, places.work.step.memory
    span = layer_span(before.shape, layer)
    blocks = [slot[span].reshape(before.blocks[layer - 1].shape) for slot in memory.slots]
    sources = before.shape.sizes[layer - 1]
    slots = tuple(block[:, :sources] if kind is Kind.WEIGHT else block[:, -1] for block in blocks)
    rate, count = training.learning_rate, memory.count + 1
    return training.optimizer.step(places.true(kind, layer), gradient, slots, rate, count)[0]


def index_of(quantity: Quantity, places: StepNumbers) -> tuple[int, ...]:
    """Return where a number stands in the array of its place."""
    if quantity.kind in COSTS:
        return 0, 0
    if quantity.kind in ONE_A_SAMPLE:
        alone_or_followed = places.alone or quantity.sample is None
        row = places.followed if alone_or_followed else quantity.sample
        assert row is not None
        return row, 0 if quantity.kind is Kind.SAMPLE_LOSS else quantity.unit
    return (quantity.unit,) if quantity.source is None else (quantity.unit, quantity.source)


def entries(numbers: Array, quantity: Quantity, places: StepNumbers) -> Array:
    """Return the same of a stack of the numbers of a place: (stacked,)."""
    index = index_of(quantity, places)
    found: Array = numbers[..., index[0]] if len(index) == 1 else numbers[..., index[0], index[1]]
    return found


def each_row(function: Callable[..., Array], *numbers: Array) -> Array:
    """Return what a function of (rows, units) gives, for arrays that may be stacks of these."""
    if all(each.ndim == 2 for each in numbers):
        return function(*numbers)
    same = np.broadcast_arrays(*numbers)
    found = function(*(each.reshape(-1, each.shape[-1]) for each in same))
    return found.reshape((*same[0].shape[:-1], *found.shape[1:]))


def rounded(numbers: Array, digits: int, kind: Kind | None = None) -> Array:
    """Return numbers as they are shown in so many significant digits.

    An activation just below 1 has as many more as 1 - a needs to be read.
    """
    with np.errstate(all="ignore"):
        shown = np.full(numbers.shape, float(digits))
        if kind in (Kind.A, Kind.A_AFTER):
            left = 1 - np.abs(numbers)
            needed = np.where(left > 0, np.ceil(-np.log10(left)), 0)
            shown = np.maximum(shown, needed)
        unit = 10.0 ** (np.floor(np.log10(np.abs(numbers))) - shown + 1)
        in_units = np.round(numbers / unit) * unit
    found: Array = np.where(np.isfinite(unit) & (unit > 0), in_units, numbers)
    return found
