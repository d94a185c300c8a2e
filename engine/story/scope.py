"""Whose numbers a step is told with: those of one sample of its batch, or of the whole batch."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from engine.backprop import LayerTrace, StepTrace
from engine.experiment import Experiment
from engine.frozen import Array, freeze
from engine.network import of_layers
from engine.reduction import Reduction
from engine.story.readings import read
from engine.written.quantity import GRADIENTS, ONE_A_SAMPLE, Kind, Quantity, with_sample

if TYPE_CHECKING:
    from engine.story.formulas.derivation import Derivation


class Scope(Struct, frozen=True, eq=False, dict=True):
    """A training step with the choice of whose numbers are shown.

    step: of the batch; row: of the sample that is shown, None for the whole batch. A sample's
    derivatives are those of its own loss C[n]: dC/dw = 1/N (dC[1]/dw + ... + dC[N]/dw), without
    the 1/N where the losses are added up. Of a batch of one, both are the same.
    """

    experiment: Experiment
    step: StepTrace
    row: int | None

    @property
    def samples(self) -> int:
        """How many samples the batch has."""
        return len(self.step.x)

    @property
    def sample(self) -> int | None:
        """The sample whose index all of its letters carry; None where there is no other."""
        return self.row if self.samples > 1 else None

    @property
    def is_pooled(self) -> bool:
        """Whether several samples are shown together."""
        return self.samples > 1 and self.row is None

    @property
    def loss(self) -> Quantity:
        """The address of the loss that all derivatives shown are of: C, or C[n] of one sample."""
        own = self.sample is not None
        return self.address(Quantity(Kind.SAMPLE_LOSS)) if own else Quantity(Kind.LOSS)

    @property
    def divisor(self) -> int:
        """N where the cost is the mean over the samples, 1 where it is their sum."""
        return self.experiment.reduction.divisor(self.samples)

    @property
    def is_mean(self) -> bool:
        """Whether the cost is the mean over the samples, rather than their sum."""
        return self.experiment.reduction is Reduction.MEAN

    @cached_property
    def shown(self) -> StepTrace:
        """The step with the numbers that are shown in its only row.

        Of the whole batch: the means of x, y, z and a, and for dC/da and dC/dz what they come to
        in the gradient of C, the mean (or sum) of those of the samples.
        """
        if self.samples == 1:
            return self.step
        return self._pooled() if self.row is None else self.of_sample(self.row)

    def of_sample(self, row: int) -> StepTrace:
        """Return the step as one sample sees it, with the derivatives of its own loss.

        The update stays that of the batch, and so does the gradient it takes.
        """
        step = self.step
        if self.samples == 1:
            return step
        with np.errstate(all="ignore"):  # what is taken out of an array here is a copy
            layers = tuple(
                self._layer_of_sample(step.a(index)[[row]], layer, row)
                for index, layer in enumerate(step.layers)
            )
        return replace(
            step,
            samples=(step.samples[row],),
            x=_fixed(step.x[[row]]),
            targets=_fixed(step.targets[[row]]),
            layers=layers,
            losses=_fixed(step.losses[[row]]),
            loss=float(step.losses[row]),
            memory=replace(step.memory, unreset=None),
            z_after=_fixed(step.z_after[[row]]),
            a_after=_fixed(step.a_after[[row]]),
            losses_after=_fixed(step.losses_after[[row]]),
            loss_after=float(step.losses_after[row]),
        )

    @property
    def with_gradient(self) -> StepTrace:
        """The step with the gradient of the loss that is shown: of C, or of C[n] alone."""
        if self.sample is None:
            return self.step
        layers = self.shown.layers
        own = of_layers([t.d_weights for t in layers], [t.d_bias for t in layers])
        return replace(self.shown, gradient=own)

    def _layer_of_sample(self, sent: Array, layer: LayerTrace, row: int) -> LayerTrace:
        delta = layer.delta[[row]] * self.divisor
        return LayerTrace(
            z=_fixed(layer.z[[row]]),
            a=_fixed(layer.a[[row]]),
            d_a=_fixed(layer.d_a[[row]] * self.divisor),
            delta=_fixed(delta),
            d_weights=_fixed(delta.T @ sent),
            d_bias=None if layer.d_bias is None else _fixed(delta[0]),
        )

    def _pooled(self) -> StepTrace:
        step = self.step
        with np.errstate(all="ignore"):
            layers = tuple(
                replace(
                    layer,
                    z=_mean(layer.z),
                    a=_mean(layer.a),
                    d_a=freeze(layer.d_a.sum(axis=0, keepdims=True)),
                    delta=freeze(layer.delta.sum(axis=0, keepdims=True)),
                )
                for layer in step.layers
            )
            return replace(
                step,
                samples=(),
                x=_mean(step.x),
                targets=_mean(step.targets),
                layers=layers,
                losses=freeze([step.loss]),
                z_after=_mean(step.z_after),
                a_after=_mean(step.a_after),
                losses_after=freeze([step.loss_after]),
            )

    def address(self, quantity: Quantity) -> Quantity:
        """Return the address of the number that is shown for one: of the sample shown, if any."""
        return with_sample(quantity, self.sample)

    def read(self, quantity: Quantity) -> float:
        """Return the number at an address; without a sample, what the whole batch has.

        Of the kinds that each sample has its own of, see `shown`. Raises as `read` does.
        """
        row = quantity.sample
        if row is None:
            pooled = self.samples > 1 and quantity.kind in ONE_A_SAMPLE
            whole = self if self.row is None or not pooled else replace(self, row=None)
            return read(whole.shown if pooled else self.step, quantity)
        if quantity.kind in GRADIENTS:
            delta = self.read(Quantity(Kind.DELTA, quantity.layer, quantity.unit, sample=row))
            if quantity.source is None:
                return delta
            return delta * float(self.step.a(quantity.layer - 1)[row, quantity.source])
        number = read(self.step, quantity, row)
        return number * self.divisor if quantity.kind in (Kind.D_A, Kind.DELTA) else number

    def value(self, quantity: Quantity) -> float:
        """Return the number that is shown for an address without a sample."""
        return self.read(self.address(quantity))

    def own_gradients(self, parameter: Quantity) -> Array:
        """Return the derivative of each sample's own loss by a weight or bias: (batch,)."""
        with np.errstate(all="ignore"):
            delta = self.step.layers[parameter.layer - 1].delta[:, parameter.unit] * self.divisor
            if parameter.source is None:
                return delta
            own: Array = delta * self.step.a(parameter.layer - 1)[:, parameter.source]
        return own

    def derive(self, quantity: Quantity) -> "Derivation":
        """Return where the number at an address comes from."""
        # loaded when the first number is explained: the first paint does without
        from engine.story.formulas import over_samples
        from engine.story.formulas.derivation import Derivation, derive
        from engine.story.formulas.indexed import indexed

        row = quantity.sample
        if row is not None:
            alone = replace(quantity, sample=None)
            found = derive(self.experiment, self.of_sample(row), alone, 0)
            rules, numbers = indexed((found.rules, found.numbers), row)
            return Derivation(quantity, rules, numbers, found.value)
        if self.samples > 1 and quantity.kind in GRADIENTS:
            lines = over_samples.gradient(
                self.experiment, self.step, quantity, self.divisor, self.read
            )
            return Derivation(quantity, *lines, read(self.step, quantity))
        return derive(self.experiment, self.step, quantity, 0)


def _fixed(values: Array) -> Array:
    """Return an array that nothing else has, so that it cannot be changed."""
    values.setflags(write=False)
    return values


def _mean(values: Array) -> Array:
    """Return (1, units) of (batch, units)."""
    return freeze(values.mean(axis=0, keepdims=True))
