"""Nesterov's momentum: the velocity counts once more, as if it had been taken already."""

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
from engine.functions.update_ops import descend, scaled
from engine.optimizers._velocity import velocity, velocity_code, velocity_ops
from engine.written.expression import Expr, Product, Role, Sum, Symbol
from engine.written.letters import constant, minus

_AHEAD = Substep("look-ahead", Symbol("d", role=Role.GRADIENT))


def _nesterov(momentum: float) -> Optimizer:
    def step(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
        kept = momentum * slots[0] + g
        return p - rate * (g + momentum * kept), (kept,)

    def parts(told: Told, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
        ahead = Sum((g, Product((constant(momentum), velocity(momentum, told, g, slots)))))
        return minus(w, Product((rate, told(_AHEAD, ahead))))

    def on_tape(part: Part, rate: Rate) -> list[Op]:
        ahead: list[Op] = [
            scaled(part.s[0], momentum, part.t),
            partial(np.add, part.g, part.t, part.t),
        ]
        return [*velocity_ops(momentum, part), *ahead, *descend(part, part.t, rate)]

    returned = f"p - RATE * (g + {momentum} * velocity[name])"
    return Optimizer(
        name="nesterov",
        rank=30,
        slots=1,
        step=step,
        written=WrittenStep(("v",), "look-ahead-step", parts),
        numpy=NumpyOptimizer(("velocity",), (velocity_code(momentum), returned)),
        torch=f"SGD({{}}, lr=RATE, momentum={momentum}, nesterov=True)",
        tape=on_tape,
    )


NESTEROV = with_parameters(_nesterov, FunctionParameter("momentum", 0.9, Range.INSIDE))
