"""What a run of a sweep comes to."""

from msgspec import Struct


class Outcome(Struct, frozen=True):
    """The losses over the whole training and test set after the last step, without the penalty.

    train_loss: None of a run that stopped before; test_loss: None also where there is no test set;
    diverged_at: the step that could not be taken because a number would no longer be finite.
    """

    train_loss: float | None
    test_loss: float | None
    diverged_at: int | None = None
