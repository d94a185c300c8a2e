"""The formulas of the update and of the loss after it."""

from engine.experiment import Experiment
from engine.network import flat_index
from engine.penalty import NO_PENALTY
from engine.story.formulas.loss import SATURATED, scaled
from engine.story.formulas.penalty import with_penalty
from engine.story.formulas.place import Lines
from engine.story.formulas.terms import ETA, Terms, letter, symbol
from engine.written.expression import Expr, Number, Role, SumOver, Symbol
from engine.written.letters import ZERO
from engine.written.long_sums import WRITTEN_IN_FULL, long_sum
from engine.written.quantity import Kind, Quantity


def weight(experiment: Experiment, terms: Terms, after: Quantity) -> Lines:
    """Return what the optimiser makes of a weight: for plain descent, old - rate x gradient."""
    assert after.source is not None
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
    training, memory = experiment.training, terms.trace.memory
    index = flat_index(experiment.network.shape, after.place)
    slots = [Number(float(slot[index]), Role.GRADIENT) for slot in memory.slots]
    written = training.optimizer.written
    letters = [Symbol(name, role=Role.GRADIENT) for name in written.slots]
    rate = Number(training.learning_rate, Role.GRADIENT)
    pull = experiment.penalty if old_kind is Kind.WEIGHT else NO_PENALTY
    in_symbols = with_penalty(symbol(slope), symbol(old), pull, None)
    value = terms.number(old)
    in_numbers = with_penalty(terms.number(slope), value, pull, value.value)
    count = Number(memory.count + 1, exact=True)
    rule = written.step(symbol(old), in_symbols, letters, ETA, Symbol("t"))
    return (rule,), (written.step(value, in_numbers, slots, rate, count),)


def loss(experiment: Experiment, terms: Terms) -> Lines:
    """Return the cost of the same batch, computed again from the outputs after the update."""
    depth, outputs = experiment.network.depth, experiment.network.sizes[-1]
    shape = experiment.loss.written
    if terms.batch > 1:
        each = long_sum(
            terms.batch,
            lambda row: Number(float(terms.trace.losses_after[row]), Role.LOSS),
        )
        return (), (scaled(experiment.reduction.divisor(terms.batch), each),)

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
        a_number, y_number = terms.number(a(unit)), terms.number(y(unit))
        if shape.rounded_term is not None and y_number.value == 0:
            return ZERO
        return shape.in_numbers(a_number, y_number)

    numbers = long_sum(outputs, in_numbers)
    return (scaled(divisor, rule),), (scaled(divisor, numbers),)
