"""Works out a general rule: its letters looked up in a step, its index letters put to numbers."""

import math
import re
from collections.abc import Callable, Iterator, Mapping

import numpy as np
from msgspec import Struct

from engine.backprop import StepTrace
from engine.experiment import Experiment
from engine.network import flat_index
from engine.story.readings import read
from engine.written.expression import (
    Expr,
    Fraction,
    FunctionOf,
    Negative,
    Number,
    Partial,
    Power,
    Product,
    Sum,
    SumOver,
    Symbol,
)
from engine.written.quantity import Kind, ParameterPlace, Quantity

_MARKS = re.compile(r"(?:\((\d+)\))? ?(?:\[n\])? ?(new|old)?")
_KINDS = {"x": Kind.INPUT, "w": Kind.WEIGHT, "b": Kind.BIAS, "z": Kind.Z, "δ": Kind.DELTA}
_KINDS_AFTER = {"w": Kind.WEIGHT_AFTER, "b": Kind.BIAS_AFTER, "a": Kind.A_AFTER}
_GRADIENTS = {"a": Kind.D_A, "w": Kind.D_WEIGHT, "b": Kind.D_BIAS}
_PLAIN: dict[str, Callable[..., float]] = {
    "ln": math.log,
    "max": max,
    "abs": abs,
    "√": math.sqrt,
    "step": lambda u: float(u > 0),
    "sign": lambda u: float(np.sign(u)),
}


def _huber(error: float, prime: bool) -> float:
    if prime:
        return min(max(error, -1.0), 1.0)
    return error * error / 2 if abs(error) <= 1 else abs(error) - 0.5


