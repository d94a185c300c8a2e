"""A challenge: what is done differently in it is not told before it is revealed."""

from msgspec.structs import replace

from gui.state.action import action
from gui.state.refusal import Refused
from gui.state.state import State


def is_told(state: State) -> bool:
    """Return whether settings and warnings are on screen: in a challenge, once it is revealed."""
    return state.revealed or not state.document.experiment.challenge


@action("experiment.reveal")
def reveal(state: State) -> State:
    """Tell what is done differently in a challenge."""
    return state if is_told(state) else replace(state, revealed=True)


def check_told(state: State) -> None:
    """Raise Refused where a switch would tell by its answer what a challenge does not tell."""
    if not is_told(state):
        raise Refused("refused.challenge")
