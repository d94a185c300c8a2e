"""Going on more slowly after a run has diverged."""

from msgspec.structs import replace

from engine.run.training import Run
from gui.state.action import action
from gui.state.experiment.challenge import check_told
from gui.state.run import derived
from gui.state.run.actions import branched
from gui.state.run.branching import diverged
from gui.state.run.kept import with_given_up
from gui.state.state import Cursor, Mode, State


@action("experiment.halve_rate", undone_as="learning-rate")
def halve_rate(state: State) -> State:
    """Go on from where the loss was lowest with half the rate; the steps after it are kept."""
    check_told(state)
    there = replace(state, cursor=Cursor(lowest_step(diverged(state))), mode=Mode.PAUSED)
    experiment = derived.experiment(there)
    rate = experiment.training.learning_rate / 2
    slower = replace(experiment, training=replace(experiment.training, learning_rate=rate))
    return branched(with_given_up(there), slower)


def lowest_step(run: Run) -> int:
    """Return the step of a run at which the loss is lowest, of those recorded."""
    return min(run.recorded(run.steps), key=run.loss, default=0)
