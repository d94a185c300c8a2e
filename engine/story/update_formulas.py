"""The formulas of the update and of the loss after it."""

from engine.experiment import Experiment
from engine.story.expression import Expr, Number, Product, Role, SumOver
from engine.story.loss_formulas import scaled
from engine.story.place import Lines
from engine.story.quantity import Kind, Quantity
from engine.story.shapes import LOSS_SHAPES, SATURATED, minus
from engine.story.terms import ETA, WRITTEN_IN_FULL, Terms, letter, long_sum, symbol


def weight(experiment: Experiment, terms: Terms, after: Quantity) -> Lines:
    """Return new = old - rate x gradient for a weight."""
    return _step(experiment, terms, after, Kind.WEIGHT, Kind.D_WEIGHT)


def bias(experiment: Experiment, terms: Terms, after: Quantity) -> Lines:
    """Return the same for a bias, which stays as it is where biases are not trained."""
    if not experiment.training.train_biases:
        old = Quantity(Kind.BIAS, after.layer, after.unit)
        return (symbol(old),), (terms.number(old),)
    return _step(experiment, terms, after, Kind.BIAS, Kind.D_BIAS)


def _step(
    experiment: Experiment, terms: Terms, after: Quantity, old_kind: Kind, slope_kind: Kind
) -> Lines:
    place = (after.layer, after.unit, after.source)
    old, slope = Quantity(old_kind, *place), Quantity(slope_kind, *place)
    rate = Number(experiment.training.learning_rate, Role.GRADIENT)
    rule = minus(symbol(old), Product((ETA, symbol(slope))))
    return (rule,), (minus(terms.number(old), Product((rate, terms.number(slope)))),)


def loss(experiment: Experiment, terms: Terms) -> Lines:
    """Return the cost of the same batch, computed again from the outputs after the update."""
    depth, outputs = experiment.network.depth, experiment.network.sizes[-1]
    shape = LOSS_SHAPES[experiment.loss.name]
    if terms.batch > 1:
        each = long_sum(
            terms.batch,
            lambda row: Number(float(terms.trace.losses_after[row]), Role.LOSS),
        )
        return (), (scaled(terms.batch, each),)

    def a(unit: int) -> Quantity:
        return Quantity(Kind.A_AFTER, depth, unit)

    def y(unit: int) -> Quantity:
        return Quantity(Kind.TARGET, depth, unit)

    divisor = outputs if shape.mean else 1
    if outputs <= WRITTEN_IN_FULL:
        rule = long_sum(outputs, lambda u: shape.term(symbol(a(u)), symbol(y(u))))
    else:
        each_output = shape.term(letter(Kind.A_AFTER, depth, "j"), letter(Kind.TARGET, 0, "j"))
        rule = SumOver("j", each_output)

    def in_numbers(unit: int) -> Expr:
        z = float(terms.trace.z_after[terms.row, unit])
        if shape.saturated_term is not None and abs(z) > SATURATED:
            return shape.saturated_term(Number(z, Role.VALUE), terms.number(y(unit)))
        return shape.term(terms.number(a(unit)), terms.number(y(unit)))

    numbers = long_sum(outputs, in_numbers)
    return (scaled(divisor, rule),), (scaled(divisor, numbers),)