class Lookup(Struct, frozen=True):
    """A step, the sample followed, and the number that each index letter stands for.

    parameter: of which weight or bias the optimiser's letters speak.
    """

    experiment: Experiment
    trace: StepTrace
    indices: Mapping[str, int]
    parameter: ParameterPlace | None = None

    def with_index(self, name: str, number: int) -> "Lookup":
        """Return the same with one more index letter put to a number."""
        indices = {**self.indices, name: number}
        return Lookup(self.experiment, self.trace, indices, self.parameter)

    def value(self, expr: Expr) -> float:  # one case a kind of node
        """Return what a rule comes to."""
        match expr:
            case Number(value=value):
                return value
            case Sum(terms=terms):
                return math.fsum(self.value(term) for term in terms)
            case Negative(of=of):
                return -self.value(of)
            case Product(factors=factors):
                return math.prod(self.value(factor) for factor in factors)
            case Fraction(above=above, below=below):
                return self.value(above) / self.value(below)
            case Power(base=base, exponent=exponent):
                return float(self.value(base) ** self.value(exponent))
            case SumOver(index=index, of=of):
                sizes = [self._count(each, index) for each in symbols_of(of)]
                count = next(size for size in sizes if size is not None)
                return math.fsum(self.with_index(index, i).value(of) for i in range(count))
            case FunctionOf():
                return self._function(expr)
            case Partial(of=of, over=over):
                if "[n]" in over.sup:
                    return self._of_own_loss(of)
                return self._read(_GRADIENTS[of.name], of)
            case Symbol():
                return self._letter(expr)
        raise AssertionError(expr)

    def _count(self, symbol: Symbol, index: str) -> int | None:
        """Return how far an index of a letter runs, None where the letter has no such index."""
        if index == "n":
            return len(self.trace.x) if "[n]" in symbol.sup else None
        if index not in symbol.sub:
            return None
        sizes = self.experiment.network.sizes
        if symbol.name == "y":
            return sizes[-1]
        layer = 0 if symbol.name == "x" else _layer(symbol)
        sends = symbol.name == "w" and symbol.sub.index(index) == 1
        return sizes[layer - 1 if sends else layer]

    def _letter(self, symbol: Symbol) -> float:
        training, memory = self.experiment.training, self.trace.memory
        plain = {
            "e": math.e,
            "N": float(len(self.trace.x)),
            "n": float(self.experiment.network.sizes[-1]),
            "η": training.learning_rate,
            "t": float(memory.count + 1),
        }
        if symbol.name in plain:
            return plain[symbol.name]
        slots = training.optimizer.written.slots
        if not symbol.sub and symbol.name in (*slots, "g"):
            assert self.parameter is not None
            index = flat_index(self.experiment.network.shape, self.parameter)
            rows = dict(zip(slots, memory.slots, strict=True))
            if symbol.name == "g":
                assert memory.unreset is not None
                return float(memory.unreset[index])
            return float(rows[symbol.name][index])
        if symbol.name == "C":
            after = "new" in symbol.sup
            if "[n]" in symbol.sup:
                losses = self.trace.losses_after if after else self.trace.losses
                return float(losses[self.indices["n"]])
            return self.trace.loss_after if after else self.trace.loss
        if symbol.name == "δ" and "[n]" in symbol.sup:
            return self._divisor * self._read(Kind.DELTA, symbol)
        if symbol.name == "y":
            return self._read(Kind.TARGET, symbol)
        if "new" in symbol.sup:
            return self._read(_KINDS_AFTER[symbol.name], symbol)
        if symbol.name == "a" and _layer(symbol):
            return self._read(Kind.A, symbol)
        return self._read(_KINDS.get(symbol.name, Kind.INPUT), symbol)

    def _read(self, kind: Kind, symbol: Symbol) -> float:
        numbers = [self.indices[letter] for letter in symbol.sub]
        layer = len(self.trace.layers) if kind is Kind.TARGET else _layer(symbol)
        return read(self.trace, Quantity(kind, layer, *numbers), self.indices["n"])

    @property
    def _divisor(self) -> int:
        return self.experiment.reduction.divisor(len(self.trace.x))

    def _of_own_loss(self, by: Symbol) -> float:
        """Return the derivative of the loss of sample n: that of C without its 1/N."""
        if by.name == "a":
            return self._divisor * self._read(Kind.D_A, by)
        layer, row = _layer(by), self.indices["n"]
        unit, *source = (self.indices[letter] for letter in by.sub)
        own = self._divisor * float(self.trace.layers[layer - 1].delta[row, unit])
        return own * float(self.trace.a(layer - 1)[row, source[0]]) if source else own

    def _function(self, function: FunctionOf) -> float:
        arguments = [self.value(each) for each in function.arguments]
        if function.name == "Huber":
            return _huber(arguments[0], function.prime)
        if function.name in _PLAIN:
            return float(_PLAIN[function.name](*arguments))
        layer = next(_layer(symbol) for symbol in symbols_of(function))
        activation = self.experiment.network.layers[layer - 1].activation
        assert function.name == activation.written.letter or function.name == "tanh"
        z = np.array([arguments[0]])
        if function.name == "tanh" and not function.prime:
            return math.tanh(arguments[0])
        a = activation.value(z)
        return float(activation.derivative(z, a)[0] if function.prime else a[0])


def _layer(symbol: Symbol) -> int:
    found = _MARKS.fullmatch(symbol.sup)
    assert found is not None, symbol
    return int(found[1] or 0)


def symbols_of(expr: Expr) -> Iterator[Symbol]:
    """Yield every letter of a rule, those of derivatives too."""
    match expr:
        case Symbol():
            yield expr
        case Partial(of=of, over=over):
            yield from (of, over)
        case Negative(of=of) | SumOver(of=of):
            yield from symbols_of(of)
        case Sum(terms=parts) | Product(factors=parts) | FunctionOf(arguments=parts):
            for part in parts:
                yield from symbols_of(part)
        case Fraction(above=one, below=other) | Power(base=one, exponent=other):
            yield from symbols_of(one)
            yield from symbols_of(other)
