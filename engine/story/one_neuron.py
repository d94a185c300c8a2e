"""One neuron, x -> z -> a -> C, as a network of its own, with its formulas."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.backprop import StepTrace, trace_step
from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.frozen import freeze
from engine.losses import LOSSES
from engine.network import LayerPlan, NetworkPlan, of_layers
from engine.one_neuron import OneNeuron
from engine.story.formulas.derivation import derive
from engine.story.formulas.loss import SATURATED
from engine.story.formulas.place import Place
from engine.story.formulas.terms import Terms, symbol
from engine.story.readings import read
from engine.written.expression import (
    Equation,
    Expr,
    FunctionOf,
    Negative,
    Number,
    Partial,
    Product,
    Role,
    Symbol,
    evaluate,
    mapped,
)
from engine.written.letters import ONE
from engine.written.quantity import Kind, Quantity

T = TypeVar("T")


class Formulas(Struct, frozen=True):
    """The lines of the forward pass, of each local slope, and of the chain rule's products."""

    forward: tuple[Equation, ...]
    slopes: tuple[Equation, ...]
    products: tuple[Equation, ...]


X, Z, A, Y = (
    Quantity(Kind.INPUT, 0, 0),
    Quantity(Kind.Z, 1, 0),
    Quantity(Kind.A, 1, 0),
    Quantity(Kind.TARGET, 1, 0),
)
W, B = Quantity(Kind.WEIGHT, 1, 0, 0), Quantity(Kind.BIAS, 1, 0)
C, D_A, DELTA = Quantity(Kind.LOSS), Quantity(Kind.D_A, 1, 0), Quantity(Kind.DELTA, 1, 0)
D_W, D_B = Quantity(Kind.D_WEIGHT, 1, 0, 0), Quantity(Kind.D_BIAS, 1, 0)
_ONE_ALONG = Number(1, Role.VALUE, exact=True)  # dz/db


@lru_cache(maxsize=8)
def experiment(neuron: OneNeuron) -> Experiment:
    """Return the neuron as a network of its own, with its one sample."""
    return Experiment(
        title="",
        network=NetworkPlan(1, (LayerPlan(1, ACTIVATIONS[neuron.activation]),)),
        loss=LOSSES[neuron.loss],
        data=Dataset(freeze([[neuron.x]]), freeze([[neuron.y]])),
        given=of_layers([freeze([[neuron.w]])], [freeze([neuron.b])]),
    )


@lru_cache(maxsize=8)
def trace(neuron: OneNeuron) -> StepTrace:
    """Return every number of the neuron's forward and backward pass."""
    made = experiment(neuron)
    return trace_step(made.problem, made.training, made.first_parameters())


def value(neuron: OneNeuron, quantity: Quantity) -> float:
    """Return one of the numbers."""
    return read(trace(neuron), quantity)


def slope(neuron: OneNeuron) -> float:
    """Return f'(z)."""
    return Place(experiment(neuron), Terms(trace(neuron)), Z).slope_value().value


@lru_cache(maxsize=8)
def formulas(neuron: OneNeuron) -> Formulas:
    """Return all formulas, each followed by its numbers, in letters without indices.

    A saturated sigmoid under cross-entropy has lost the digits of f'(z): there the products are
    written with dC/dz = a - y.
    """
    forward = [line for each in (Z, A, C) for line in _derived(neuron, each)]
    along_z = [(W, letter(X), _number(neuron, X)), (B, _ONE_ALONG, None)]
    along_z.append((X, letter(W), _number(neuron, W)))
    slopes = [*_derived(neuron, D_A), *_slope_of_activation(neuron)]
    slopes += [Equation(_of_z(by), rule, number) for by, rule, number in along_z]
    products: list[Equation] = []
    if experiment(neuron).loss.d_z is not None:
        _, *shorter = _derived(neuron, DELTA)
        rule = Product((letter(D_A), _of_activation()))
        products = [Equation(Partial(_symbol(Z), Role.GRADIENT, DELTA), rule), *shorter]
    for by, _, number in along_z:
        products += _product(neuron, by, number or _ONE_ALONG)
    return Formulas(tuple(forward), tuple(slopes), tuple(products))


