"""For each quantity: the rule, the rule with numbers, the value."""

from collections.abc import Callable

from msgspec import Struct

from engine.backprop import StepTrace
from engine.experiment import Experiment
from engine.story.formulas import backward, forward, update
from engine.story.formulas.place import Lines, Place
from engine.story.formulas.terms import Terms, symbol
from engine.story.readings import read
from engine.written.expression import Equation, Expr, Number
from engine.written.quantity import Kind, Quantity


class Derivation(Struct, frozen=True):
    """Where one number comes from.

    rules: the formula in symbols, from the chain rule to its shortest form; numbers: the same
    with numbers put in, each of which comes to `value`; both empty for what is given.
    """

    quantity: Quantity
    rules: tuple[Expr, ...]
    numbers: tuple[Expr, ...]
    value: float

    def equations(self, known: bool = True) -> tuple[Equation, ...]:
        """Return the lines to be written: without numbers while the value is not known."""
        result = Number(self.value, symbol(self.quantity).role, self.quantity)
        lines = (*self.rules, *self.numbers, result) if known else self.rules
        return tuple(
            Equation(symbol(self.quantity) if i == 0 else None, line)
            for i, line in enumerate(lines)
        )


def derive(experiment: Experiment, trace: StepTrace, quantity: Quantity, row: int) -> Derivation:
    """Return where a number of the step comes from, for the sample in row `row` of the batch."""
    writers: dict[Kind, Callable[[Place], Lines]] = {
        Kind.INPUT: forward.given,
        Kind.Z: forward.weighted_sum,
        Kind.A: forward.activation,
        Kind.SAMPLE_LOSS: forward.sample_loss,
        Kind.LOSS: forward.loss,
        Kind.D_A: backward.activation_slope,
        Kind.DELTA: backward.delta,
        Kind.D_WEIGHT: backward.weight_gradient,
        Kind.D_BIAS: backward.bias_gradient,
        Kind.WEIGHT_AFTER: lambda at: update.weight(experiment, at.terms, quantity),
        Kind.BIAS_AFTER: lambda at: update.bias(experiment, at.terms, quantity),
        Kind.LOSS_AFTER: lambda at: update.loss(experiment, at.terms),
    }
    place = Place(experiment, Terms(trace, row), quantity)
    writer = writers.get(quantity.kind)
    rules, numbers = ((), ()) if writer is None else writer(place)
    return Derivation(quantity, rules, numbers, read(trace, quantity, row))
