"""A formula as a tree of terms, computed with its derivatives and never run as a program."""

from collections.abc import Callable, Mapping
from math import isinf

from msgspec import Struct

from engine.curves.jets import (
    FUNCTIONS,
    NO_VALUE,
    TOO_LARGE,
    Jet,
    add,
    divide,
    multiply,
    subtract,
    to_constant,
    to_power,
)


class Constant(Struct, frozen=True):
    value: float


class Variable(Struct, frozen=True):
    name: str


class Operation(Struct, frozen=True):
    """Two terms joined by a sign: one of + - * / ^."""

    sign: str
    one: "Term"
    other: "Term"


class Applied(Struct, frozen=True):
    """A function, one of `jets.FUNCTIONS`, of a term."""

    function: str
    to: "Term"


Term = Constant | Variable | Operation | Applied
Seeds = Mapping[str, Jet]
"""Each variable with its value and derivatives: slope 1 for the one that is moved."""

_Compiled = Callable[[Seeds], Jet]
_JOINED: dict[str, Callable[[Jet, Jet], Jet]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "^": to_power,
}


def compiled(term: Term) -> _Compiled:
    """Return the formula as a function of its variables.

    Where it has no value all is NaN; where it is too large for a float64 its value is infinite.
    """
    inner = _compiled(term)

    def at(seeds: Seeds) -> Jet:
        try:
            found = inner(seeds)
        except OverflowError:  # exp(1000)
            return TOO_LARGE
        except (ArithmeticError, ValueError):  # ln(-1), 1/0
            return NO_VALUE
        return TOO_LARGE if isinf(found.value) else found

    return at


def _compiled(term: Term) -> _Compiled:
    match term:
        case Constant(value=value):
            jet = Jet(value, 0.0, 0.0)
            return lambda seeds: jet
        case Variable(name=name):
            return lambda seeds: seeds[name]
        case Applied(function=name, to=to):
            function, inner = FUNCTIONS[name], _compiled(to)
            return lambda seeds: function(inner(seeds))
        case Operation(sign="^", one=one, other=other) if is_constant(other):
            base, exponent = _compiled(one), _compiled(other)
            return lambda seeds: to_constant(base(seeds), exponent(seeds).value)
        case Operation(sign=sign, one=one, other=other):
            join, first, second = _JOINED[sign], _compiled(one), _compiled(other)
            return lambda seeds: join(first(seeds), second(seeds))


def is_constant(term: Term) -> bool:
    """Return whether no variable stands in a term."""
    match term:
        case Constant():
            return True
        case Variable():
            return False
        case Applied(to=to):
            return is_constant(to)
        case Operation(one=one, other=other):
            return is_constant(one) and is_constant(other)
