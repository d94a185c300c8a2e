"""AdaGrad: each step is divided by the root of all squared gradients so far."""

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
from engine.functions.update_ops import descend_over
from engine.optimizers._averages import divided
from engine.written.expression import Expr, Power, Role, Sum, Symbol
from engine.written.letters import TWO

_SQUARES = Substep("squares", Symbol("s", sup="new", role=Role.GRADIENT))


def _adagrad(eps: float) -> Optimizer:
    def step(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
        total = slots[0] + g * g
        return p - rate * g / (np.sqrt(total) + eps), (total,)

    def parts(told: Told, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
        squares = told(_SQUARES, Sum((slots[0], Power(g, TWO))))
        return divided(w, g, squares, eps, rate)

    def on_tape(part: Part, rate: Rate) -> list[Op]:
        (total,), g, t = part.s, part.g, part.t
        summed: list[Op] = [partial(np.multiply, g, g, t), partial(np.add, total, t, total)]
        return [*summed, *descend_over(part, g, rate, total, eps)]

    lines = (
        "total[name] = total[name] + g * g",
        f"p - RATE * g / (np.sqrt(total[name]) + {eps})",
    )
    return Optimizer(
        name="adagrad",
        rank=40,
        slots=1,
        step=step,
        written=WrittenStep(("s",), "scaled-step", parts),
        numpy=NumpyOptimizer(("total",), lines),
        torch=f"Adagrad({{}}, lr=RATE, eps={eps})",
        tape=on_tape,
    )


ADAGRAD = with_parameters(_adagrad, FunctionParameter("eps", 1e-10, Range.NOT_NEGATIVE))
