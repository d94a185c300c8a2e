"""How books differ in their letters: C or L for the loss, delta or ∂C/∂z, w_jk or w_kj."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TypeVar

from engine.written.expression import Equation, Expr, Partial, Role, Symbol

T = TypeVar("T")
_LOW = "₀₁₂₃₄₅₆₇₈₉"
_HIGH = "⁽⁾⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOSS = re.compile(r"(?<![\w])C(?![\w])")
_WEIGHT = re.compile(f"w([{_LOW}]),?([{_LOW}])(?![{_LOW}])|w([{_LOW}]+),([{_LOW}]+)")
_DELTA = re.compile(f"δ([{_LOW},]*[{_HIGH}]*)")


@dataclass(frozen=True, slots=True)
class Notation:
    """loss: its letter; deltas: whether δ has a letter of its own; receiver_first: whether the
    neuron that receives stands first in the indices of a weight.
    """

    loss: str = "C"
    deltas: bool = True
    receiver_first: bool = True


STANDARD = Notation()


def noted(expr: Expr, notation: Notation) -> Expr:
    """Return a formula in another notation; it stands for the same numbers."""
    return expr if notation == STANDARD else _noted(expr, notation)


def noted_symbol(letter: Symbol | Partial, notation: Notation) -> Symbol | Partial:
    """Return the letter of a number in another notation."""
    return letter if notation == STANDARD else _noted(letter, notation)


def noted_equations(equations: Sequence[Equation], notation: Notation) -> tuple[Equation, ...]:
    """Return lines of formulas in another notation."""
    if notation == STANDARD:
        return tuple(equations)
    return tuple(
        replace(
            line,
            left=None if line.left is None else _noted(line.left, notation),
            right=_noted(line.right, notation),
        )
        for line in equations
    )


def _noted(expr: T, notation: Notation) -> T:
    if isinstance(expr, Symbol):
        return _symbol(expr, notation)  # type: ignore[return-value]  # an Expr for an Expr
    if isinstance(expr, tuple):
        return tuple(_noted(part, notation) for part in expr)  # type: ignore[return-value]
    if not is_dataclass(expr) or isinstance(expr, type):
        return expr
    changes = {}
    for field in fields(expr):
        before = getattr(expr, field.name)
        if isinstance(before, tuple) or (is_dataclass(before) and field.name != "quantity"):
            changes[field.name] = _noted(before, notation)
    return replace(expr, **changes) if changes else expr


def _symbol(symbol: Symbol, notation: Notation) -> Symbol | Partial:
    if symbol.name == "C":
        return replace(symbol, name=notation.loss)
    if symbol.name == "w" and not notation.receiver_first:
        return replace(symbol, sub=_turned(symbol.sub))
    if symbol.name == "δ" and not notation.deltas:
        z = replace(symbol, name="z", role=Role.VALUE, quantity=None)
        over = Symbol(notation.loss)
        return Partial(z, Role.GRADIENT, symbol.quantity, over)
    return symbol


def _turned(indices: str) -> str:
    if "," in indices:
        return ",".join(reversed(indices.split(",")))
    return indices[::-1] if len(indices) == 2 else indices


def noted_text(text: str, notation: Notation) -> str:
    """Return words with letters, such as ∂C/∂w₂₁⁽¹⁾, in another notation."""
    if notation == STANDARD:
        return text
    if not notation.receiver_first:
        text = _WEIGHT.sub(_turned_text, text)
    if not notation.deltas:
        text = _DELTA.sub(r"∂C/∂z\1", text)
    return _LOSS.sub(notation.loss, text)


def _turned_text(found: re.Match[str]) -> str:
    one, other = (found[1], found[2]) if found[1] else (found[3], found[4])
    comma = "," if "," in found[0] else ""
    return f"w{other}{comma}{one}"
