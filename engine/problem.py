"""What the parameters of a network are judged by."""

from msgspec import Struct
from msgspec.structs import replace

from engine.frozen import Array
from engine.functions.loss import Loss
from engine.network import NetworkPlan
from engine.penalty import NO_PENALTY, Penalty
from engine.reduction import Reduction


class Problem(Struct, frozen=True, eq=False):
    """A network, the samples it should fit and what counts as a misfit.

    x: (batch, inputs); targets: (batch, outputs); the penalty is a term of its own beside the cost;
    reduction: how the losses of the samples make up the cost.
    """

    network: NetworkPlan
    loss: Loss
    x: Array
    targets: Array
    penalty: Penalty = NO_PENALTY
    reduction: Reduction = Reduction.MEAN

    def on(self, x: Array, targets: Array) -> "Problem":
        """Return the same problem with other samples: (batch, inputs), (batch, outputs)."""
        return replace(self, x=x, targets=targets)
