"""Plain gradient descent: against the gradient, by the learning rate times it."""

from collections.abc import Sequence

from engine.frozen import Array
from engine.functions.optimizer import Optimizer, Slots, Told, WrittenStep
from engine.functions.update_ops import descend
from engine.written.expression import Expr, Product
from engine.written.letters import minus


def _step(p: Array, g: Array, slots: Slots, rate: float, count: int) -> tuple[Array, Slots]:
    return p - rate * g, ()


def _parts(told: Told, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
    return minus(w, Product((rate, g)))


SGD = Optimizer(
    name="sgd",
    rank=10,
    slots=0,
    step=_step,
    written=WrittenStep((), "step", _parts),
    numpy=None,
    torch="SGD({}, lr=RATE)",
    tape=lambda part, rate: descend(part, part.g, rate),
    plain=True,
)
