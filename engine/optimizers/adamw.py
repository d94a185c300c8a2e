"""AdamW: Adam, with weights and biases shrunk a little before each step."""

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
    Substep,
    Told,
    WrittenStep,
)
from engine.functions.update_ops import descend
from engine.optimizers._averages import adam_code, adam_ops, adam_parts
from engine.optimizers.adam import ADAM
from engine.written.expression import Expr, Product
from engine.written.letters import constant, minus

_DECAY = Substep("decay")


def _adamw(beta_1: float, beta_2: float, eps: float, decay: float) -> Optimizer:
    values = beta_1, beta_2, eps
    adam = ADAM.with_values(beta1=beta_1, beta2=beta_2, eps=eps)

    def step(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
        return adam.step(p - rate * decay * p, g, slots, rate, count)

    def parts(told: Told, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
        decayed = told(_DECAY, minus(w, Product((rate, constant(decay), w))))
        return adam_parts(values, told, decayed, g, slots, rate, count)

    def on_tape(part: Part, rate: Rate) -> list[Op]:
        return [*descend(part, part.p, rate * decay), *adam_ops(values, part, rate)]

    shrunk = f"p = p - RATE * {decay} * p"
    return Optimizer(
        name="adamw",
        rank=70,
        slots=2,
        step=step,
        written=WrittenStep(("m", "s"), "scaled-step", parts),
        numpy=NumpyOptimizer(("mean", "square"), (shrunk, *adam_code(*values)), counts_steps=True),
        torch=(
            f"AdamW({{}}, lr=RATE, betas=({beta_1}, {beta_2}), eps={eps}, weight_decay={decay})"
        ),
        tape=on_tape,
        betas=(beta_1, beta_2),
    )


ADAMW = with_parameters(
    _adamw, *ADAM.parameters, FunctionParameter("decay", 0.01, Range.NOT_NEGATIVE)
)
