"""A step computed again, in which some numbers are others than those of the step."""

from collections.abc import Callable, Mapping

import numpy as np

from engine.exercise.places import Place, StepNumbers, entry, index_of, rounded, stepped, z_of
from engine.experiment import Mistake, UpdateRule
from engine.frozen import Array
from engine.functions.activation import Activation
from engine.written.quantity import GRADIENTS, Kind, Quantity

Wrong = Callable[["Calculation", Kind, int], Array | None]
"""What is done in place of the right thing: None where that is what it comes to."""

Own = Mapping[Quantity, float]


class Calculation:
    """The numbers of a step, of which those after the first changed one are computed anew.

    replaced: the numbers of a place that are others, perhaps several ways of getting them wrong,
    stacked before their first axis: then all that follows is, too. wrong: for a kind, what is done
    in its place in every layer; own: single numbers that somebody has found. carried: whether all
    that follows from changed numbers is computed with them, or else taken from the step. digits: to
    which each number is rounded before the next is computed, None for none.
    """

    def __init__(
        self,
        places: StepNumbers,
        replaced: Mapping[Place, Array] | None = None,
        wrong: Mapping[Kind, Wrong] | None = None,
        own: Own | None = None,
        carried: bool = True,
        digits: int | None = None,
    ) -> None:
        self.places = places
        self.experiment = places.work.experiment
        self._carried, self._digits = carried, digits
        self._replaced, self._wrong = replaced or {}, wrong or {}
        self._own: dict[Place, dict[Quantity, float]] = {}
        for quantity, number in (own or {}).items():
            if not places.alone or quantity.kind not in GRADIENTS or quantity.sample is not None:
                self._own.setdefault(places.place(quantity), {})[quantity] = number
        self._known: dict[Place, Array] = {}
        changed = [*self._replaced, *self._own]
        changed += [(kind, layer) for kind in self._wrong for layer in places.layers(kind)]
        self._first = min(map(places.beat, changed), default=len(places.work.beats))
        if digits is not None:
            self._first = 0

    def number(self, quantity: Quantity) -> float:
        """Return one number; that of a sample is the followed sample's."""
        return entry(self.get(*self.places.place(quantity)), quantity, self.places)

    def get(self, kind: Kind, layer: int) -> Array:
        """Return the numbers of a place, see StepNumbers."""
        place = kind, layer
        found = self._known.get(place)
        if found is None:
            found = self._with_own(place, self._computed(place))
            if self._digits is not None and kind not in (Kind.WEIGHT, Kind.BIAS):
                found = rounded(found, self._digits, kind)
            self._known[place] = found
        return found

    def is_changed(self, place: Place) -> bool:
        """Return whether somebody changed the numbers of a place, rather than those before it."""
        return place in self._replaced or place in self._own or place[0] in self._wrong

    def _computed(self, place: Place) -> Array:
        kind, layer = place
        if place in self._replaced:
            return self._replaced[place]
        if kind in (Kind.WEIGHT, Kind.BIAS):
            return self.places.true(kind, layer)
        if kind in self._wrong:
            wrong = self._wrong[kind](self, kind, layer)
            if wrong is not None:
                return wrong
        if not self._carried or self.places.beat(place) <= self._first:
            return self.places.true(kind, layer)
        return self.right(kind, layer)

    def right(self, kind: Kind, layer: int) -> Array:
        """Return the numbers of a place as they follow from the others."""
        return _RULES[kind](self, layer)

    def _with_own(self, place: Place, numbers: Array) -> Array:
        own = self._own.get(place)
        if own is None:
            return numbers
        changed, places = np.array(numbers), self.places
        for quantity, number in own.items():
            sample = quantity.sample
            if quantity.kind in GRADIENTS and sample is not None and not places.alone:
                index = index_of(quantity, places)
                changed[index] += (number - self._share(quantity, sample)) / places.divisor
            else:
                changed[index_of(quantity, places)] = number
        return changed

    def _share(self, quantity: Quantity, row: int) -> float:
        """Return the gradient of a sample's own loss, N times its share in that of the batch."""
        delta = float(self.get(Kind.DELTA, quantity.layer)[row, quantity.unit])
        sent = self.sent(quantity.layer)[row]
        return delta if quantity.source is None else delta * float(sent[quantity.source])

    def sent(self, layer: int) -> Array:
        """Return what a layer receives, (rows, sources)."""
        return self.places.x if layer == 1 else self.get(Kind.A, layer - 1)

    def bias(self, layer: int) -> Array | None:
        """Return the biases of a layer before the update, None where it has none."""
        return self.places.work.step.before.bias(layer)

    def activation(self, layer: int) -> Activation:
        return self.experiment.network.layers[layer - 1].activation

    @property
    def z_of_outputs(self) -> Array:
        """Return the z that belong to the activations of the outputs, also where those are others.

        Losses that are computed from z do not look at the activations.
        """
        depth = self.places.depth
        if not self.is_changed((Kind.A, depth)):
            return self.get(Kind.Z, depth)
        return z_of(self.activation(depth), self.get(Kind.A, depth))


