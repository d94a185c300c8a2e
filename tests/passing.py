"""Time that passes when a test says so."""

from gui.state.passing import passing
from gui.state.state import State


def tick(state: State, seconds: float) -> State:
    """Return the state so much later."""
    call = passing(state, seconds)
    return state if call is None else call.after(state)
