"""Choosing what is swept: one plain function each."""

from msgspec.structs import replace

from engine.experiment import Experiment
from engine.run.goals import StepGoal
from engine.run.training import Run
from engine.text.sweep.values import BadSweep
from gui.state.action import action
from gui.state.choices import SweepChoice
from gui.state.experiment.challenge import check_told
from gui.state.experiment.changing import check
from gui.state.refusal import Refused
from gui.state.run import derived as run_derived
from gui.state.run import kept
from gui.state.state import Mode, State
from gui.state.sweep import derived


@action("sweep.choose")
def choose(state: State, key: str) -> State:
    """Sweep something else, through values that are usual for it."""
    experiment, chosen = run_derived.experiment(state), state.sweep
    if key not in derived.offered(experiment):
        raise Refused("refused.no-sweep", key=key)
    if key == chosen.key:
        return state
    usual = derived.usual(key, experiment)
    return replace(state, sweep=replace(usual, seeds=chosen.seeds, steps=chosen.steps))


@action("sweep.set_values")
def set_values(state: State, text: str) -> State:
    """Go through other values: some with commas between them, or a range as in 0.001 .. 1."""
    return _checked(state, replace(state.sweep, values=" ".join(text.split())))


@action("sweep.set_count")
def set_count(state: State, count: int) -> State:
    """Take so many numbers of a range."""
    if not 2 <= count <= derived.MOST_VALUES:
        raise Refused("refused.sweep-values", most=derived.MOST_VALUES)
    return _checked(state, replace(state.sweep, count=count))


@action("sweep.set_log")
def set_log(state: State, is_log: bool) -> State:
    """Take numbers of a range at equal ratios, or at equal distances."""
    return _checked(state, replace(state.sweep, is_log=is_log))


@action("sweep.set_seeds")
def set_seeds(state: State, seeds: int) -> State:
    """Try each value with so many first weights and orders of the samples."""
    if not 1 <= seeds <= derived.MOST_SEEDS:
        raise Refused("refused.sweep-seeds", most=derived.MOST_SEEDS)
    return _checked(state, replace(state.sweep, seeds=seeds))


@action("sweep.set_steps")
def set_steps(state: State, steps: int) -> State:
    """Train each run for so many steps."""
    if not 1 <= steps <= derived.MOST_STEPS:
        raise Refused("refused.step-count", steps=steps, most=derived.MOST_STEPS)
    return _checked(state, replace(state.sweep, steps=steps))


@action("sweep.take_up", undone_as="going-to-run")
def take_up(state: State, experiment: Experiment, steps: int) -> State:
    """Begin a run of an experiment, such as a sweep has made, and train it for so many steps.

    It is the same document still; the run that is left is kept.
    """
    check_told(state)
    if not 0 <= steps <= derived.MOST_STEPS:
        raise Refused("refused.step-count", steps=steps, most=derived.MOST_STEPS)
    check(experiment)
    document = replace(state.document, run=Run(experiment))
    begun = kept.with_document(kept.with_left(state), document)
    if not steps:
        return begun
    return replace(begun, goal=StepGoal(0, steps), mode=Mode.TRAINING)


def _checked(state: State, choice: SweepChoice) -> State:
    """Return the state with another choice; raise Refused where it is no sweep."""
    if choice == state.sweep:
        return state
    try:
        count = derived.count_of(choice)
    except BadSweep as error:
        raise Refused.of(error.fault) from None
    if count > derived.MOST_RUNS:
        raise Refused("sweep.too-many", most=derived.MOST_RUNS)
    return replace(state, sweep=choice)
