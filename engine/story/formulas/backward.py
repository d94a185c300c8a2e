"""The formulas of the backward pass."""

from engine.experiment import Mistake, UpdateRule
from engine.network import flat_index
from engine.story.formulas.loss import add_up_to_one, divisor_of, scaled, slope_at_output
from engine.story.formulas.place import Lines, Place
from engine.story.formulas.terms import UNRESET, activation_of, letter, symbol
from engine.written.expression import (
    Expr,
    Negative,
    Number,
    Partial,
    Product,
    Role,
    Sum,
    SumOver,
    Symbol,
)
from engine.written.letters import ONE, minus
from engine.written.long_sums import WRITTEN_IN_FULL, long_sum
from engine.written.quantity import Kind, Quantity


def activation_slope(at: Place) -> Lines:
    if at.layer == at.experiment.network.depth:
        return slope_at_output(at.experiment, at.terms, at.quantity)
    receivers = at.sizes[at.layer + 1]

    in_place = at.experiment.training.update_rule is UpdateRule.IN_PLACE
    kind = Kind.WEIGHT_AFTER if in_place else Kind.WEIGHT  # the mistake, shown as it is made

    def weight(unit: int) -> Quantity:
        return Quantity(kind, at.layer + 1, unit, at.unit)

    def delta(unit: int) -> Quantity:
        return Quantity(Kind.DELTA, at.layer + 1, unit)

    general = SumOver(
        "j",
        Product(
            (
                letter(kind, at.layer + 1, f"j{at.unit + 1}"),
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
    """Return dC/dz: what arrives at the activation times the slope of the activation function."""
    if at.makes(Mistake.FORGOTTEN_SLOPE):
        d_a_alone = at.here(Kind.D_A)
        return (symbol(d_a_alone),), (at.terms.number(d_a_alone),)
    if at.stable_output:
        return _stable_delta(at)
    if at.mixes:
        return _mixed_delta(at)
    slope_of_loss, shape = symbol(at.here(Kind.D_A)), at.activation.written
    chain = Product((slope_of_loss, at.slope_rule()))
    z, a = at.here(Kind.Z), at.here(Kind.A)
    d_a = at.terms.number(at.here(Kind.D_A))
    in_numbers = shape.slope_in_numbers(at.terms.number(z), at.terms.number(a))
    numbers = (_times(d_a, in_numbers),)
    if shape.slope is None or shape.slope(symbol(z), symbol(a)) is ONE:
        return (chain,), numbers
    return (chain, _times(slope_of_loss, shape.slope(symbol(z), symbol(a)))), numbers


def _times(factor: Expr, product: Expr) -> Product:
    factors = product.factors if isinstance(product, Product) else (product,)
    return Product((factor, *factors))


def _chain_to_z(at: Place) -> Expr:
    """Return dC/da times da/dz, a sum over the layer where its neurons depend on each other."""
    if not at.mixes:
        return Product((symbol(at.here(Kind.D_A)), at.slope_rule()))
    z, a = symbol(at.here(Kind.Z)), letter(Kind.A, at.layer, "i")
    assert isinstance(z, Symbol)
    assert isinstance(a, Symbol)
    through = Partial(z, Role.SLOPE, over=a)
    return SumOver("i", Product((letter(Kind.D_A, at.layer, "i"), through)))


def _stable_delta(at: Place) -> Lines:
    shape = at.experiment.loss.written
    assert shape.delta is not None
    divisor = divisor_of(at.experiment, at.terms)
    a, y = at.here(Kind.A), at.here(Kind.TARGET)
    rule = shape.delta(symbol(a), symbol(y))
    numbers = shape.delta(at.terms.number(a), at.terms.number(y))
    targets = at.terms.trace.targets[[at.terms.row]]
    if at.mixes and not add_up_to_one(targets):
        all_y = [Quantity(Kind.TARGET, at.layer, unit) for unit in range(at.sizes[at.layer])]
        together = long_sum(len(all_y), lambda unit: at.terms.number(all_y[unit]))
        rule = minus(Product((SumOver("k", letter(Kind.TARGET, 0, "k")), symbol(a))), symbol(y))
        numbers = minus(Product((together, at.terms.number(a))), at.terms.number(y))
    rule, numbers = scaled(divisor, rule), scaled(divisor, numbers)
    if at.makes(Mistake.WRONG_SIGN):
        rule, numbers = Negative(rule), Negative(numbers)
    return (_chain_to_z(at), rule), (numbers,)


def _mixed_delta(at: Place) -> Lines:
    """For softmax: a_j (dC/da_j - sum_i a_i dC/da_i)."""
    units = range(at.sizes[at.layer])
    a, d_a = at.here(Kind.A), at.here(Kind.D_A)
    all_a, all_d_a = letter(Kind.A, at.layer, "i"), letter(Kind.D_A, at.layer, "i")
    spread = SumOver("i", Product((all_a, all_d_a)))
    rule = Product((symbol(a), minus(symbol(d_a), spread)))

    def product(unit: int) -> Expr:
        numbers = (Quantity(kind, at.layer, unit) for kind in (Kind.A, Kind.D_A))
        return Product(tuple(at.terms.number(number) for number in numbers))

    subtracted = minus(at.terms.number(d_a), long_sum(len(units), product))
    return (_chain_to_z(at), rule), (Product((at.terms.number(a), subtracted)),)


def weight_gradient(at: Place) -> Lines:
    """Return the three local slopes multiplied, or in short a delta."""
    assert at.quantity.source is not None
    sent = activation_of(at.layer - 1, at.quantity.source)
    delta, d_a = at.here(Kind.DELTA), at.here(Kind.D_A)
    if at.terms.batch > 1:
        return _with_unreset(at, _sum_over_samples(at, sent))
    short = Product((symbol(sent), symbol(delta)))
    in_delta = Product((at.terms.number(sent), at.terms.number(delta)))
    if at.mixes or at.experiment.training.mistakes:
        return _with_unreset(at, ((short,), (in_delta,)))
    chain = Product((symbol(sent), at.slope_rule(), symbol(d_a)))
    if at.stable_output:
        return (chain, short), (in_delta,)
    factors = (at.terms.number(sent), at.slope_value(), at.terms.number(d_a))
    return (chain, short), (Product(factors), in_delta)


def bias_gradient(at: Place) -> Lines:
    """Return the same for a bias, which was multiplied by 1."""
    delta, d_a = at.here(Kind.DELTA), at.here(Kind.D_A)
    if at.terms.batch > 1:
        return _with_unreset(at, _sum_over_samples(at, None))
    if at.mixes or at.experiment.training.mistakes:
        return _with_unreset(at, ((symbol(delta),), (at.terms.number(delta),)))
    chain = Product((at.slope_rule(), symbol(d_a)))
    if at.stable_output:
        return (chain, symbol(delta)), (at.terms.number(delta),)
    factors = Product((at.slope_value(), at.terms.number(d_a)))
    return (chain, symbol(delta)), (factors,)


def _with_unreset(at: Place, lines: Lines) -> Lines:
    """Return the same added to the gradient of the step before, where that is never reset."""
    memory, place = at.terms.trace.memory, at.quantity
    if not at.makes(Mistake.NOT_RESET) or memory.unreset is None:
        return lines
    index = flat_index(at.experiment.network.shape, place.place)
    before = Number(float(memory.unreset[index]), Role.GRADIENT)
    rules, numbers = lines
    return (
        tuple(Sum((UNRESET, rule)) for rule in rules),
        tuple(Sum((before, number)) for number in numbers),
    )


def _sum_over_samples(at: Place, sent: Quantity | None) -> Lines:
    """A gradient of the batch: one product a sample, each delta carrying the 1/N of a mean."""
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
