"""What can be chosen about the picture of the inputs: one plain function each."""

from msgspec.structs import replace

from gui.state.action import action
from gui.state.choices import RegionsChoice
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.state import State


@action("regions.show_output")
def show_output(state: State, unit: int | None) -> State:
    """Show what one output says, counted from 0; None for all of them at once."""
    outputs = derived.experiment(state).network.sizes[-1]
    if unit is not None and not 0 <= unit < outputs:
        raise Refused("refused.no-output", number=unit + 1, outputs=outputs)
    return _with(state, replace(state.regions, output=unit))


@action("regions.set_coloured")
def set_coloured(state: State, coloured: bool) -> State:
    """Colour the regions, or show the samples and the lines between the regions alone."""
    return _with(state, replace(state.regions, coloured=coloured))


def _with(state: State, chosen: RegionsChoice) -> State:
    return state if chosen == state.regions else replace(state, regions=chosen)
