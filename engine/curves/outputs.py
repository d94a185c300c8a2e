"""The loss while one or two outputs move and all the others stay."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from engine.curves.tiles import tile_losses
from engine.frozen import Array
from engine.functions.activation import Activation
from engine.functions.loss import Loss
from engine.problem import Problem

_AGREE = 1e-13  # of the largest loss: two ways of adding the same numbers


class MovingOutputs(Struct, frozen=True, eq=False):
    """The outputs that must be computed: the loss is rest + share x the loss over these.

    z, targets: (batch, outputs); units: which of them move; rest: (batch,).
    """

    loss: Loss
    activation: Activation
    z: Array
    targets: Array
    units: list[int]
    share: float
    rest: Array

    def losses(self, z_moved: Array) -> Array:
        """Return each sample's loss, (copies, batch); z_moved: (units, copies, batch)."""
        if len(self.units) == self.z.shape[1]:
            z = z_moved.copy()
        else:
            z = np.repeat(self.z.T[:, None], z_moved.shape[1], axis=1)
            z[self.units] = z_moved
        losses = tile_losses(self.loss, self.activation, z, self.targets)
        return self.rest + self.share * losses

    def losses_of_one(self, z_moved: Array) -> Array:
        """Return each sample's loss where one output moves; z_moved: (copies, batch)."""
        return self.losses(z_moved[None])


def moving_outputs(problem: Problem, z: Array, units: list[int], tried: Array) -> MovingOutputs:
    """Return the cheapest form that gives the loss over all outputs; z: (batch, outputs).

    tried: (units, copies, batch), some moved z, such as both ends of a curve, at which a form is
    compared with all outputs before it is believed.
    """
    loss, activation = problem.loss, problem.network.layers[-1].activation
    whole = MovingOutputs(loss, activation, z, problem.targets, units, 1.0, np.zeros(len(z)))
    if len(units) == z.shape[1]:
        return whole
    expected = whole.losses(tried)
    for form in _short_forms(whole):
        apart = np.abs(form.losses(tried) - expected)
        if np.all(apart <= _AGREE * np.abs(expected).max()):  # never for NaN
            return form
    return whole


def _short_forms(whole: MovingOutputs) -> Iterator[MovingOutputs]:
    """Yield the forms a loss may have.

    A sum or a mean over outputs splits into those that move and the rest. Cross-entropy after
    softmax splits as entropies do: into that of the moving ones and all others taken together,
    whose z is the logarithm of their sum of e^z, and that of the others among themselves.
    """
    loss, activation, units = whole.loss, whole.activation, whole.units
    z_moving, y_moving = whole.z[:, units], whole.targets[:, units]
    z, y = np.delete(whole.z, units, axis=1), np.delete(whole.targets, units, axis=1)
    rest = loss.value(z, activation.value(z), y)
    places = list(range(len(units)))
    if activation.elementwise:
        part = len(units) / whole.z.shape[1]
        for share, weight in ((1.0, 1.0), (part, 1 - part)):
            yield MovingOutputs(loss, activation, z_moving, y_moving, places, share, weight * rest)
        return
    top = z.max(axis=1, keepdims=True)
    together = top + np.log(np.exp(z - top).sum(axis=1, keepdims=True))
    z_all = np.hstack([z_moving, together])
    y_all = np.hstack([y_moving, y.sum(axis=1, keepdims=True)])
    yield MovingOutputs(loss, activation, z_all, y_all, places, 1.0, rest)
