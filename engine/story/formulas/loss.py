"""The formulas of the loss and of its slope at the outputs."""

import numpy as np

from engine.experiment import Experiment, Mistake
from engine.frozen import Array
from engine.story.formulas.terms import Terms, symbol
from engine.story.readings import read
from engine.written.expression import Expr, Fraction, Negative, Number, Product
from engine.written.letters import ONE, ZERO
from engine.written.quantity import Kind, Quantity

ROUNDING = 1e-12  # of a sum of targets, such as 0.1 + 0.2 + 0.7
SATURATED = 10.0  # beyond this |z|, 1 - sigmoid(z) has lost digits and formulas are written in z


def scaled(divisor: int, expr: Expr) -> Expr:
    """Return 1/divisor x expr, or the expression itself where the divisor is 1."""
    if divisor == 1:
        return expr
    return Product((Fraction(ONE, Number(divisor, exact=True)), expr))


def divisor_of(experiment: Experiment, terms: Terms) -> int:
    """Return what the slope of one output's loss is divided by: samples and outputs of means."""
    outputs = experiment.network.sizes[-1] if experiment.loss.written.mean else 1
    return experiment.reduction.divisor(terms.batch) * outputs


def add_up_to_one(targets: Array) -> bool:
    """Return whether the targets of every sample are a distribution, but for rounding.

    targets: (samples, outputs). Only then is dC/dz of softmax with cross-entropy a - y.
    """
    return bool((np.abs(targets.sum(axis=1) - 1) <= ROUNDING).all())


def loss_term(experiment: Experiment, terms: Terms, unit: int, row: int | None = None) -> Expr:
    """Return, with numbers, what one output adds to the loss of a sample."""
    depth = experiment.network.depth
    shape = experiment.loss.written
    y = terms.number(Quantity(Kind.TARGET, depth, unit), row)
    z = terms.number(Quantity(Kind.Z, depth, unit), row)
    if shape.saturated_term is not None and abs(z.value) > SATURATED:
        return shape.saturated_term(z, y)
    a = terms.number(Quantity(Kind.A, depth, unit), row)
    if shape.rounded_term is None:
        return shape.in_numbers(a, y)
    if y.value == 0:
        return ZERO
    zs = [
        terms.number(Quantity(Kind.Z, depth, k), row) for k in range(experiment.network.sizes[-1])
    ]
    return shape.term(a, y) if a.value > 0 else shape.rounded_term(zs, unit, y)


def slope_at_output(
    experiment: Experiment, terms: Terms, d_a: Quantity
) -> tuple[tuple[Expr, ...], tuple[Expr, ...]]:
    """Return dC/da of an output in symbols and with numbers."""
    shape = experiment.loss.written
    divisor = divisor_of(experiment, terms)
    z, a, y = (Quantity(kind, d_a.layer, d_a.unit) for kind in (Kind.Z, Kind.A, Kind.TARGET))
    numbers: Expr
    rules = [scaled(divisor, shape.slope(symbol(a), symbol(y)))]
    saturated = abs(read(terms.trace, z, terms.row)) > SATURATED
    if shape.saturated_slope is not None and saturated:
        rules.append(scaled(divisor, shape.saturated_slope(symbol(z), symbol(y))))
        numbers = shape.saturated_slope(terms.number(z), terms.number(y))
    elif shape.delta is not None and read(terms.trace, a, terms.row) == 0:
        known = terms.number(d_a)  # y/a has no digits left: a was rounded to 0
        return tuple(rules), (known,)
    else:
        numbers = shape.slope_in_numbers(terms.number(a), terms.number(y))
    if Mistake.WRONG_SIGN in experiment.training.mistakes:
        return tuple(Negative(rule) for rule in rules), (Negative(scaled(divisor, numbers)),)
    return tuple(rules), (scaled(divisor, numbers),)
