"""The formulas of the backward pass."""

from engine.story.expression import Call, Expr, Product, SumOver
from engine.story.loss_formulas import scaled, slope_at_output
from engine.story.place import Lines, Place
from engine.story.quantity import Kind, Quantity
from engine.story.shapes import ACTIVATION_SHAPES, LOSS_SHAPES, ONE
from engine.story.terms import WRITTEN_IN_FULL, activation_of, letter, long_sum, symbol


def activation_slope(at: Place) -> Lines:
    if at.layer == at.experiment.network.depth:
        return slope_at_output(at.experiment, at.terms, at.quantity)
    receivers = at.sizes[at.layer + 1]

    def weight(unit: int) -> Quantity:
        return Quantity(Kind.WEIGHT, at.layer + 1, unit, at.unit)

    def delta(unit: int) -> Quantity:
        return Quantity(Kind.DELTA, at.layer + 1, unit)

    general = SumOver(
        "j",
        Product(
            (
                letter(Kind.WEIGHT, at.layer + 1, f"j{at.unit + 1}"),
                letter(Kind.DELTA, at.layer + 1, "j"),
            )
        ),
    )
    rules: tuple[Expr, ...] = (general,)
    if receivers <= WRITTEN_IN_FULL:
        written = long_sum(
            receivers, lambda unit: Product((symbol(weight(unit)), symbol(delta(unit))))
        )
        rules = (general, written) if receivers > 1 else (written,)
    numbers = long_sum(
        receivers,
        lambda unit: Product((at.terms.number(weight(unit)), at.terms.number(delta(unit)))),
    )
    return rules, (numbers,)


def delta(at: Place) -> Lines:
    slope_of_loss, named = symbol(at.here(Kind.D_A)), at.slope_rule()
    chain = Product((slope_of_loss, named))
    if at.stable_output:
        return _stable_delta(at, chain)
    shape = ACTIVATION_SHAPES[at.activation]
    a = at.here(Kind.A)
    written = shape.slope(symbol(at.here(Kind.Z)), symbol(a))
    d_a = at.terms.number(at.here(Kind.D_A))
    if isinstance(written, Call) or written is ONE:
        return (chain,), (Product((d_a, at.slope_value())),)
    in_numbers = shape.slope(at.terms.number(at.here(Kind.Z)), at.terms.number(a))
    return (chain, _times(slope_of_loss, written)), (_times(d_a, in_numbers),)


def _times(factor: Expr, product: Expr) -> Product:
    factors = product.factors if isinstance(product, Product) else (product,)
    return Product((factor, *factors))


def _stable_delta(at: Place, chain: Expr) -> Lines:
    shape = LOSS_SHAPES[at.experiment.loss.name]
    assert shape.delta is not None
    divisor = at.terms.batch * (at.sizes[-1] if shape.mean else 1)
    a, y = at.here(Kind.A), at.here(Kind.TARGET)
    rule = shape.delta(symbol(a), symbol(y))
    numbers = shape.delta(at.terms.number(a), at.terms.number(y))
    return (chain, scaled(divisor, rule)), (scaled(divisor, numbers),)


def weight_gradient(at: Place) -> Lines:
    assert at.quantity.source is not None
    sent = activation_of(at.layer - 1, at.quantity.source)
    delta, d_a = at.here(Kind.DELTA), at.here(Kind.D_A)
    if at.terms.batch > 1:
        return _sum_over_samples(at, sent)
    chain = Product((symbol(sent), at.slope_rule(), symbol(d_a)))
    short = Product((symbol(sent), symbol(delta)))
    in_delta = Product((at.terms.number(sent), at.terms.number(delta)))
    if at.stable_output:
        return (chain, short), (in_delta,)
    factors = (at.terms.number(sent), at.slope_value(), at.terms.number(d_a))
    return (chain, short), (Product(factors), in_delta)


def bias_gradient(at: Place) -> Lines:
    delta, d_a = at.here(Kind.DELTA), at.here(Kind.D_A)
    if at.terms.batch > 1:
        return _sum_over_samples(at, None)
    chain = Product((at.slope_rule(), symbol(d_a)))
    if at.stable_output:
        return (chain, symbol(delta)), (at.terms.number(delta),)
    factors = Product((at.slope_value(), at.terms.number(d_a)))
    return (chain, symbol(delta)), (factors,)


def _sum_over_samples(at: Place, sent: Quantity | None) -> Lines:
    """A gradient of the batch: one product a sample, each delta carrying its 1/N."""
    delta = at.here(Kind.DELTA)
    receiver = str(at.unit + 1)
    delta_letter: Expr = letter(Kind.DELTA, at.layer, receiver, sample="n")
    if sent is None:
        rule: Expr = SumOver("n", delta_letter)
    else:
        sender = letter(sent.kind, sent.layer, str(sent.unit + 1), sample="n")
        rule = SumOver("n", Product((sender, delta_letter)))

    def of_sample(row: int) -> Expr:
        number = at.terms.number(delta, row)
        return number if sent is None else Product((at.terms.number(sent, row), number))

    return (rule,), (long_sum(at.terms.batch, of_sample),)
