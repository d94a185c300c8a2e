"""Where in which network a formula is written."""

import numpy as np
from msgspec import Struct

from engine.experiment import Experiment, Mistake
from engine.functions.activation import Activation
from engine.story.formulas.terms import Terms, symbol
from engine.story.readings import read
from engine.written.expression import (
    Expr,
    FunctionOf,
    Number,
    Role,
)
from engine.written.quantity import Kind, Quantity

Lines = tuple[tuple[Expr, ...], tuple[Expr, ...]]


class Place(Struct, frozen=True):
    """Where in which network a formula is written."""

    experiment: Experiment
    terms: Terms
    quantity: Quantity

    @property
    def layer(self) -> int:
        return self.quantity.layer

    @property
    def unit(self) -> int:
        return self.quantity.unit

    @property
    def sizes(self) -> tuple[int, ...]:
        return self.experiment.network.sizes

    @property
    def activation(self) -> Activation:
        return self.experiment.network.layers[self.layer - 1].activation

    def here(self, kind: Kind) -> Quantity:
        return Quantity(kind, self.layer, self.unit)

    def slope_rule(self) -> FunctionOf:
        """Return f'(z) of this neuron, with its value."""
        z = read(self.terms.trace, self.here(Kind.Z), self.terms.row)
        a = read(self.terms.trace, self.here(Kind.A), self.terms.row)
        value = float(self.activation.derivative(np.array([z]), np.array([a]))[0])
        letter = self.activation.written.letter
        return FunctionOf(letter, (symbol(self.here(Kind.Z)),), True, Role.SLOPE, value)

    def slope_value(self) -> Number:
        value = self.slope_rule().value
        assert value is not None
        return Number(value, Role.SLOPE)

    def makes(self, mistake: Mistake) -> bool:
        """Return whether a mistake is made on purpose."""
        return mistake in self.experiment.training.mistakes

    @property
    def mixes(self) -> bool:
        """Whether the neurons of this layer depend on each other, as those of softmax do."""
        return not self.activation.elementwise

    @property
    def stable_output(self) -> bool:
        """Whether dC/dz is computed here without dC/da, because the loss has a shorter form."""
        is_output = self.layer == self.experiment.network.depth
        return is_output and self.experiment.loss.d_z is not None
