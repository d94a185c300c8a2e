"""More losses between two steps of a run than are recorded."""

from collections.abc import Iterator
from math import ceil, floor

from engine.run.training import Run

MOST_STEPS = 512
_PIECE_STEPS = 64  # of the run, taken again on the way to a loss


def closer_steps(low: float, high: float, last: int) -> range:
    """Return at most about 512 evenly spread steps from `low` to `high`, none beyond a last one.

    Their distance is a power of two: who looks closer again needs no step anew.
    """
    first, end = max(floor(low), 0), min(ceil(high), last)
    stride = 1
    while (end - first) // stride >= MOST_STEPS:
        stride *= 2
    return range(-(-first // stride) * stride, end + 1, stride)


def look_closer(run: Run, steps: range) -> Iterator[None]:
    """Compute the losses at some steps that the run has taken, in pieces of a millisecond or so.

    Those first that give a coarse picture of all; none that is known already.
    """
    missing = [step for step in steps if not run.knows_loss(step)]
    for step in sorted(missing, key=lambda step: (-(step & -step), step)):
        while not run.approach(step, _PIECE_STEPS):
            yield
        run.loss(step)
        yield
