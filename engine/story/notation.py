"""How books differ in their letters: C or L for the loss, delta or ∂C/∂z, w_jk or w_kj."""

import re
from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from engine.written.expression import Equation, Partial, Role, Symbol, mapped

T = TypeVar("T")
_LOW = "₀₁₂₃₄₅₆₇₈₉"
_HIGH = "⁽⁾⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOSS = r"(?<![\w])C(?![\w])"  # these are compiled where another notation is used
_WEIGHT = f"w([{_LOW}]),?([{_LOW}])(?![{_LOW}])|w([{_LOW}]+),([{_LOW}]+)"
_DELTA = rf"δ([{_LOW},]*[{_HIGH}]*)(\[\w+\])?"


class Notation(Struct, frozen=True):
    """loss: its letter; deltas: whether δ has a letter of its own; receiver_first: whether the
    neuron that receives stands first in the indices of a weight.
    """

    loss: str = "C"
    deltas: bool = True
    receiver_first: bool = True


STANDARD = Notation()


def noted(expr: T, notation: Notation) -> T:
    """Return a formula, a letter or an equation in another notation, for the same numbers."""
    if notation == STANDARD:
        return expr
    return mapped(expr, lambda leaf: _symbol(leaf, notation) if isinstance(leaf, Symbol) else leaf)


def noted_equations(equations: Sequence[Equation], notation: Notation) -> tuple[Equation, ...]:
    """Return lines of formulas in another notation."""
    return noted(tuple(equations), notation)


def _symbol(symbol: Symbol, notation: Notation) -> Symbol | Partial:
    if symbol.name == "C":
        return replace(symbol, name=notation.loss)
    if symbol.name == "w" and not notation.receiver_first:
        return replace(symbol, sub=_turned(symbol.sub))
    if symbol.name == "δ" and not notation.deltas:
        z = replace(symbol, name="z", role=Role.VALUE, quantity=None)
        sample = "".join(mark for mark in symbol.sup.split() if mark.startswith("["))
        return Partial(z, Role.GRADIENT, symbol.quantity, Symbol(notation.loss, sup=sample))
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
        text = re.sub(_WEIGHT, _turned_text, text)
    if not notation.deltas:
        text = re.sub(_DELTA, r"∂C\2/∂z\1\2", text)
    return re.sub(_LOSS, notation.loss, text)


def _turned_text(found: re.Match[str]) -> str:
    one, other = (found[1], found[2]) if found[1] else (found[3], found[4])
    comma = "," if "," in found[0] else ""
    return f"w{other}{comma}{one}"
