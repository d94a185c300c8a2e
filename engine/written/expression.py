"""A small tree for formulas: letters, numbers, sums, products."""

import math
from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from engine.written.quantity import Quantity
from engine.written.sums import total


class Role(Enum):
    """What a term means, and so which colour it takes in every view.

    Numbers below zero have a role of their own where a picture tells signs apart: see `signed`.
    """

    PLAIN = auto()
    VALUE = auto()  # activations, inputs, weights
    NEGATIVE_VALUE = auto()
    SLOPE = auto()  # the activation's derivative
    LOSS = auto()  # the loss, targets, derivatives of the loss by an activation
    GRADIENT = auto()  # deltas and gradients
    NEGATIVE_GRADIENT = auto()


_NEGATIVE = {Role.VALUE: Role.NEGATIVE_VALUE, Role.GRADIENT: Role.NEGATIVE_GRADIENT}


def signed(role: Role, value: float) -> Role:
    """Return the role of a number: that of its letter, or its own below zero."""
    return _NEGATIVE.get(role, role) if value < 0 else role


class Number(Struct, frozen=True):
    """A value, unrounded; the writer rounds it. `quantity` is the address it was read from.

    covered: whether it is hidden from who reads, with its sign;
    asked: whether room is left for it, in which it is to be written by whoever reads.
    """

    value: float
    role: Role = Role.PLAIN
    quantity: Quantity | None = None
    exact: bool = False  # a constant of the formula (1, 2), written without decimals
    covered: bool = False
    asked: bool = False


class Symbol(Struct, frozen=True):
    """A letter with marks: `name` with subscript and superscript, primed or not.

    `quantity` is the address it stands for: None in general rules, where indices are letters.
    """

    name: str
    sub: str = ""
    sup: str = ""
    prime: bool = False
    role: Role = Role.PLAIN
    quantity: Quantity | None = None


class Partial(Struct, frozen=True):
    """The derivative of C by a symbol, written as a fraction of two ∂."""

    of: Symbol
    role: Role = Role.GRADIENT
    quantity: Quantity | None = None
    over: Symbol = Symbol("C")


class Sum(Struct, frozen=True):
    """Terms added; a Negative term is written with a minus."""

    terms: tuple["Expr", ...]


class Negative(Struct, frozen=True):
    of: "Expr"


class Product(Struct, frozen=True):
    """Factors multiplied: side by side between letters, with × next to a number."""

    factors: tuple["Expr", ...]


class Fraction(Struct, frozen=True):
    above: "Expr"
    below: "Expr"


class Power(Struct, frozen=True):
    base: "Expr"
    exponent: "Expr"


class FunctionOf(Struct, frozen=True):
    """A named function of one or two arguments, such as ln(a) or max(0, z)."""

    name: str
    arguments: tuple["Expr", ...]
    prime: bool = False
    role: Role = Role.PLAIN
    value: float | None = None  # for functions that `evaluate` does not know, such as f'


class SumOver(Struct, frozen=True):
    """A sum sign with its index below, for rules; it has no value of its own."""

    index: str
    of: "Expr"


class Elided(Struct, frozen=True):
    """The terms left out of a long sum, with their number and what they come to together."""

    count: int
    value: float


Expr = (
    Number
    | Symbol
    | Partial
    | Sum
    | Negative
    | Product
    | Fraction
    | Power
    | FunctionOf
    | SumOver
    | Elided
)


class Equation(Struct, frozen=True):
    """One line of a derivation; `left` is None where the line goes on from the one above.

    result: what `right` comes to, written behind it after another equals sign.
    """

    left: Expr | None
    right: Expr
    result: Number | None = None


T = TypeVar("T")
Address = Callable[[Quantity], Quantity]


def _same(quantity: Quantity) -> Quantity:
    return quantity


def mapped(written: T, change: Callable[[Symbol | Number], "Expr"], where: Address = _same) -> T:
    """Return what is written, a formula or a part or list of them, with its leaves changed.

    A leaf is a letter or a number. where: what becomes of the address of a derivative; values
    that are not written stay as they are.
    """
    if isinstance(written, Symbol | Number):
        return change(written)  # type: ignore[return-value]  # an Expr for an Expr
    if isinstance(written, tuple):
        return tuple(mapped(part, change, where) for part in written)  # type: ignore[return-value]
    if isinstance(written, Quantity):
        return where(written)  # type: ignore[return-value]
    if not isinstance(written, Struct):
        return written
    fields = written.__struct_fields__
    parts = {name: mapped(getattr(written, name), change, where) for name in fields}
    return replace(written, **parts)


_FUNCTIONS: dict[str, Callable[..., float]] = {
    "ln": math.log,
    "tanh": math.tanh,
    "max": max,
    "abs": abs,
    "step": lambda u: 1.0 if u > 0 else 0.0,
    "√": math.sqrt,
}


def evaluate(expr: Expr, known: Mapping[Quantity, float]) -> float:
    """Return the value of a formula, reading symbols from `known` by address.

    Raises KeyError for a symbol that is not known, ValueError for a node without a value.
    """
    match expr:
        case Number(value=value) | Elided(value=value):
            return value
        case Symbol(name="e"):
            return math.e
        case Symbol(quantity=quantity) | Partial(quantity=quantity):
            if quantity is None:
                raise ValueError(f"{expr} stands for no quantity")
            return known[quantity]
        case Sum(terms=terms):
            return total([evaluate(term, known) for term in terms])
        case Negative(of=of):
            return -evaluate(of, known)
        case Product(factors=factors):
            return math.prod(evaluate(factor, known) for factor in factors)
        case Fraction(above=above, below=below):
            return evaluate(above, known) / evaluate(below, known)
        case Power(base=base, exponent=exponent):
            return float(evaluate(base, known) ** evaluate(exponent, known))
        case FunctionOf(name=name, arguments=arguments, value=value):
            if value is not None:
                return value
            if name not in _FUNCTIONS:
                raise ValueError(f"{name} has no value here")
            return float(_FUNCTIONS[name](*(evaluate(a, known) for a in arguments)))
        case SumOver():
            raise ValueError("a general sum has no value")
