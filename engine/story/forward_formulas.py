"""The formulas of the forward pass and of the loss."""

from engine.story.expression import Call, Expr, Product, Sum, SumOver
from engine.story.loss_formulas import loss_term, scaled
from engine.story.place import Lines, Place
from engine.story.quantity import Kind, Quantity
from engine.story.shapes import ACTIVATION_SHAPES, LOSS_SHAPES
from engine.story.terms import WRITTEN_IN_FULL, activation_of, letter, long_sum, symbol


def weighted_sum(at: Place) -> Lines:
    senders = at.sizes[at.layer - 1]

    def weight(source: int) -> Quantity:
        return Quantity(Kind.WEIGHT, at.layer, at.unit, source)

    def in_symbols(source: int) -> Expr:
        return Product((symbol(weight(source)), symbol(activation_of(at.layer - 1, source))))

    def in_numbers(source: int) -> Expr:
        sent = at.terms.number(activation_of(at.layer - 1, source))
        return Product((at.terms.number(weight(source)), sent))

    bias = at.here(Kind.BIAS)
    if senders <= WRITTEN_IN_FULL:
        rule = long_sum(senders, in_symbols, [symbol(bias)])
    else:
        sent_kind = activation_of(at.layer - 1, 0).kind
        factors = (
            letter(Kind.WEIGHT, at.layer, f"{at.unit + 1}k"),
            letter(sent_kind, at.layer - 1, "k"),
        )
        rule = Sum((SumOver("k", Product(factors)), symbol(bias)))
    return (rule,), (long_sum(senders, in_numbers, [at.terms.number(bias)]),)


def activation(at: Place) -> Lines:
    shape = ACTIVATION_SHAPES[at.activation]
    z = symbol(at.here(Kind.Z))
    named, written = Call(shape.letter, (z,)), shape.value(z)
    rules = (written,) if shape.letter in ("tanh", "f") else (named, written)
    return rules, (shape.value(at.terms.number(at.here(Kind.Z))),)


def sample_loss(at: Place) -> Lines:
    outputs = at.sizes[-1]
    depth = at.experiment.network.depth
    shape = LOSS_SHAPES[at.experiment.loss.name]
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
    return (scaled(batch, SumOver("n", each)),), (scaled(batch, numbers),)
