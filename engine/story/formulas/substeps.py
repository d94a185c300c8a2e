"""The step of a ball, cut into the small steps its optimiser takes, each with its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.story.formulas.step_shapes import STEP_SHAPES, Substep
from engine.written.expression import Equation, Expr, Number, Role, Symbol, evaluate

_LETTERS = {
    Substep.VELOCITY: Symbol("v", sup="new", role=Role.GRADIENT),
    Substep.LOOK_AHEAD: Symbol("d", role=Role.GRADIENT),
    Substep.SQUARES: Symbol("s", sup="new", role=Role.GRADIENT),
    Substep.AVERAGE_SQUARE: Symbol("s", sup="new", role=Role.GRADIENT),
    Substep.AVERAGE_SLOPE: Symbol("m", sup="new", role=Role.GRADIENT),
    Substep.UNBIASED_SLOPE: Symbol("m̂", role=Role.GRADIENT),
    Substep.UNBIASED_SQUARE: Symbol("ŝ", role=Role.GRADIENT),
}


@dataclass(frozen=True, slots=True)
class SubstepLine:
    """One small step: what it does, and its formula with numbers and result."""

    substep: Substep
    equation: Equation


def substeps(
    optimizer: str,
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
        left = _LETTERS.get(part, shrunk if part is Substep.DECAY else new)
        result = Number(evaluate(formula, {}), left.role)
        lines.append(SubstepLine(part, Equation(left, formula, result)))
        return result

    shape = STEP_SHAPES[optimizer]
    remembered = [Number(slot, Role.GRADIENT) for slot in slots]
    numbers = Number(w, Role.VALUE), Number(slope, Role.GRADIENT), remembered
    number_of_step = Number(count, exact=True)
    told(shape.last, shape.parts(told, *numbers, Number(rate, Role.GRADIENT), number_of_step))
    return tuple(lines)
