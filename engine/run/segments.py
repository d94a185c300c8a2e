"""The stretches of a run that were taken with the same settings, one after the other."""

from bisect import bisect_left, bisect_right
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from engine.experiment import Experiment
from engine.frozen import Array
from engine.memory import first_memory
from engine.network import of_flat
from engine.tape.taught import rows_of


class Segment(Struct, frozen=True, eq=False):
    """The steps from `first_step` on, up to where the next segment begins.

    first_count: how many steps the optimiser has taken before the first of them.
    """

    first_step: int
    experiment: Experiment
    first_count: int = 0

    def count(self, step: int) -> int:
        """Return how many steps the optimiser has taken before a step.

        Of Python's own integers even where the step is one of NumPy's, whose powers can differ
        from Python's in the last bit.
        """
        return int(self.first_count + step - self.first_step)


Segments = tuple[Segment, ...]


def index_at(segments: Segments, step: int) -> int:
    """Return which segment a step belongs to, -1 for a step before all of them."""
    return bisect_right(segments, step, key=_first_step) - 1


def continued(segments: Segments, step: int, experiment: Experiment) -> Segments:
    """Return the segments before a step, followed by one with other settings from it on.

    An optimiser of another kind begins to count anew.
    """
    kept = segments[: bisect_left(segments, step, key=_first_step)]
    if not kept:
        return (Segment(step, experiment),)
    before = kept[-1]
    same = before.experiment.training.optimizer is experiment.training.optimizer
    return (*kept, Segment(step, experiment, before.count(step) if same else 0))


def shared_until(one: Segments, other: Segments) -> int | None:
    """Return at which step two runs part, None where neither has left the other.

    They share what one of them took over from the other, not what happens to be the same.
    """
    for first, second in zip_longest(one, other):
        if first is not second:
            return min(each.first_step for each in (first, second) if each is not None)
    return None


def entered(before: Segment, after: Segment, state: Array) -> Array:
    """Return the state in which a segment begins, from the one in which that before it ended.

    state: (1 + slots, count). An optimiser of another kind begins with no memory.
    """
    training = after.experiment.training
    present = of_flat(after.experiment.network.shape, state[0])
    fresh = first_memory(training, present)
    if before.experiment.training.optimizer is not training.optimizer:
        return rows_of(present, fresh)
    slots = tuple(state[1 : 1 + training.optimizer.slots])
    return rows_of(present, replace(fresh, slots=slots))


def _first_step(segment: Segment) -> int:
    return segment.first_step
