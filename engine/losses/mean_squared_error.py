"""The squared error, averaged over the outputs."""

from engine.frozen import Array
from engine.functions.loss import SQUARES, Loss, NumpyLoss, WrittenLoss
from engine.losses._squares import square, squared, squares_ending, squares_sampled, twice


def _value(z: Array, a: Array, y: Array) -> Array:
    losses: Array = squared(z, a, y) / a.shape[1]
    return losses


MEAN_SQUARED_ERROR = Loss(
    name="mean_squared_error",
    rank=30,
    value=_value,
    d_a=lambda z, a, y: 2 * (a - y) / a.shape[1],
    written=WrittenLoss(square, twice, mean=True),
    numpy=NumpyLoss(("np.mean((a - Y) ** 2, axis=1)",), "2 * ({a} - y) / y.shape[1]"),
    torch='functional.mse_loss(a, y, reduction="none").mean(dim=1)',
    convention=SQUARES,
    tape=squares_ending(lambda outputs: 2.0 / outputs),
    sampled=squares_sampled(lambda outputs: 2.0 / outputs),
)
