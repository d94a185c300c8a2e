"""What can be done with the plane of inputs that regions and neurons' maps show."""

from msgspec.structs import replace

from gui.state.action import action
from gui.state.choices import InputAxes
from gui.state.inputs import derived as inputs_derived
from gui.state.refusal import Refused
from gui.state.state import State


@action("inputs.choose_input")
def choose_input(state: State, which: int, unit: int) -> State:
    """Draw an input, counted from 0, along one of the two axes; a pair of the same one is turned.

    The others then stay as they are in the sample that is followed.
    """
    inputs = state.document.experiment.network.inputs
    if which not in (0, 1):
        raise Refused("refused.no-axis", which=which)
    if not 0 <= unit < inputs or inputs < 2:
        raise Refused("refused.no-input", input=unit + 1, inputs=inputs)
    pair = list(inputs_derived.pair(state))
    if pair[1 - which] == unit:
        pair.reverse()
    pair[which] = unit
    return _with(state, InputAxes((pair[0], pair[1]), components=False))


@action("inputs.show_components")
def show_components(state: State, shown: bool) -> State:
    """Draw over the first two principal components of the inputs, or over two of the inputs."""
    return _with(state, replace(state.inputs, components=shown))


def _with(state: State, chosen: InputAxes) -> State:
    return state if chosen == state.inputs else replace(state, inputs=chosen)
