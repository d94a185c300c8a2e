"""Going on from a past step, and the way back from a run that diverged."""

from msgspec.structs import replace

from engine.run.training import Run
from gui.state.action import action
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.run.actions import branched
from gui.state.run.kept import with_given_up
from gui.state.state import Cursor, Mode, State


@action("run.branch_here", undone_as="branch")
def branch_here(state: State) -> State:
    """Go on from the step on screen: the steps after it are given up, but kept as a run."""
    if state.cursor.step == state.trained:
        raise Refused("refused.nothing-to-branch-from", step=state.trained)
    kept = with_given_up(state)
    return replace(branched(kept, derived.experiment(state)), mode=Mode.PAUSED)


@action("run.to_last_finite")
def to_last_finite(state: State) -> State:
    """Stand at the end of the last step of a run that diverged whose numbers are all finite."""
    step, beats = last_finite(diverged(state)), len(derived.beats(state))
    return replace(state, cursor=Cursor(step, beats - 1), mode=Mode.PAUSED)


def last_finite(run: Run) -> int:
    """Return the last step of a run that diverged whose numbers are all finite, at least 0."""
    return max(run.steps - 1, 0)


def diverged(state: State) -> Run:
    """Return the run on screen; raise Refused unless it stopped where numbers grew too large."""
    run = state.document.run
    if run.divergence is None:
        raise Refused("refused.not-diverged")
    return run
