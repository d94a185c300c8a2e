"""RMSProp: each step is divided by the root of an average of the squared gradients."""

from collections.abc import Sequence

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
    Told,
    WrittenStep,
)
from engine.functions.update_ops import average_square, descend_over
from engine.optimizers._averages import AVERAGE_SQUARE, divided
from engine.written.expression import Expr, Power
from engine.written.letters import TWO, averaged


def _rmsprop(alpha: float, eps: float) -> Optimizer:
    def step(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
        square = alpha * slots[0] + (1 - alpha) * g * g
        return p - rate * g / (np.sqrt(square) + eps), (square,)

    def parts(told: Told, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
        square = told(AVERAGE_SQUARE, averaged(alpha, slots[0], Power(g, TWO)))
        return divided(w, g, square, eps, rate)

    def on_tape(part: Part, rate: Rate) -> list[Op]:
        (square,) = part.s
        ops = average_square(part, square, part.g, alpha)
        return [*ops, *descend_over(part, part.g, rate, square, eps)]

    lines = (
        f"square[name] = {alpha} * square[name] + (1 - {alpha}) * g * g",
        f"p - RATE * g / (np.sqrt(square[name]) + {eps})",
    )
    return Optimizer(
        name="rmsprop",
        rank=50,
        slots=1,
        step=step,
        written=WrittenStep(("s",), "scaled-step", parts),
        numpy=NumpyOptimizer(("square",), lines),
        torch=f"RMSprop({{}}, lr=RATE, alpha={alpha}, eps={eps})",
        tape=on_tape,
    )


RMSPROP = with_parameters(
    _rmsprop,
    FunctionParameter("alpha", 0.99, Range.BELOW_ONE),
    FunctionParameter("eps", 1e-8, Range.NOT_NEGATIVE),
)
