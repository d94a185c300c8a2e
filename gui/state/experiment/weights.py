"""Drawing first weights: by which scheme, and with which seed."""

from msgspec.structs import replace

from engine.experiment import Initialization
from engine.faults import LARGEST_SEED
from engine.initializers import INITIALIZERS, draw_parameters
from gui.state.action import action
from gui.state.experiment.changing import with_run
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.state import State


@action("experiment.set_init", undone_as="new-weights")
def set_init(state: State, scheme: str) -> State:
    """Draw first weights by another scheme; those stated or kept before are given up."""
    if scheme not in INITIALIZERS:
        raise Refused("refused.no-scheme", name=scheme)
    return _drawn(state, replace(derived.experiment(state).init, scheme=scheme))


@action("experiment.set_seed", undone_as="new-weights")
def set_seed(state: State, seed: int) -> State:
    """Draw first weights with another seed; those stated or kept before are given up."""
    if not 0 <= seed <= LARGEST_SEED:
        raise Refused("refused.seed", seed=seed)
    return _drawn(state, replace(derived.experiment(state).init, seed=seed))


@action("experiment.draw_weights", undone_as="new-weights")
def draw_weights(state: State) -> State:
    """Draw first weights with the next seed; those stated or kept before are given up."""
    before = derived.experiment(state)
    init = replace(before.init, seed=(before.init.seed + 1) % LARGEST_SEED)
    if before.given is None and _are_alike(state, init):
        raise Refused("refused.always-the-same")
    return _drawn(state, init)


def _drawn(state: State, init: Initialization) -> State:
    before = derived.experiment(state)
    if before.given is None and init == before.init:
        return state
    return with_run(state, replace(before, init=init, given=None))


def _are_alike(state: State, init: Initialization) -> bool:
    """Return whether another seed draws the same: no chance is in it."""
    before = derived.experiment(state)
    drawn = draw_parameters(init.scheme, init.seed, before.network.shape)
    return drawn.flat.tobytes() == before.first_parameters().flat.tobytes()
