"""Half the squared error, summed over the outputs."""

from engine.frozen import Array
from engine.functions.loss import SQUARES, Loss, NumpyLoss, WrittenLoss
from engine.losses._squares import square, squared, squares_ending, squares_sampled
from engine.written.expression import Product
from engine.written.letters import HALF, minus


def _value(z: Array, a: Array, y: Array) -> Array:
    losses: Array = 0.5 * squared(z, a, y)
    return losses


HALF_SQUARED_ERROR = Loss(
    name="half_squared_error",
    rank=10,
    value=_value,
    d_a=lambda z, a, y: a - y,
    written=WrittenLoss(lambda a, y: Product((HALF, square(a, y))), minus, mean=False),
    numpy=NumpyLoss(("0.5 * np.sum((a - Y) ** 2, axis=1)",), "({a} - y)"),
    torch="(0.5 * (a - y) ** 2).sum(dim=1)",
    convention=SQUARES,
    tape=squares_ending(lambda outputs: 1.0),
    sampled=squares_sampled(lambda outputs: 1.0),
)
