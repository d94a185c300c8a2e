"""Formulas in which the numbers that are hidden are covered."""

from collections.abc import Callable, Collection, Iterator, Sequence

from msgspec.structs import replace

from engine.written.expression import Equation, Expr, Number, Partial, Symbol, mapped
from engine.written.quantity import Quantity
from gui.state.hiding.derived import hides_any, is_hidden
from gui.state.run import derived
from gui.state.state import State

_Hides = Callable[[Quantity], bool]


def covered_equations(
    state: State, equations: Sequence[Equation], told: Collection[Quantity] = ()
) -> tuple[Equation, ...]:
    """Return lines of formulas without the hidden numbers.

    A line whose left side is one of them, and those that go on from it, have it nowhere: neither
    as their result nor on the way to it.

    told: numbers that stand there all the same, as somebody works them out.
    """
    if not hides_any(state):
        return tuple(equations)
    return tuple(_covered_lines(state, equations, told))


def _covered_lines(
    state: State, equations: Sequence[Equation], told: Collection[Quantity]
) -> Iterator[Equation]:
    def hides(quantity: Quantity) -> bool:
        return quantity not in told and is_hidden(state, quantity)

    same: float | None = None
    for each in equations:
        if each.left is not None:
            same = _hidden_value(state, each.left, hides)
        yield replace(
            each,
            right=_covered(each.right, same, hides),
            result=None if each.result is None else _covered_number(each.result, same, hides),
        )


def _hidden_value(state: State, left: Expr, hides: _Hides) -> float | None:
    """Return the number that a left side stands for, if it is hidden."""
    quantity = left.quantity if isinstance(left, Symbol | Partial) else None
    if quantity is None or not hides(quantity):
        return None
    return abs(derived.scope(state).read(quantity))


def _covered(expr: Expr, same: float | None, hides: _Hides) -> Expr:
    def cover(leaf: Symbol | Number) -> Expr:
        return _covered_number(leaf, same, hides) if isinstance(leaf, Number) else leaf

    return mapped(expr, cover)


def _covered_number(number: Number, same: float | None, hides: _Hides) -> Number:
    own: Quantity | None = number.quantity
    is_same = not number.exact and own is None and abs(number.value) == same
    hidden = is_same or (own is not None and hides(own))
    return replace(number, covered=True) if hidden else number
