"""Facts of the panel with one neuron."""

from engine.story import one_neuron
from gui.state.state import State


def z(state: State) -> float:
    return one_neuron.value(state.neuron, one_neuron.Z)


def a(state: State) -> float:
    return one_neuron.value(state.neuron, one_neuron.A)


def slope(state: State) -> float:
    """Return f'(z)."""
    return one_neuron.slope(state.neuron)


def loss(state: State) -> float:
    return one_neuron.value(state.neuron, one_neuron.C)


def gradient(state: State) -> float:
    """Return dC/dw."""
    return one_neuron.value(state.neuron, one_neuron.D_W)
