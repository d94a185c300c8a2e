"""Facts of the panel with the loss over two weights."""

from gui.state.plane import derived as plane_derived
from gui.state.run import derived
from gui.state.state import Mode, State


def first(state: State) -> float:
    """Return where the ball or the network stands, along the first axis."""
    return plane_derived.present(state)[0]


def second(state: State) -> float:
    return plane_derived.present(state)[1]


def slope_first(state: State) -> float | None:
    """Return the derivative of the loss there, along the first axis."""
    return None if state.mode is Mode.TRAINING else plane_derived.gradient(state)[0]


def slope_second(state: State) -> float | None:
    return None if state.mode is Mode.TRAINING else plane_derived.gradient(state)[1]


def rate(state: State) -> float:
    """Return the learning rate of what moves there."""
    if plane_derived.on_network(state):
        return derived.learning_rate(state)
    return state.plane.ball.rate
