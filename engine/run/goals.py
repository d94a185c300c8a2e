"""What training is to reach: so many steps, or a loss that stays."""

from msgspec import Struct

STAY_PART = 0.001  # a loss that has not fallen by so much of itself counts as the same
LOOKS = 10  # so many in a row without a lower loss end the training
LEAST_STEPS = 100  # between the first and the last of them


class StepGoal(Struct, frozen=True):
    """Training from `first` on until `last` steps are done in all."""

    first: int
    last: int

    @property
    def stop(self) -> int:
        """The step up to which training goes on before anything is decided."""
        return self.last

    def passed(self, loss: float) -> "StepGoal | None":
        """Return what is still to be reached after `stop`, None for nothing."""
        return None


class StayGoal(Struct, frozen=True):
    """Training until the loss stays: it has not fallen below its lowest for ten looks in a row.

    It is the rule by which training is stopped early with patience (Prechelt, Early Stopping -
    but when?, 1998), for the loss over the training set. first: the step from which on it holds;
    every: steps between two looks; lowest: the loss that another must lie below, by 0.1 %, to be
    lower; looks: how many have been taken; without: how many of them in a row found no lower one.
    """

    first: int
    every: int
    lowest: float
    looks: int = 0
    without: int = 0

    @property
    def patience(self) -> int:
        """For how many steps the loss must not fall."""
        return LOOKS * self.every

    @property
    def stop(self) -> int:
        """The step up to which training goes on before anything is decided: the next look."""
        return self.first + (self.looks + 1) * self.every

    def passed(self, loss: float) -> "StayGoal | None":
        """Return what is still to be reached after a look at the loss, None where it stays."""
        if loss < self.lowest - STAY_PART * abs(self.lowest):
            return StayGoal(self.first, self.every, loss, self.looks + 1)
        if self.without + 1 == LOOKS:
            return None
        return StayGoal(self.first, self.every, self.lowest, self.looks + 1, self.without + 1)


Goal = StepGoal | StayGoal


def until_it_stays(first: int, loss: float, per_epoch: int) -> StayGoal:
    """Return the goal of a loss that stays for ten epochs, and for at least a hundred steps.

    loss: over the training set at the step `first`; per_epoch: how many steps an epoch has.
    """
    return StayGoal(first, max(per_epoch, LEAST_STEPS // LOOKS), loss)
