"""Adadelta: each step is as large as the changes before it, over the size of the gradients."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from engine.frozen import Array
from engine.functions.activation import Op
from engine.functions.named import FunctionParameter, Range, with_parameters
from engine.functions.optimizer import (
    NumpyOptimizer,
    Optimizer,
    Part,
    Rate,
    Slots,
    Substep,
    Told,
    WrittenStep,
)
from engine.functions.update_ops import average_square, descend
from engine.optimizers._averages import AVERAGE_SQUARE
from engine.written.expression import Expr, Fraction, Number, Power, Product, Role, Sum, Symbol
from engine.written.letters import TWO, averaged, minus, root

_CHANGE = Substep("own-size", Symbol("d", role=Role.GRADIENT))
_AVERAGE_CHANGE = Substep("average-change", Symbol("u", sup="new", role=Role.GRADIENT))


def _adadelta(rho: float, eps: float) -> Optimizer:
    def step(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
        square = rho * slots[0] + (1 - rho) * g * g
        change = np.sqrt(slots[1] + eps) / np.sqrt(square + eps) * g
        changes = rho * slots[1] + (1 - rho) * change * change
        return p - rate * change, (square, changes)

    def parts(told: Told, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
        square = told(AVERAGE_SQUARE, averaged(rho, slots[0], Power(g, TWO)))
        sizes = (root(Sum((of, Number(eps)))) for of in (slots[1], square))
        change = told(_CHANGE, Product((Fraction(*sizes), g)))
        told(_AVERAGE_CHANGE, averaged(rho, slots[1], Power(change, TWO)))
        return minus(w, Product((rate, change)))

    def on_tape(part: Part, rate: Rate) -> list[Op]:
        (square, changes), g, t, u = part.s, part.g, part.t, part.u
        change: list[Op] = [
            partial(np.add, square, np.array(eps), t),
            partial(np.sqrt, t, t),
            partial(np.add, changes, np.array(eps), u),
            partial(np.sqrt, u, u),
            partial(np.divide, u, t, u),
            partial(np.multiply, u, g, g),
        ]
        of_square = average_square(part, square, g, rho)
        of_change = average_square(part, changes, g, rho)  # g is the change by now
        return [*of_square, *change, *of_change, *descend(part, g, rate)]

    lines = (
        f"square[name] = {rho} * square[name] + (1 - {rho}) * g * g",
        f"change = np.sqrt(changes[name] + {eps}) / np.sqrt(square[name] + {eps}) * g",
        f"changes[name] = {rho} * changes[name] + (1 - {rho}) * change * change",
        "p - RATE * change",
    )
    return Optimizer(
        name="adadelta",
        rank=45,
        slots=2,
        step=step,
        written=WrittenStep(("s", "u"), "own-step", parts),
        numpy=NumpyOptimizer(("square", "changes"), lines),
        torch=f"Adadelta({{}}, lr=RATE, rho={rho}, eps={eps})",
        tape=on_tape,
        learning_rate=1.0,
    )


ADADELTA = with_parameters(
    _adadelta,
    FunctionParameter("rho", 0.9, Range.BELOW_ONE),
    FunctionParameter("eps", 1e-6, Range.NOT_NEGATIVE),
)
