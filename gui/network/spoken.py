"""What is said of the network to somebody who does not see it."""

from collections.abc import Sequence

import numpy as np

from engine.frozen import Array
from engine.story.beats import of_selection, revealed
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity, owner_of
from gui.state.choices import NeuronContent
from gui.state.hiding.derived import hides_among, is_hidden
from gui.state.run import derived
from gui.state.state import State
from gui.words.batch import number_kind
from gui.words.beats import now_sentence
from gui.words.catalog import say, say_count, say_list
from gui.words.functions import activation_name
from gui.words.quantities import kind_name, with_column

MOST_AT_ONCE = 16  # numbers that somebody can listen to


def spoken_moment(state: State) -> str:
    """Return which moment of which step is on screen, and what its beat shows."""
    beats, beat = derived.beats(state), derived.beat(state)
    return say(
        "spoken.moment",
        step=state.cursor.step + 1,
        beat=state.cursor.beat + 1,
        beats=len(beats),
        sentence=now_sentence(beat, derived.scope(state)),
        rate=short(derived.learning_rate(state), state.view.digits),
    )


def spoken_beat(state: State) -> str:
    """Return every number that the beat on screen makes known, "" before it does."""
    scope, beat = derived.scope(state), derived.beat(state)
    if derived.last_revealed(state) < state.cursor.beat:
        return ""
    shape, unseen = scope.experiment.network.shape, derived.unseen(state)
    if derived.new_lines(state) > MOST_AT_ONCE:
        return say_count("spoken.many", derived.new_lines(state))
    seen = (each for each in revealed(beat, shape) if each.kind not in unseen)
    return say_list([_with_owner(state, scope.address(each)) for each in seen])


def _with_owner(state: State, own: Quantity) -> str:
    number, owner = spoken_number(state, own), owner_of(own)
    if own.kind is Kind.A_AFTER:
        owner = Quantity(Kind.A, own.layer, own.unit)
    if owner is None:
        return number
    called = _called(owner, derived.scope(state).experiment.network.depth)
    return say("spoken.item", item=called, numbers=number)


def spoken_layer(state: State, layer: int) -> str:
    """Return how many neurons a layer has, and what their activations and slopes lie between."""
    scope, network = derived.scope(state), derived.scope(state).experiment.network
    size = network.sizes[layer]
    name = "" if layer == 0 else activation_name(network.layers[layer - 1].activation.name)
    key = "spoken.inputs" if layer == 0 else "spoken.layer"
    called = say_count(key, size, layer=layer, activation=name)
    numbers = []
    for kind in (Kind.INPUT,) if layer == 0 else (Kind.A, Kind.DELTA):
        if derived.is_known(state, Quantity(kind, layer, 0)):
            values = [scope.value(Quantity(kind, layer, unit)) for unit in range(size)]
            numbers.append(_between(state, kind, values, layer))
    return say("spoken.item", item=called, numbers=say_list(numbers)) if numbers else called


def spoken_weights(state: State, layer: int) -> str:
    """Return how many weights lead to a layer, and what they and their gradients lie between."""
    scope = derived.scope(state)
    sizes, trace = scope.experiment.network.sizes, derived.trace(state)
    numbers = [_between(state, Kind.WEIGHT, trace.before.weights(layer), layer)]
    if derived.is_known(state, Quantity(Kind.D_WEIGHT, layer, 0, 0)):
        own = trace if scope.sample is None else scope.shown
        gradients = own.layers[layer - 1].d_weights
        numbers.append(_between(state, Kind.D_WEIGHT, gradients, layer))
    called = say_count("spoken.weights", sizes[layer] * sizes[layer - 1], layer=layer)
    return say("spoken.item", item=called, numbers=say_list(numbers))


def _between(state: State, kind: Kind, values: Sequence[float] | Array, layer: int) -> str:
    digits = state.view.digits
    if hides_among(state, kind, layer):
        return say("spoken.number-hidden", kind=kind_name(kind))
    least, most = (short(float(f(values)), digits, kind=kind) for f in (np.min, np.max))
    return say("spoken.between", kind=kind_name(kind), least=least, most=most)


def spoken(state: State, item: Quantity) -> str:
    """Return what an item is, and its numbers as far as they are known."""
    scope = derived.scope(state)
    called = with_column(scope.experiment, item, _called(item, scope.experiment.network.depth))
    numbers, pictured = [], _pictured(state, item)
    named = _numbers_of(item, scope.experiment.network.depth)
    for quantity in (*pictured, *(each for each in named if each not in pictured)):
        own = scope.address(quantity)
        is_seen = own.kind is not Kind.SAMPLE_LOSS or scope.sample is not None
        if is_seen and (quantity in pictured or derived.is_known(state, own)):
            numbers.append(spoken_number(state, own))
    return say("spoken.item", item=called, numbers=say_list(numbers)) if numbers else called


def spoken_number(state: State, own: Quantity) -> str:
    """Return what a number is called, and its value: without letters, which nobody can hear."""
    scope = derived.scope(state)
    if is_hidden(state, own):
        return say("spoken.number-hidden", kind=number_kind(scope, own))
    value = short(scope.read(own), state.view.digits, kind=own.kind)
    return say("spoken.number", kind=number_kind(scope, own), value=value)


def _numbers_of(item: Quantity, depth: int) -> tuple[Quantity, ...]:
    if item.kind is Kind.LOSS:
        return tuple(map(Quantity, (Kind.SAMPLE_LOSS, Kind.LOSS, Kind.LOSS_AFTER)))
    if item.kind is Kind.TARGET:
        return (item,)
    is_output = item.kind is Kind.A and item.layer == depth
    after = (Quantity(Kind.A_AFTER, item.layer, item.unit),) if is_output else ()
    return of_selection(item) + after


def _pictured(state: State, item: Quantity) -> tuple[Quantity, ...]:
    """Return the number that stands beside the picture of a neuron at every moment, if any."""
    content = state.view.neurons
    if content is NeuronContent.NUMBERS or item.kind not in (Kind.A, Kind.INPUT):
        return ()
    is_slope = content is NeuronContent.GRADIENTS and item.layer > 0
    return (Quantity(Kind.D_A, item.layer, item.unit) if is_slope else item,)


def _called(item: Quantity, depth: int) -> str:
    if item.kind is Kind.LOSS:
        return say("spoken.loss")
    if item.kind is Kind.TARGET:
        return say("spoken.target", neuron=_neuron(depth, item.unit, depth))
    if item.kind is Kind.WEIGHT:
        assert item.source is not None
        sender = _neuron(item.layer - 1, item.source, depth)
        return say("spoken.weight", sender=sender, receiver=_neuron(item.layer, item.unit, depth))
    neuron = _neuron(item.layer, item.unit, depth)
    return say("spoken.bias", neuron=neuron) if item.kind is Kind.BIAS else neuron


def _neuron(layer: int, unit: int, depth: int) -> str:
    if layer == 0:
        return say("spoken.input", unit=unit + 1)
    if layer == depth:
        return say("spoken.output", unit=unit + 1)
    return say("spoken.hidden", unit=unit + 1, layer=layer)
