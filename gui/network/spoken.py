"""What is said of the network to somebody who does not see it."""

from engine.story.beats import of_selection
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.state.choices import NeuronContent
from gui.state.run import derived
from gui.state.state import State
from gui.words.batch import pooled_letter
from gui.words.catalog import say, say_list
from gui.words.quantities import with_column


def spoken(state: State, item: Quantity) -> str:
    """Return what an item is, and its numbers as far as they are known."""
    scope = derived.scope(state)
    called = with_column(scope.experiment, item, _called(item, scope.experiment.network.depth))
    numbers, pictured = [], _pictured(state, item)
    for quantity in (*pictured, *(each for each in of_selection(item) if each not in pictured)):
        own = scope.address(quantity)
        if quantity in pictured or derived.is_known(state, own):
            value = short(scope.read(own), state.view.digits, kind=own.kind)
            numbers.append(f"{pooled_letter(scope, own, state.view.notation)} = {value}")
    return say("spoken.item", item=called, numbers=say_list(numbers)) if numbers else called


def _pictured(state: State, item: Quantity) -> tuple[Quantity, ...]:
    """Return the number that stands beside the picture of a neuron at every moment, if any."""
    content = state.view.neurons
    if content is NeuronContent.NUMBERS or item.kind not in (Kind.A, Kind.INPUT):
        return ()
    is_slope = content is NeuronContent.GRADIENTS and item.layer > 0
    return (Quantity(Kind.D_A, item.layer, item.unit) if is_slope else item,)


def _called(item: Quantity, depth: int) -> str:
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
