"""The letter of a quantity in one line of Unicode, such as ∂C/∂w₁₁⁽²⁾."""

from engine.story.formulas.terms import symbol
from engine.story.notation import STANDARD, Notation, noted
from engine.written.expression import Partial, Symbol
from engine.written.quantity import Quantity

_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_HIGH = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


def name(quantity: Quantity, notation: Notation = STANDARD) -> str:
    """Return a quantity's letter with its indices, which count from 1."""
    return written(noted(symbol(quantity), notation))


def written(letter: Symbol | Partial) -> str:
    """Return a letter with its marks on one line."""
    if isinstance(letter, Partial):
        return f"∂{letter.over.name}/∂{written(letter.of)}"
    marks = letter.sup.split()
    raised = "".join(mark.translate(_HIGH) for mark in marks if mark.startswith("("))
    rest = "".join(f" {mark}" for mark in marks if not mark.startswith("("))
    return f"{letter.name}{letter.sub.translate(_LOW)}{raised}{rest}"
