"""The formulas of the forward pass and of the loss."""

from msgspec.structs import replace

from engine.story.formulas.loss import loss_term, scaled
from engine.story.formulas.place import Lines, Place
from engine.story.formulas.terms import activation_of, letter, symbol
from engine.written.expression import (
    Expr,
    Fraction,
    FunctionOf,
    Number,
    Product,
    Role,
    Sum,
    SumOver,
    Symbol,
)
from engine.written.letters import exp, minus
from engine.written.long_sums import WRITTEN_IN_FULL, long_sum
from engine.written.quantity import Kind, Quantity

LARGE_EXPONENT = 30.0  # beyond it, e^z is no number to look at


MEAN, DEVIATION, READ = "m", "s", "r"  # of an input's column, and what was read from it


def given(at: Place) -> Lines:
    """Return what was done to an input that was read from a table; nothing to any other."""
    used = at.experiment.data.normalisation
    if used is None:
        return (), ()
    number = str(at.unit + 1)
    x = at.terms.number(at.here(Kind.INPUT)).value
    mean, deviation = float(used.mean[at.unit]), float(used.deviation[at.unit])
    return (normalised(number),), (
        Fraction(
            minus(Number(used.before(at.unit, x), Role.VALUE), Number(mean)), Number(deviation)
        ),
    )


def normalised(index: str) -> Expr:
    """Return (r - m) / s with an index."""
    read, mean, deviation = (Symbol(name, index) for name in (READ, MEAN, DEVIATION))
    return Fraction(minus(replace(read, role=Role.VALUE), mean), deviation)


def weighted_sum(at: Place) -> Lines:
    senders = at.sizes[at.layer - 1]

    def weight(source: int) -> Quantity:
        return Quantity(Kind.WEIGHT, at.layer, at.unit, source)

    def in_symbols(source: int) -> Expr:
        return Product((symbol(weight(source)), symbol(activation_of(at.layer - 1, source))))

    def in_numbers(source: int) -> Expr:
        sent = at.terms.number(activation_of(at.layer - 1, source))
        return Product((at.terms.number(weight(source)), sent))

    has_bias = at.experiment.network.shape.has_bias(at.layer)
    biases = [at.here(Kind.BIAS)] if has_bias else []
    if senders <= WRITTEN_IN_FULL:
        rule = long_sum(senders, in_symbols, [symbol(bias) for bias in biases])
    else:
        sent_kind = activation_of(at.layer - 1, 0).kind
        factors = (
            letter(Kind.WEIGHT, at.layer, f"{at.unit + 1}k"),
            letter(sent_kind, at.layer - 1, "k"),
        )
        over_all = SumOver("k", Product(factors))
        rule = Sum((over_all, symbol(biases[0]))) if has_bias else over_all
    return (rule,), (long_sum(senders, in_numbers, [at.terms.number(bias) for bias in biases]),)


def activation(at: Place) -> Lines:
    """Return a = f(z): its name, its formula, and the formula with numbers."""
    if at.mixes:
        return _softmax(at)
    shape = at.activation.written
    z = symbol(at.here(Kind.Z))
    rules = _once(FunctionOf(shape.letter, (z,)), shape.value(z))
    return rules if shape.letter != "f" else rules[-1:], (
        shape.in_numbers(at.terms.number(at.here(Kind.Z))),
    )


def _once(named: Expr, written: Expr) -> tuple[Expr, ...]:
    return (named,) if named == written else (named, written)


def _softmax(at: Place) -> Lines:
    """Return e^z over the sum of all e^z of the layer, shifted by the largest z if it is large."""
    units = at.sizes[at.layer]
    zs = [at.terms.number(Quantity(Kind.Z, at.layer, unit)) for unit in range(units)]
    shift = max(z.value for z in zs)
    large = max(abs(z.value) for z in zs) > LARGE_EXPONENT

    def raised(unit: int) -> Expr:
        shifted = minus(zs[unit], Number(shift, Role.VALUE))
        return exp(shifted if large else zs[unit])

    rule = Fraction(exp(symbol(at.here(Kind.Z))), SumOver("k", exp(letter(Kind.Z, at.layer, "k"))))
    return (rule,), (Fraction(raised(at.unit), long_sum(units, raised)),)


def sample_loss(at: Place) -> Lines:
    outputs = at.sizes[-1]
    depth = at.experiment.network.depth
    shape = at.experiment.loss.written
    divisor = outputs if shape.mean else 1

    def in_symbols(unit: int) -> Expr:
        a, y = Quantity(Kind.A, depth, unit), Quantity(Kind.TARGET, depth, unit)
        return shape.term(symbol(a), symbol(y))

    if outputs <= WRITTEN_IN_FULL:
        rule = long_sum(outputs, in_symbols)
    else:
        rule = SumOver("j", shape.term(letter(Kind.A, depth, "j"), letter(Kind.TARGET, 0, "j")))
    numbers = long_sum(outputs, lambda unit: loss_term(at.experiment, at.terms, unit))
    return (scaled(divisor, rule),), (scaled(divisor, numbers),)


def loss(at: Place) -> Lines:
    batch = at.terms.batch
    if batch == 1:
        return sample_loss(at)
    each = letter(Kind.SAMPLE_LOSS, sample="n")
    sample = Quantity(Kind.SAMPLE_LOSS)
    numbers = long_sum(batch, lambda row: at.terms.number(sample, row))
    divisor = at.experiment.reduction.divisor(batch)
    return (scaled(divisor, SumOver("n", each)),), (scaled(divisor, numbers),)
