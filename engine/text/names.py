"""The letter of a quantity in one line of Unicode, such as ∂C/∂w₁₁⁽²⁾."""

from engine.story.formulas.terms import symbol
from engine.story.notation import STANDARD, Notation, noted
from engine.written.expression import Partial, Symbol
from engine.written.quantity import Kind, Quantity

_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_HIGH = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


def name(quantity: Quantity, notation: Notation = STANDARD) -> str:
    """Return a quantity's letter with its indices, which count from 1."""
    return written(noted(symbol(quantity), notation))


def output_name(layer: int, unit: int) -> str:
    """Return the letter of an output of the network, of layer L: y with a hat."""
    return name(Quantity(Kind.TARGET, layer, unit)).replace("y", "ŷ")


def written(letter: Symbol | Partial) -> str:
    """Return a letter with its marks on one line."""
    if isinstance(letter, Partial):
        return f"∂{written(letter.over)}/∂{written(letter.of)}"
    return f"{letter.name}{letter.sub.translate(_LOW)}{''.join(map(_mark, letter.sup.split()))}"


def _mark(mark: str) -> str:
    """Raise the number of a layer; that of a sample has no raised brackets in Unicode."""
    if mark.startswith("("):
        return mark.translate(_HIGH)
    return mark if mark.startswith("[") else f" {mark}"
