"""What comes out for somebody who computes a formula from its numbers as they are printed."""

from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from functools import reduce
from operator import mul

from msgspec.structs import replace

from engine.text.numbers import MINUS
from engine.text.writing import Digits, elided_value, number_text
from engine.written.expression import (
    Elided,
    Expr,
    Fraction,
    FunctionOf,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
)

_PLACES = 40  # far more than are printed, so that nothing is lost on the way
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_ONE = Decimal(1)


class _Letters(Exception):
    """There is a letter, a function without a rule or no finite number in the formula."""


def by_hand(expr: Expr, digits: Digits) -> Decimal | None:
    """Return the value of a formula of numbers, each taken as it is printed with these digits.

    None where there is something else in it; NaN where it cannot be computed, as 1 / 0.
    """
    with localcontext(Context(prec=_PLACES)):
        try:
            return _computed(expr, digits)
        except _Letters:
            return None
        except ArithmeticError:
            return Decimal("NaN")


def read(printed: str) -> Decimal:
    """Return the number that a text on screen stands for, such as −1.25×10⁻³."""
    plain = printed.replace("×10", "E").replace(MINUS, "-").translate(_LOWERED)
    return Decimal(plain)


def _computed(expr: Expr, digits: Digits) -> Decimal:
    match expr:
        case Number():
            return _finite(number_text(replace(expr, covered=False), digits))
        case Elided():
            return _finite(elided_value(expr, digits))
        case Sum(terms=terms):
            return sum((_computed(term, digits) for term in terms), Decimal(0))
        case Negative(of=of):
            return -_computed(of, digits)
        case Product(factors=factors):
            return reduce(mul, (_computed(factor, digits) for factor in factors))
        case Fraction(above=above, below=below):
            return _computed(above, digits) / _computed(below, digits)
        case Power(base=Symbol(name="e"), exponent=exponent):
            return _computed(exponent, digits).exp()
        case Power(base=base, exponent=exponent):
            return _computed(base, digits) ** _computed(exponent, digits)
        case FunctionOf(name=name, arguments=arguments, prime=False) if name in _FUNCTIONS:
            return _FUNCTIONS[name](*(_computed(argument, digits) for argument in arguments))
        case _:
            raise _Letters


def _finite(printed: str) -> Decimal:
    try:
        return read(printed)
    except ArithmeticError:
        raise _Letters from None


def _tanh(u: Decimal) -> Decimal:
    e = (-2 * abs(u)).exp()
    return ((1 - e) / (1 + e)).copy_sign(u)


_FUNCTIONS: dict[str, Callable[..., Decimal]] = {
    "ln": lambda u: u.ln(),
    "tanh": _tanh,
    "max": max,
    "abs": abs,
    "step": lambda u: _ONE if u > 0 else Decimal(0),
    "√": lambda u: u.sqrt(),
}