def _each_row(function: Callable[..., Array], *numbers: Array) -> Array:
    """Return what a function of (rows, units) gives, for arrays that may be stacks of these."""
    if all(each.ndim == 2 for each in numbers):
        return function(*numbers)
    same = np.broadcast_arrays(*numbers)
    found = function(*(each.reshape(-1, each.shape[-1]) for each in same))
    return found.reshape((*same[0].shape[:-1], *found.shape[1:]))


def _z(now: Calculation, layer: int) -> Array:
    z, bias = now.sent(layer) @ now.get(Kind.WEIGHT, layer).T, now.bias(layer)
    return z if bias is None else z + bias


def _a(now: Calculation, layer: int) -> Array:
    return now.activation(layer).value(now.get(Kind.Z, layer))


def _sample_loss(now: Calculation, layer: int) -> Array:
    a, y = now.get(Kind.A, layer), now.places.targets
    return _each_row(now.experiment.loss.value, now.z_of_outputs, a, y)[..., None]


def _loss(now: Calculation, layer: int) -> Array:
    losses = now.get(Kind.SAMPLE_LOSS, layer)
    total: Array = losses.sum(axis=-2, keepdims=True)
    return total / now.places.divisor


def _sign(now: Calculation) -> int:
    return -1 if Mistake.WRONG_SIGN in now.experiment.training.mistakes else 1


def _d_a(now: Calculation, layer: int) -> Array:
    if layer == now.places.depth:
        a, y = now.get(Kind.A, layer), now.places.targets
        return _each_row(now.experiment.loss.d_a, now.z_of_outputs, a, y) * _sign(now)
    in_place = now.experiment.training.update_rule is UpdateRule.IN_PLACE
    kind = Kind.WEIGHT_AFTER if in_place else Kind.WEIGHT
    return now.get(Kind.DELTA, layer + 1) @ now.get(kind, layer + 1)


def _delta(now: Calculation, layer: int) -> Array:
    if Mistake.FORGOTTEN_SLOPE in now.experiment.training.mistakes:
        return now.get(Kind.D_A, layer)
    z, a, loss = now.get(Kind.Z, layer), now.get(Kind.A, layer), now.experiment.loss
    is_output = layer == now.places.depth
    if is_output and loss.d_z is not None and not now.is_changed((Kind.D_A, layer)):
        return _each_row(loss.d_z, z, a, now.places.targets) * _sign(now)
    return _each_row(now.activation(layer).pull_back, z, a, now.get(Kind.D_A, layer))


def _d_weights(now: Calculation, layer: int) -> Array:
    delta = np.swapaxes(now.get(Kind.DELTA, layer), -1, -2)
    found: Array = delta @ now.sent(layer) / now.places.divisor
    earlier = now.places.unreset_in(layer)
    return found if earlier is None else found + earlier[:, : found.shape[-1]]


def _d_bias(now: Calculation, layer: int) -> Array:
    found: Array = now.get(Kind.DELTA, layer).sum(axis=-2) / now.places.divisor
    earlier = now.places.unreset_in(layer)
    return found if earlier is None else found + earlier[:, -1]


def _weights_after(now: Calculation, layer: int) -> Array:
    if now.places.alone:
        return now.places.true(Kind.WEIGHT_AFTER, layer)
    gradient = now.get(Kind.D_WEIGHT, layer)
    if now.experiment.penalty:
        gradient = gradient + now.places.pull(layer)
    return stepped(now.places, Kind.WEIGHT, layer, gradient, now.experiment.training)


def _bias_after(now: Calculation, layer: int) -> Array:
    training = now.experiment.training
    if now.places.alone or not training.train_biases:
        return now.places.true(Kind.BIAS_AFTER, layer)
    return stepped(now.places, Kind.BIAS, layer, now.get(Kind.D_BIAS, layer), training)


def outputs_after(now: Calculation) -> tuple[Array, Array]:
    """Return z and a of the outputs with the new parameters, (rows, outputs)."""
    a = z = now.places.x
    for layer in range(1, now.places.depth + 1):
        z = a @ np.swapaxes(now.get(Kind.WEIGHT_AFTER, layer), -1, -2)
        if now.bias(layer) is not None:
            z = z + now.get(Kind.BIAS_AFTER, layer)[..., None, :]
        a = now.activation(layer).value(z)
    return z, a


def _loss_after(now: Calculation, layer: int) -> Array:
    if now.is_changed((Kind.A_AFTER, layer)):
        a = now.get(Kind.A_AFTER, layer)
        z = z_of(now.activation(layer), a)
    else:
        z, a = outputs_after(now)
    losses = _each_row(now.experiment.loss.value, z, a, now.places.targets)[..., None]
    total: Array = losses.sum(axis=-2, keepdims=True)
    return total / now.places.divisor


_RULES: dict[Kind, Callable[[Calculation, int], Array]] = {
    Kind.Z: _z,
    Kind.A: _a,
    Kind.SAMPLE_LOSS: _sample_loss,
    Kind.LOSS: _loss,
    Kind.D_A: _d_a,
    Kind.DELTA: _delta,
    Kind.D_WEIGHT: _d_weights,
    Kind.D_BIAS: _d_bias,
    Kind.WEIGHT_AFTER: _weights_after,
    Kind.BIAS_AFTER: _bias_after,
    Kind.A_AFTER: lambda now, layer: outputs_after(now)[1],
    Kind.LOSS_AFTER: _loss_after,
}
