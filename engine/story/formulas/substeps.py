"""The step of a ball, cut into the small steps its optimiser takes, each with its numbers."""

from collections.abc import Sequence

from msgspec import Struct

from engine.functions.optimizer import Optimizer, Substep
from engine.written.expression import Equation, Expr, Number, Role, Symbol, evaluate


class SubstepLine(Struct, frozen=True):
    """One small step: the end of the key of its words, and its formula with numbers and result."""

    substep: str
    equation: Equation


def substeps(
    optimizer: Optimizer,
    letter: Symbol,
    w: float,
    slope: float,
    slots: Sequence[float],
    rate: float,
    count: int,
) -> tuple[SubstepLine, ...]:
    """Return the lines of one step of one number; the last one gives its new value.

    slots: what the optimiser remembers of it; count: the number of this step, counted from 1.
    """
    shrunk = Symbol(letter.name, letter.sub, role=Role.VALUE)
    new = Symbol(letter.name, letter.sub, f"{letter.sup} new".strip(), role=Role.VALUE)
    lines: list[SubstepLine] = []

    def told(part: Substep, formula: Expr) -> Number:
        left = part.letter or (new if part == last else shrunk)
        result = Number(evaluate(formula, {}), left.role)
        lines.append(SubstepLine(part.key, Equation(left, formula, result)))
        return result

    shape = optimizer.written
    last = Substep(shape.last)
    remembered = [Number(slot, Role.GRADIENT) for slot in slots]
    numbers = Number(w, Role.VALUE), Number(slope, Role.GRADIENT), remembered
    number_of_step = Number(count, exact=True)
    told(last, shape.parts(told, *numbers, Number(rate, Role.GRADIENT), number_of_step))
    return tuple(lines)
