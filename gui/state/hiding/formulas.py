"""Formulas in which the numbers that are hidden are covered."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from engine.written.expression import Equation, Expr, Number, Partial, Symbol, mapped
from engine.written.quantity import Quantity
from gui.state.hiding.derived import hides_any, is_hidden
from gui.state.run import derived
from gui.state.state import State


def covered_equations(state: State, equations: Sequence[Equation]) -> tuple[Equation, ...]:
    """Return lines of formulas without the hidden numbers.

    A line whose left side is one of them, and those that go on from it, have it nowhere: neither
    as their result nor on the way to it.
    """
    if not hides_any(state):
        return tuple(equations)
    return tuple(_covered_lines(state, equations))


def _covered_lines(state: State, equations: Sequence[Equation]) -> Iterator[Equation]:
    same: float | None = None
    for each in equations:
        if each.left is not None:
            same = _hidden_value(state, each.left)
        yield replace(
            each,
            right=_covered(state, each.right, same),
            result=None if each.result is None else _covered_number(state, each.result, same),
        )


def covered_expression(state: State, expr: Expr) -> Expr:
    """Return a formula without the hidden numbers in it."""
    return _covered(state, expr, None) if hides_any(state) else expr


def _hidden_value(state: State, left: Expr) -> float | None:
    """Return the number that a left side stands for, if it is hidden."""
    quantity = left.quantity if isinstance(left, Symbol | Partial) else None
    if quantity is None or not is_hidden(state, quantity):
        return None
    return abs(derived.scope(state).read(quantity))


def _covered(state: State, expr: Expr, same: float | None) -> Expr:
    def cover(leaf: Symbol | Number) -> Expr:
        return _covered_number(state, leaf, same) if isinstance(leaf, Number) else leaf

    return mapped(expr, cover)


def _covered_number(state: State, number: Number, same: float | None) -> Number:
    own: Quantity | None = number.quantity
    is_same = not number.exact and own is None and abs(number.value) == same
    hides = is_same or (own is not None and is_hidden(state, own))
    return replace(number, covered=True) if hides else number
