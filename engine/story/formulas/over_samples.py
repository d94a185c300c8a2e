"""The gradient of a batch as what it is made of: the derivatives of each sample's own loss."""

from collections.abc import Callable

from msgspec.structs import replace

from engine.backprop import StepTrace
from engine.experiment import Experiment, Mistake
from engine.network import flat_index
from engine.story.formulas.loss import scaled
from engine.story.formulas.place import Lines
from engine.story.formulas.terms import UNRESET, activation_of, letter, symbol
from engine.written.expression import Expr, Number, Partial, Product, Role, Sum, SumOver, Symbol
from engine.written.long_sums import long_sum
from engine.written.quantity import Kind, Quantity, with_sample

Read = Callable[[Quantity], float]


def gradient(
    experiment: Experiment, step: StepTrace, which: Quantity, divisor: int, read: Read
) -> Lines:
    """Return dC/dw or dC/db of several samples: 1/N times the sum of dC[n]/dw.

    divisor: N, or 1 where the losses are added up; read: gives the numbers of each sample.
    """
    sent = None if which.source is None else activation_of(which.layer - 1, which.source)
    delta = Quantity(Kind.DELTA, which.layer, which.unit)

    def number(quantity: Quantity, row: int) -> Number:
        own = with_sample(quantity, row)
        return Number(read(own), symbol(quantity).role, own)

    def product(row: int) -> Expr:
        back = number(delta, row)
        return back if sent is None else Product((number(sent, row), back))

    rules: list[Expr] = [SumOver("n", _own_derivative(which)), SumOver("n", _own_product(which))]
    numbers = [long_sum(len(step.x), product)]
    if sent is not None:
        numbers.append(long_sum(len(step.x), lambda row: number(which, row)))
    before = _unreset(experiment, step, which)
    return (
        tuple(_after(UNRESET if before else None, scaled(divisor, rule)) for rule in rules),
        tuple(_after(before, scaled(divisor, line)) for line in numbers),
    )


def _own_derivative(which: Quantity) -> Expr:
    """Return dC[n]/dw."""
    by = symbol(which)
    assert isinstance(by, Partial)
    return replace(by, over=Symbol("C", sup="[n]"), quantity=None)


def _own_product(which: Quantity) -> Expr:
    """Return what dC[n]/dw is: an activation of sample n times one of its deltas."""
    delta = letter(Kind.DELTA, which.layer, str(which.unit + 1), sample="n")
    if which.source is None:
        return delta
    sent = activation_of(which.layer - 1, which.source)
    return Product((letter(sent.kind, sent.layer, str(sent.unit + 1), sample="n"), delta))


def _unreset(experiment: Experiment, step: StepTrace, which: Quantity) -> Number | None:
    """Return the gradient of the step before, where it is never reset."""
    if Mistake.NOT_RESET not in experiment.training.mistakes or step.memory.unreset is None:
        return None
    index = flat_index(experiment.network.shape, which.place)
    return Number(float(step.memory.unreset[index]), Role.GRADIENT)


def _after(first: Expr | None, rest: Expr) -> Expr:
    return rest if first is None else Sum((first, rest))
