"""What of a run cannot be computed again at once, as a value that is kept and brought back."""

from itertools import pairwise

from msgspec import Struct

from engine.experiment import Experiment, Mistake
from engine.frozen import Array
from engine.network import count_parameters
from engine.run.divergence import Divergence
from engine.run.loss_record import LossRecord
from engine.run.segments import Segments, index_at
from engine.run.snapshots import Snapshots
from engine.run.track import Track
from engine.run.training import MEMORY_BYTES, Run


class LossesKept(Struct, frozen=True, eq=False):
    """The losses of a run: (count,), after every so many steps, and that at the newest step."""

    stride: int
    kept: tuple[float, ...]
    newest: tuple[int, float] | None


class RunRecord(Struct, frozen=True, eq=False):
    """A run at one moment, without a copy of its past: what has been written there stays.

    stride: of the states, each array (some, rows, count), one after the other; newest: a step and
    the state with which it begins, (rows, count).
    """

    segments: Segments
    steps: int
    stride: int
    states: tuple[Array, ...]
    newest: tuple[int, Array] | None
    losses: LossesKept
    test_losses: LossesKept | None
    divergence: Divergence | None


def record_of(run: Run) -> RunRecord:
    """Return a run as it is now; it may go on meanwhile."""
    track, losses, tests = run.past
    segments, snapshots, newest = track.past()
    stride, states = snapshots.parts()
    return RunRecord(
        segments=segments,
        steps=track.steps,
        stride=stride,
        states=tuple(states),
        newest=newest,
        losses=_kept(losses),
        test_losses=None if tests is None else _kept(tests),
        divergence=run.divergence,
    )


def run_of(record: RunRecord) -> Run:
    """Return the run of a record: every number of every step is what it was, to the last bit.

    Raises ValueError where a record is none of a run.
    """
    _check(record)
    snapshots = Snapshots.of_parts(record.stride, record.states, MEMORY_BYTES)
    track = Track(record.segments, snapshots, record.steps, record.newest)
    tests = record.test_losses
    past = track, _record(record.losses), None if tests is None else _record(tests)
    run = Run(record.segments[-1].experiment, past=past)
    run.divergence = record.divergence
    return run


def _kept(losses: LossRecord) -> LossesKept:
    return LossesKept(losses.stride, *losses.known())


def _record(losses: LossesKept) -> LossRecord:
    return LossRecord.of_known(losses.stride, losses.kept, losses.newest)


def _check(record: RunRecord) -> None:
    """Raise ValueError for what would be found out only when a step is visited."""
    firsts = [segment.first_step for segment in record.segments]
    ordered = firsts[:1] == [0] and all(a < b for a, b in pairwise(firsts))
    tests = record.test_losses
    strides = record.stride, record.losses.stride, 1 if tests is None else tests.stride
    if not ordered or firsts[-1] > record.steps or min(strides) < 1:
        raise ValueError("the stretches of the run do not follow each other")
    step = 0
    for states in record.states:
        for at in (step, step + (len(states) - 1) * record.stride):
            _check_state(record, at, states[0])
        step += len(states) * record.stride
    if not 0 < step <= record.steps + record.stride:
        raise ValueError("the states of the run are not those of its steps")
    if record.newest is not None:
        _check_state(record, *record.newest)


def _check_state(record: RunRecord, step: int, state: Array) -> None:
    """Check the state that the step before one has left."""
    if not 0 <= step <= record.steps:
        raise ValueError(f"step {step} is none of the run")
    experiment = record.segments[max(index_at(record.segments, step - 1), 0)].experiment
    if state.shape != (_rows(experiment), count_parameters(experiment.network.shape)):
        raise ValueError(f"the state at step {step} is of another network")


def _rows(experiment: Experiment) -> int:
    training = experiment.training
    return 1 + training.optimizer.slots + (Mistake.NOT_RESET in training.mistakes)
