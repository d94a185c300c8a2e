"""The numbers a person gives a network: weights, biases, and a sample's inputs and targets.

They are changed where they stand, be it in the drawing or in a table: typed, or pulled.
"""

from math import floor, log10

from engine.written.quantity import Kind, Quantity
from gui.state.action import Call
from gui.state.experiment import editing, samples
from gui.state.run import derived
from gui.state.state import State

PARAMETERS = frozenset({Kind.WEIGHT, Kind.BIAS})
OF_SAMPLE = frozenset({Kind.INPUT, Kind.TARGET})
_FINE, _COARSE = 0.1, 10.0  # times the usual pull


def of_item(item: Quantity) -> Quantity:
    """Return what is given of an item of the drawing: a computed neuron is given its bias."""
    return Quantity(Kind.BIAS, item.layer, item.unit) if item.kind is Kind.A else item


def can_be_given(state: State, which: Quantity) -> bool:
    """Return whether a number can be typed; inputs and targets are those of one sample."""
    if which.kind is Kind.BIAS:
        return state.document.experiment.network.shape.has_bias(which.layer)
    if which.kind in OF_SAMPLE:
        return not state.view.whole_batch
    return which.kind in PARAMETERS


def value(state: State, which: Quantity) -> float:
    """Return the number on screen, of the sample that is followed."""
    if which.kind in PARAMETERS:
        return derived.value(state, which) or 0.0  # a parameter is always known
    data, sample = derived.experiment(state).data, samples.followed_sample(state)
    numbers = data.sample_inputs if which.kind is Kind.INPUT else data.sample_targets
    return float(numbers(sample)[which.unit])


def call(state: State, which: Quantity, wanted: float) -> Call:
    """Return what to ask the store so that a number becomes another one."""
    if which.kind in PARAMETERS:
        return editing.set_parameter.call(which, wanted)
    sample = samples.followed_sample(state)
    if which.kind is Kind.INPUT:
        return samples.set_input.call(sample, which.unit, wanted)
    return samples.set_target.call(sample, which.unit, wanted)


def pulled(start: float, pixels: float, *, fine: bool = False, coarse: bool = False) -> float:
    """Return the number that a pull makes of another: 0.01 a pixel, of large ones a hundredth.

    It is rounded to the pull's own digits, so that what is pulled can be read.
    """
    size = max(abs(start), 1.0)
    unit = 10.0 ** (floor(log10(size)) - 2) if size >= 10 else 0.01
    unit *= _FINE if fine else _COARSE if coarse else 1.0
    return round(start + pixels * unit, max(0, -floor(log10(unit))))
