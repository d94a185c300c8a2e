"""Everything that determines the numbers: network, data, loss and training."""

from enum import Enum

from msgspec import Struct, field

from engine.data.dataset import Dataset
from engine.functions.loss import Loss
from engine.functions.optimizer import Optimizer
from engine.initializers import draw_parameters
from engine.network import NetworkPlan, Parameters
from engine.optimizers.sgd import SGD
from engine.penalty import NO_PENALTY, Penalty
from engine.problem import Problem
from engine.reduction import Reduction


class Initialization(Struct, frozen=True):
    """How the first weights are drawn where they are not given."""

    scheme: str = "xavier_uniform"
    seed: int = 0


class UpdateRule(Enum):
    """When the parameters change: all at the end, or each layer before the deltas below it.

    The second is the classic mistake: deltas are then sent back through weights already changed.
    """

    SIMULTANEOUS = "simultaneous"
    IN_PLACE = "in_place"


class Mistake(Enum):
    """What is often done wrong; switched on to be found, never part of an experiment's file.

    FORGOTTEN_SLOPE: delta is dC/da without f'(z); WRONG_SIGN: the loss is differentiated with the
    opposite sign; NOT_RESET: each gradient is added to that of the step before.
    """

    FORGOTTEN_SLOPE = "forgotten_slope"
    WRONG_SIGN = "wrong_sign"
    NOT_RESET = "not_reset"


class Training(Struct, frozen=True):
    """How parameters are updated.

    batch_size: samples a step, None for all; shuffle: a new order each epoch, drawn from `seed`;
    train_biases: whether biases are updated too; update_rule: when a layer is updated;
    mistakes: those made on purpose.
    """

    learning_rate: float = 0.5
    batch_size: int | None = 1
    shuffle: bool = False
    seed: int = 0
    train_biases: bool = True
    optimizer: Optimizer = SGD
    update_rule: UpdateRule = UpdateRule.SIMULTANEOUS
    mistakes: frozenset[Mistake] = frozenset()


class Published(Struct, frozen=True):
    """A figure as printed in a book or article, to be set beside ours.

    quantity: an address such as `dw[2,0,1]`; printed: the digits, in whatever notation; note: why
    it may differ from ours.
    """

    step: int
    quantity: str
    printed: str
    source: str
    note: str = ""


class Experiment(Struct, frozen=True, eq=False):
    """One document: the same experiment always gives the same numbers.

    given: the parameters stated in the file, which win over `init`; reduction: how the losses of
    the samples make up the cost; challenge: whether what is done differently in it is not told
    before someone asks; hidden: the names of what a class is not shown at first, see
    `engine.hidden`.
    """

    title: str
    network: NetworkPlan
    loss: Loss
    data: Dataset
    training: Training = Training()
    init: Initialization = Initialization()
    given: Parameters | None = None
    penalty: Penalty = NO_PENALTY
    reduction: Reduction = Reduction.MEAN
    published: tuple[Published, ...] = field(default=())
    challenge: bool = False
    hidden: tuple[str, ...] = ()

    @property
    def problem(self) -> Problem:
        """What the parameters are judged by: all samples of the training set."""
        inputs, targets = self.data.inputs, self.data.targets
        return Problem(self.network, self.loss, inputs, targets, self.penalty, self.reduction)

    def first_parameters(self) -> Parameters:
        """Return the parameters before the first step."""
        if self.given is not None:
            return self.given
        return draw_parameters(self.init.scheme, self.init.seed, self.network.shape)
