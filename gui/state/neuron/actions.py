"""What can be done with the single neuron: one plain function each."""

from math import isfinite

from msgspec.structs import replace

from engine.activations import ACTIVATIONS as ALL_ACTIVATIONS
from engine.functions.loss import Loss, Targets
from engine.losses import LOSSES as ALL_LOSSES
from engine.one_neuron import OneNeuron
from gui.state.action import action
from gui.state.refusal import Refused
from gui.state.state import State

LARGEST = 1e6  # of what can be typed


def _suits(loss: Loss) -> bool:
    return loss.activation is None or ALL_ACTIVATIONS[loss.activation].elementwise


def _first_like(loss: Loss) -> str:
    """Return the first loss that is the same for one output: a mean over one is the sum."""
    written = loss.written.term
    return next(name for name, each in ALL_LOSSES.items() if each.written.term == written)


ACTIVATIONS = tuple(name for name, each in ALL_ACTIVATIONS.items() if each.elementwise)
LOSSES = tuple(dict.fromkeys(map(_first_like, filter(_suits, ALL_LOSSES.values()))))
_FIRST_LOSS = OneNeuron().loss


@action("neuron.set_input")
def set_input(state: State, x: float) -> State:
    return _with(state, x=_checked("x", x))


@action("neuron.set_weight")
def set_weight(state: State, w: float) -> State:
    return _with(state, w=_checked("w", w))


@action("neuron.set_bias")
def set_bias(state: State, b: float) -> State:
    return _with(state, b=_checked("b", b))


@action("neuron.set_target")
def set_target(state: State, y: float) -> State:
    """Change the target; that of a cross-entropy is a probability, of a hinge loss a sign."""
    if is_probability(state) and not 0 <= y <= 1:
        raise Refused("refused.neuron-target", y=y)
    targets = ALL_LOSSES[state.neuron.loss].targets
    return _with(state, y=targets.nearest(_checked("y", y)))


def is_probability(state: State) -> bool:
    """Return whether the target has to lie between 0 and 1."""
    return ALL_LOSSES[state.neuron.loss].targets is Targets.PROBABILITIES


@action("neuron.choose_activation")
def choose_activation(state: State, name: str) -> State:
    """Choose f; one that the loss does not go with brings the half squared error back."""
    if name not in ACTIVATIONS:
        raise Refused("refused.neuron-activation", name=name)
    needed = ALL_LOSSES[state.neuron.loss].activation
    loss = state.neuron.loss if needed in (None, name) else _FIRST_LOSS
    return _with(state, activation=name, loss=loss)


@action("neuron.choose_loss")
def choose_loss(state: State, name: str) -> State:
    """Choose C; it brings the activation that it needs, and the nearest target it is made for."""
    if name not in LOSSES:
        raise Refused("refused.neuron-loss", name=name)
    loss = ALL_LOSSES[name]
    activation = loss.activation or state.neuron.activation
    target = loss.targets.nearest(state.neuron.y)
    return _with(state, loss=name, activation=activation, y=target)


def _checked(letter: str, value: float) -> float:
    if not isfinite(value) or abs(value) > LARGEST:
        raise Refused("refused.neuron-number", letter=letter, value=value)
    return value


def _with(state: State, **changes: object) -> State:
    changed = replace(state.neuron, **changes)  # named by callers
    return state if changed == state.neuron else replace(state, neuron=changed)
