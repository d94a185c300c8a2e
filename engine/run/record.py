"""What of a run cannot be computed again at once, as a value that is kept and brought back."""

from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from engine.experiment import Experiment, Mistake
from engine.frozen import Array
from engine.network import count_parameters
from engine.run.divergence import OF_LAYERS, OF_LOSS, Divergence
from engine.run.loss_record import LossRecord
from engine.run.segments import Segments, index_at
from engine.run.snapshots import Snapshots
from engine.run.track import Track
from engine.run.training import MEMORY_BYTES, Run

_BRIEF_BYTES = 2**16


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


def brief_record_of(run: Run, step: int) -> RunRecord:
    """Return a run with few of its states, that of one step among them, to be sent elsewhere.

    The numbers of that step are the same to the last bit wherever they are read; those of others
    are where steps are taken again as they were taken here.
    """
    record, track = record_of(run), run.past[0]
    few = track.past()[1].until(record.steps)
    while sum(states.nbytes for states in few.parts()[1]) > _BRIEF_BYTES and few.thin():
        pass
    stride, states = few.parts()
    newest = step, track.left(step).copy()
    return replace(record, stride=stride, states=tuple(states), newest=newest)


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
    if not np.isfinite((*record.losses.kept, *(record.losses.newest or ())[1:])).all():
        raise ValueError("a loss of the run is not finite")
    step = 0
    for states in record.states:
        if states.ndim != 3 or not len(states) or not np.isfinite(states[:, :1]).all():
            raise ValueError("there are no parameters that are all finite")
        for at in (step, step + (len(states) - 1) * record.stride):
            _check_state(record, at, states[0])
        step += len(states) * record.stride
    if not record.steps < step <= record.steps + record.stride:
        raise ValueError("the states of the run are not those of its steps")
    if record.newest is not None:
        _check_state(record, *record.newest)
    if record.divergence is not None:
        _check_divergence(record.divergence, record.segments[-1].experiment.network.sizes)


def _check_state(record: RunRecord, step: int, state: Array) -> None:
    """Check the state that the step before one has left."""
    if not 0 <= step <= record.steps:
        raise ValueError(f"step {step} is none of the run")
    experiment = record.segments[max(index_at(record.segments, step - 1), 0)].experiment
    if state.shape != (_rows(experiment), count_parameters(experiment.network.shape)):
        raise ValueError(f"the state at step {step} is of another network")
    if not np.isfinite(state[0]).all():
        raise ValueError(f"a parameter at step {step} is not finite")


def _check_divergence(found: Divergence, sizes: tuple[int, ...]) -> None:
    of_loss = found.quantity in OF_LOSS and (found.layer, found.unit) == (0, 0)
    in_layer = 0 < found.layer < len(sizes) and 0 <= found.unit < sizes[found.layer]
    if not (of_loss or (found.quantity in OF_LAYERS and in_layer)):
        raise ValueError("what is not finite is not among the numbers of the run")


def _rows(experiment: Experiment) -> int:
    training = experiment.training
    return 1 + training.optimizer.slots + (Mistake.NOT_RESET in training.mistakes)
