"""The formulas of the loss and of its slope at the outputs."""

from engine.experiment import Experiment
from engine.story.expression import Expr, Fraction, Number, Product
from engine.story.quantity import Kind, Quantity
from engine.story.readings import read
from engine.story.shapes import LOSS_SHAPES, ONE, SATURATED
from engine.story.terms import Terms, symbol


def scaled(divisor: int, expr: Expr) -> Expr:
    """Return 1/divisor x expr, or the expression itself where the divisor is 1."""
    if divisor == 1:
        return expr
    return Product((Fraction(ONE, Number(divisor, exact=True)), expr))


def loss_term(experiment: Experiment, terms: Terms, unit: int, row: int | None = None) -> Expr:
    """Return, with numbers, what one output adds to the loss of a sample."""
    depth = experiment.network.depth
    shape = LOSS_SHAPES[experiment.loss.name]
    y = terms.number(Quantity(Kind.TARGET, depth, unit), row)
    z = terms.number(Quantity(Kind.Z, depth, unit), row)
    if shape.saturated_term is not None and abs(z.value) > SATURATED:
        return shape.saturated_term(z, y)
    return shape.term(terms.number(Quantity(Kind.A, depth, unit), row), y)


def slope_at_output(
    experiment: Experiment, terms: Terms, d_a: Quantity
) -> tuple[tuple[Expr, ...], tuple[Expr, ...]]:
    """Return dC/da of an output in symbols and with numbers."""
    shape = LOSS_SHAPES[experiment.loss.name]
    divisor = terms.batch * (experiment.network.sizes[-1] if shape.mean else 1)
    z, a, y = (Quantity(kind, d_a.layer, d_a.unit) for kind in (Kind.Z, Kind.A, Kind.TARGET))
    rules = [scaled(divisor, shape.slope(symbol(a), symbol(y)))]
    saturated = abs(read(terms.trace, z, terms.row)) > SATURATED
    if shape.saturated_slope is not None and saturated:
        rules.append(scaled(divisor, shape.saturated_slope(symbol(z), symbol(y))))
        numbers = shape.saturated_slope(terms.number(z), terms.number(y))
    else:
        numbers = shape.slope(terms.number(a), terms.number(y))
    return tuple(rules), (scaled(divisor, numbers),)
