"""Decides for every writer of formulas where signs, parentheses and multiplication signs go."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from engine.text.covered import covered
from engine.text.numbers import ALL_DIGITS, short, significant
from engine.written.expression import (
    Elided,
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

_COMPLETE = 15  # digits of a constant: all that somebody typed
ELIDED = "⋯ ({count} more, together {value})"  # a template, so that it can be translated whole


class Digits(Struct, frozen=True):
    """With how many digits numbers are written: as many as are chosen, and so many more."""

    chosen: int
    extra: int = 0


class Factor(Struct, frozen=True):
    """One factor; `times` tells that × stands before it instead of a thin space."""

    expr: Expr
    enclosed: bool
    times: bool


class Term(Struct, frozen=True):
    """One term of a sum: its sign and what is multiplied in it."""

    minus: bool
    factors: tuple[Factor, ...]


def terms(expr: Expr) -> tuple[Term, ...]:
    """Return an expression as a sum of products: sums within sums need no parentheses."""
    return tuple(_term(each, first=i == 0) for i, each in enumerate(_summands(expr)))


def one_unsigned_term(expr: Expr) -> bool:
    """Tell whether an expression can follow a sum sign without parentheses."""
    written = terms(expr)
    head = written[0].factors[0]
    signed = written[0].minus or (_negative_number(head.expr) and not head.enclosed)
    return len(written) == 1 and not signed


def base_is_enclosed(base: Expr, digits: Digits) -> bool:
    """Tell whether the base of a power needs parentheses."""
    match base:
        case Number(covered=True):
            return False
        case Number(value=value):
            return value < 0 or "×" in number_text(base, digits)
        case Symbol(sup=sup, prime=prime):
            return bool(sup) or prime
        case FunctionOf():
            return False
        case _:
            return True


def number_text(number: Number, digits: Digits) -> str:
    """Return a number as written in a formula: constants of the formula stay complete.

    One that is covered has none of its digits, but its width.
    """
    if number.covered:
        return covered(number_text(replace(number, covered=False), digits))
    if number.exact:
        return short(number.value, _COMPLETE)
    kind = None if number.quantity is None else number.quantity.kind
    wanted = significant(number.value, digits.chosen, kind) + digits.extra
    return short(number.value, min(wanted, ALL_DIGITS))


def is_covered(expr: Expr) -> bool:
    """Return whether an expression is a number that is covered; with it are its parentheses."""
    return isinstance(expr, Number) and expr.covered


def elided_text(elided: Elided, template: str, digits: Digits) -> str:
    """Return the words that stand for the terms left out."""
    return template.format(count=elided.count, value=elided_value(elided, digits))


def elided_value(elided: Elided, digits: Digits) -> str:
    """Return what the terms left out come to, as it is written among the others."""
    return number_text(Number(elided.value), digits)


def _summands(expr: Expr) -> Iterator[Expr]:
    match expr:
        case Sum(terms=parts):
            for part in parts:
                yield from _summands(part)
        case Product(factors=(only,)):
            yield from _summands(only)
        case _:
            yield expr


def _factors(expr: Expr) -> tuple[Expr, ...]:
    if isinstance(expr, Product):
        return tuple(inner for factor in expr.factors for inner in _factors(factor))
    return (expr,)


def _term(expr: Expr, first: bool) -> Term:
    """The sign of the first factor becomes that of the term; a number that opens a row keeps it."""
    minus = False
    factors = _factors(expr)
    head = factors[0]
    if isinstance(head, Negative):
        minus, factors = True, (*_factors(head.of), *factors[1:])
    elif not first and isinstance(head, Number) and head.covered:
        factors = (replace(head, value=abs(head.value)), *factors[1:])  # its sign is hidden too
    elif not first and isinstance(head, Number) and head.value < 0:
        minus, factors = True, (replace(head, value=-head.value), *factors[1:])
    last = len(factors) - 1
    return Term(
        minus,
        tuple(
            Factor(
                factor,
                _is_enclosed(factor, signed=minus or i > 0, alone=last == 0, last=i == last),
                i > 0 and _needs_times(factors[i - 1], factor),
            )
            for i, factor in enumerate(factors)
        ),
    )


def _negative_number(expr: Expr) -> bool:
    return isinstance(expr, Number) and expr.value < 0 and not expr.covered


def _is_enclosed(factor: Expr, *, signed: bool, alone: bool, last: bool) -> bool:
    match factor:
        case Number(value=value):
            return signed and value < 0
        case Negative():
            return True
        case Sum() | Elided():
            return signed or not alone
        case SumOver():
            return not last
        case _:
            return False


def _needs_times(left: Expr, right: Expr) -> bool:
    """Digits never touch digits; a constant such as 2 stands directly before letters."""
    if isinstance(left, Number) and left.exact:
        return _opens_with_digits(right)
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return not (_has_letters(left) and _has_letters(right))
    return _is_numeric(left) or _is_numeric(right)


def _is_numeric(expr: Expr) -> bool:
    return isinstance(expr, Number) or (isinstance(expr, Power) and _is_numeric(expr.base))


def _opens_with_digits(expr: Expr) -> bool:
    return _is_numeric(expr) or isinstance(expr, Fraction)


def _has_letters(expr: Expr) -> bool:
    match expr:
        case Symbol() | Partial():
            return True
        case Fraction(above=one, below=other) | Power(base=one, exponent=other):
            return _has_letters(one) or _has_letters(other)
        case Product(factors=parts) | Sum(terms=parts) | FunctionOf(arguments=parts):
            return any(map(_has_letters, parts))
        case Negative(of=of) | SumOver(of=of):
            return _has_letters(of)
        case _:
            return False
