"""The squared error, summed over the outputs."""

from engine.functions.loss import SQUARES, Loss, NumpyLoss, WrittenLoss
from engine.losses._squares import square, squared, squares_ending, squares_sampled, twice

SQUARED_ERROR = Loss(
    name="squared_error",
    rank=20,
    value=squared,
    d_a=lambda z, a, y: 2 * (a - y),
    written=WrittenLoss(square, twice, mean=False),
    numpy=NumpyLoss(("np.sum((a - Y) ** 2, axis=1)",), "2 * ({a} - y)"),
    torch="((a - y) ** 2).sum(dim=1)",
    convention=SQUARES,
    tape=squares_ending(lambda outputs: 2.0),
    sampled=squares_sampled(lambda outputs: 2.0),
)
