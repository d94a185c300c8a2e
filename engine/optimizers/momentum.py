"""Momentum: a velocity keeps a share of itself and adds the gradient; the first step is plain."""

from collections.abc import Sequence

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
from engine.functions.update_ops import descend
from engine.optimizers._velocity import velocity, velocity_code, velocity_ops
from engine.written.expression import Expr, Product
from engine.written.letters import minus


def _momentum(momentum: float) -> Optimizer:
    def step(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
        kept = momentum * slots[0] + g
        return p - rate * kept, (kept,)

    def parts(told: Told, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
        return minus(w, Product((rate, velocity(momentum, told, g, slots))))

    def on_tape(part: Part, rate: Rate) -> list[Op]:
        return [*velocity_ops(momentum, part), *descend(part, part.s[0], rate)]

    return Optimizer(
        name="momentum",
        rank=20,
        slots=1,
        step=step,
        written=WrittenStep(("v",), "velocity-step", parts),
        numpy=NumpyOptimizer(("velocity",), (velocity_code(momentum), "p - RATE * velocity[name]")),
        torch=f"SGD({{}}, lr=RATE, momentum={momentum})",
        tape=on_tape,
    )


MOMENTUM = with_parameters(_momentum, FunctionParameter("momentum", 0.9, Range.BELOW_ONE))
