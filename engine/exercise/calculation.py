"""A step computed again, in which some numbers are others than those of the step."""

from collections.abc import Callable, Mapping

import numpy as np

from engine.exercise.places import Place, StepNumbers, entry, index_of, rounded, z_of
from engine.exercise.rules import RULES
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
    which each number is rounded before the next is computed, None for none. slopes_at_z: whether
    slopes are taken at z where activations are others, not by their formula in a.
    """

    def __init__(
        self,
        places: StepNumbers,
        replaced: Mapping[Place, Array] | None = None,
        wrong: Mapping[Kind, Wrong] | None = None,
        own: Own | None = None,
        carried: bool = True,
        digits: int | None = None,
        slopes_at_z: bool = False,
    ) -> None:
        self.places = places
        self.experiment = places.work.experiment
        self._carried, self._digits, self.slopes_at_z = carried, digits, slopes_at_z
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
        return RULES[kind](self, layer)

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