def gradient_line(neuron: OneNeuron) -> Equation:
    """Return dC/dw with numbers, on one line."""
    named, line = _product(neuron, W, _number(neuron, X))
    return replace(line, left=named.left)


def _product(neuron: OneNeuron, by: Quantity, along: Number) -> list[Equation]:
    """Return dC/dw, dC/db or dC/dx in symbols, and the same with numbers."""
    d_z, d_a = _number(neuron, DELTA), _number(neuron, D_A)
    saturated = experiment(neuron).loss.d_z is not None and abs(value(neuron, Z)) > SATURATED
    if saturated:
        rule: tuple[Expr, ...] = (Partial(_symbol(Z), Role.GRADIENT, DELTA), _of_z(by))
        numbers = Product((d_z, along))
    else:
        rule = (letter(D_A), _of_activation(), _of_z(by))
        numbers = Product((d_a, Number(slope(neuron), Role.SLOPE), along))
    gradient = {W: D_W, B: D_B}.get(by)
    result = evaluate(numbers, {}) if gradient is None else value(neuron, gradient)
    left = Partial(_symbol(by), Role.GRADIENT, gradient)
    return [
        Equation(left, Product(rule)),
        Equation(None, numbers, Number(result, Role.GRADIENT, gradient)),
    ]


def _derived(neuron: OneNeuron, quantity: Quantity) -> Iterator[Equation]:
    """Yield where a number comes from: its rules, then its numbers and what they come to."""
    found = derive(experiment(neuron), trace(neuron), quantity, 0)
    result = _number(neuron, quantity)
    yield from _lines(letter(quantity), found.rules, found.numbers[-1], result)


def _slope_of_activation(neuron: OneNeuron) -> Iterator[Equation]:
    shape = ACTIVATIONS[neuron.activation].written
    rules: list[Expr] = [FunctionOf(shape.letter, (letter(Z),), True, Role.SLOPE)]
    if shape.slope is not None and shape.slope(letter(Z), letter(A)) is not ONE:
        rules.append(shape.slope(letter(Z), letter(A)))
    numbers = shape.slope_in_numbers(_number(neuron, Z), _number(neuron, A))
    yield from _lines(_of_activation(), rules, numbers, Number(slope(neuron), Role.SLOPE))


def _lines(
    left: Expr, rules: tuple[Expr, ...] | list[Expr], numbers: Expr, result: Number
) -> Iterator[Equation]:
    for i, rule in enumerate(rules):
        yield Equation(None if i else left, _bare(rule))
    plain = numbers.of if isinstance(numbers, Negative) else numbers
    if isinstance(plain, Number):  # nothing is left to be computed
        yield Equation(None, result)
    else:
        yield Equation(None, numbers, result)


def _of_activation() -> Partial:
    return Partial(_symbol(Z), Role.SLOPE, over=_symbol(A))


def _of_z(by: Quantity) -> Partial:
    return Partial(_symbol(by), Role.VALUE, over=_symbol(Z))


def _number(neuron: OneNeuron, quantity: Quantity) -> Number:
    return Terms(trace(neuron)).number(quantity)


def letter(quantity: Quantity) -> Symbol | Partial:
    return _bare(symbol(quantity))


def _symbol(quantity: Quantity) -> Symbol:
    found = letter(quantity)
    assert isinstance(found, Symbol)
    return found


def _bare(expr: T) -> T:
    """Return a formula whose letters have no indices: there is one neuron."""
    return mapped(
        expr, lambda leaf: replace(leaf, sub="", sup="") if isinstance(leaf, Symbol) else leaf
    )
