"""Adam: an average of the gradients, divided by the root of an average of their squares."""

from functools import partial

import numpy as np

from engine.frozen import Array
from engine.functions.named import FunctionParameter, Range, with_parameters
from engine.functions.optimizer import NumpyOptimizer, Optimizer, Slots, WrittenStep
from engine.optimizers._averages import adam_code, adam_ops, adam_parts


def _adam(beta_1: float, beta_2: float, eps: float) -> Optimizer:
    def step(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
        mean = beta_1 * slots[0] + (1 - beta_1) * g
        square = beta_2 * slots[1] + (1 - beta_2) * g * g
        unbiased_mean = mean / (1 - beta_1**count)
        unbiased_square = square / (1 - beta_2**count)
        return p - rate * unbiased_mean / (np.sqrt(unbiased_square) + eps), (mean, square)

    values = beta_1, beta_2, eps
    return Optimizer(
        name="adam",
        rank=60,
        slots=2,
        step=step,
        written=WrittenStep(("m", "s"), "scaled-step", partial(adam_parts, values)),
        numpy=NumpyOptimizer(("mean", "square"), adam_code(*values), counts_steps=True),
        torch=f"Adam({{}}, lr=RATE, betas=({beta_1}, {beta_2}), eps={eps})",
        tape=partial(adam_ops, values),
        betas=(beta_1, beta_2),
    )


ADAM = with_parameters(
    _adam,
    FunctionParameter("beta1", 0.9, Range.BELOW_ONE),
    FunctionParameter("beta2", 0.999, Range.BELOW_ONE),
    FunctionParameter("eps", 1e-8, Range.NOT_NEGATIVE),
)
