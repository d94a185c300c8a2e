"""Changing how the network is trained: loss, penalty, optimiser, batches."""

from math import isfinite

from msgspec.structs import replace

from engine.experiment import Training
from engine.faults import LARGEST_SEED, MOST_IN_A_BATCH
from engine.functions.optimizer import Optimizer
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.penalty import Penalty
from engine.remedies import Chosen
from gui.state.action import action
from gui.state.experiment.challenge import check_told
from gui.state.experiment.changing import fitting, gone_on
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.state import State

# The rate with which one would first try an optimiser, where it is not that of its record.
_FIRST_RATES = {
    **dict.fromkeys(("momentum", "nesterov", "adagrad"), 0.1),
    **dict.fromkeys(("rmsprop", "adam", "adamw"), 0.01),
}


@action("experiment.set_loss", undone_as="loss")
def set_loss(state: State, name: str, fitted: bool) -> State:
    """Train with another loss from the step on screen on.

    fitted: whether what does not go with it is changed too.
    """
    check_told(state)
    if name not in LOSSES:
        raise Refused("refused.no-loss", name=name)
    before = derived.experiment(state)
    if before.loss.name == name:
        return state
    return gone_on(state, fitting(replace(before, loss=LOSSES[name]), Chosen.LOSS, fitted))


@action("experiment.set_penalty", undone_as="penalty")
def set_penalty(state: State, l1: float, l2: float) -> State:
    """Add l1 sum |w| + l2/2 sum w^2 to the cost from the step on screen on."""
    for factor in (l1, l2):
        if not (factor >= 0 and isfinite(factor)):
            raise Refused("refused.penalty", value=factor)
    before = derived.experiment(state)
    penalty = Penalty(l1, l2)
    return state if penalty == before.penalty else gone_on(state, replace(before, penalty=penalty))


@action("experiment.set_optimizer", undone_as="optimizer")
def set_optimizer(state: State, name: str, values: tuple[float, ...]) -> State:
    """Train with another optimiser from the step on screen on.

    values: of its parameters, none for the usual ones. Who has not chosen another rate than the
    first one of the optimiser before gets the first one of the other.
    """
    if name not in OPTIMIZERS:
        raise Refused("refused.no-optimizer", name=name)
    optimizer, training = OPTIMIZERS[name], derived.experiment(state).training
    if values:
        keys = tuple(optimizer.settings)
        if len(values) != len(keys) or not all(map(isfinite, values)):
            raise Refused("refused.function-values", values=values)
        optimizer = optimizer.with_values(**dict(zip(keys, values, strict=True)))
    is_first = training.learning_rate == _first_rate(training.optimizer)
    rate = _first_rate(optimizer) if is_first else training.learning_rate
    return _with_training(state, replace(training, optimizer=optimizer, learning_rate=rate))


@action("experiment.set_batch_size", undone_as="batch-size")
def set_batch_size(state: State, size: int | None) -> State:
    """Take so many samples a step from the step on screen on, None for all of them."""
    if size is not None and not 1 <= size <= MOST_IN_A_BATCH:
        raise Refused("refused.batch-size", size=size)
    training = derived.experiment(state).training
    return _with_training(state, replace(training, batch_size=size))


@action("experiment.set_shuffle", undone_as="order-of-samples")
def set_shuffle(state: State, shuffle: bool) -> State:
    """Take the samples in a new order each epoch, or as they lie."""
    training = derived.experiment(state).training
    return _with_training(state, replace(training, shuffle=shuffle))


@action("experiment.set_order_seed", undone_as="order-of-samples")
def set_order_seed(state: State, seed: int) -> State:
    """Draw the orders of the samples with another seed."""
    if not 0 <= seed <= LARGEST_SEED:
        raise Refused("refused.seed", seed=seed)
    training = derived.experiment(state).training
    return _with_training(state, replace(training, seed=seed))


def _first_rate(optimizer: Optimizer) -> float:
    return _FIRST_RATES.get(optimizer.name, optimizer.learning_rate)


def _with_training(state: State, training: Training) -> State:
    before = derived.experiment(state)
    if training == before.training:
        return state
    return gone_on(state, replace(before, training=training))
