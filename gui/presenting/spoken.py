"""What is spoken of to the class: the selection, or else an example of what the beat is about."""

from functools import lru_cache

from msgspec.structs import replace

from engine.story.beats import revealed
from engine.written.quantity import Kind, Quantity, owner_of
from gui.network.fills import address
from gui.state.choices import WeightLabels
from gui.state.run import derived
from gui.state.state import Mode, State

_MOST = 200  # things that Tab goes through, those of the beat first


@lru_cache(maxsize=4)
def spoken(state: State) -> State:
    """Return a state in which one thing is told of and nothing else has words."""
    view = replace(state.view, labels=WeightLabels.OF_NEURON)
    selected = state.selected if state.selected is not None else example(state)
    return replace(state, selected=selected, lit=(), view=view)


def example(state: State) -> Quantity | None:
    """Return the first thing that the beat is about, None for one about the loss as a whole."""
    return None if state.mode is Mode.TRAINING else next(iter(_of_beat(state)), None)


def choosable(state: State) -> tuple[Quantity, ...]:
    """Return what can be chosen, in an order: that of the beat, then layer by layer the rest."""
    shape = state.document.experiment.network.shape
    found = dict.fromkeys(_of_beat(state))
    for layer, units in enumerate(shape.sizes):
        if len(found) > _MOST:
            break
        found |= dict.fromkeys(address(layer, unit) for unit in range(units))
        if layer == 0:
            continue
        sources = range(shape.sizes[layer - 1])
        weights = (Quantity(Kind.WEIGHT, layer, j, k) for j in range(units) for k in sources)
        found |= dict.fromkeys(weights)
        if shape.has_bias(layer):
            found |= dict.fromkeys(Quantity(Kind.BIAS, layer, unit) for unit in range(units))
    return tuple(found)[:_MOST]


def _of_beat(state: State) -> tuple[Quantity, ...]:
    """Return the neurons, weights or biases whose numbers the beat makes known."""
    scope, beat, unseen = derived.scope(state), derived.beat(state), derived.unseen(state)
    numbers = revealed(beat, scope.experiment.network.shape)
    owners = (owner_of(number) for number in numbers if number.kind not in unseen)
    return tuple(dict.fromkeys(owner for owner in owners if owner is not None))
