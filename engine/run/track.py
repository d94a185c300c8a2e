"""The states of a run: going on from the newest, and bringing back any earlier one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from engine.experiment import Experiment
from engine.frozen import Array
from engine.memory import first_memory
from engine.run.batches import batches_of
from engine.run.segments import Segment, Segments, continued, entered, index_at
from engine.run.snapshots import Snapshots
from engine.tape.taught import MistakenTape, rows_of

if TYPE_CHECKING:
    from engine.tape.tape import Tape

AnyTape: TypeAlias = "Tape | MistakenTape"


class Track:
    """Takes steps by a tape, the first time as well as when they are taken again from a snapshot.

    A state is kept as the step before left it; where settings change, the segment that begins
    there enters it in its own way. What is known of the past is shared with branches.
    """

    def __init__(
        self,
        segments: Segments,
        snapshots: Snapshots,
        steps: int = 0,
        newest: tuple[int, Array] | None = None,
    ) -> None:
        """newest: a step and the state it begins with, kept beside the snapshots."""
        self._segments, self._snapshots = segments, snapshots
        self.steps = steps
        self._kept = newest
        self._visited: tuple[int, Array] | None = None  # where the last approach has come to
        self._tape: tuple[int, AnyTape] | None = None  # with the segment whose steps it takes
        self._place = -1, -1  # the segment and the step at which the tape stands, if it does

    @staticmethod
    def first(experiment: Experiment, memory_bytes: int) -> "Track":
        """Return the track of an experiment, before any step."""
        parameters = experiment.first_parameters()
        state = rows_of(parameters, first_memory(experiment.training, parameters))
        return Track((Segment(0, experiment),), Snapshots(state, memory_bytes))

    def branch(self, step: int, experiment: Experiment) -> "Track":
        """Return a track with the same steps before one, and other settings from it on."""
        left = self.left(step).copy()
        self.rest()
        segments = continued(self._segments, step, experiment)
        return Track(segments, self._snapshots.until(step), step, (step, left))

    def rest(self) -> None:
        """Put the tape away, whose buffers may be large; a visit makes a new one."""
        self._keep_newest()
        self._tape, self._place = None, (-1, -1)

    def thin(self) -> bool:
        """Keep half as many states of the past; return False where there is no more to forget."""
        self.rest()
        return self._snapshots.thin()

    def past(self) -> tuple[Segments, Snapshots, tuple[int, Array] | None]:
        """Return all that is known of the past, as the constructor takes it."""
        self._keep_newest()
        return self._segments, self._snapshots, self._kept

    def segment(self, step: int) -> Segment:
        """Return the segment that a step belongs to."""
        return self._segments[index_at(self._segments, step)]

    def segments_until(self, step: int) -> Segments:
        """Return the segments up to the one that a step belongs to."""
        return self._segments[: index_at(self._segments, step) + 1]

    def state(self, step: int) -> Array:
        """Return the parameters and the optimiser's slots at a step, (1 + slots, count).

        Copy it: the tape may go on.
        """
        index = index_at(self._segments, step)
        if self._place == (index, step):
            return self._tape_at(index, step).state
        left = self._known(step)
        if left is None:
            return self._tape_at(index, step).state
        segment = self._segments[index]
        begins = index > 0 and segment.first_step == step
        return entered(self._segments[index - 1], segment, left) if begins else left

    def left(self, step: int) -> Array:
        """Return the state that the step before a given one left, as it is kept: copy it too."""
        known = self._known(step)
        return self.tape_after(step).state if known is None else known

    def go_on(self, last: int) -> bool:
        """Take the steps up to a last one and return whether all parameters stayed finite.

        If not, none counts as taken. A parameter that is not finite stays so, whatever is
        subtracted from it: a look at the end finds it. The caller keeps NumPy silent.
        """
        index = len(self._segments) - 1
        tape = self._tape_at(index, self.steps)
        self._place = -1, -1  # until the last step is complete, even if the user interrupts it
        step_with, rows = tape.step, batches_of(self._segments[index].experiment).rows
        snapshots = self._snapshots
        for step in range(self.steps + 1, last + 1):
            step_with(rows(step - 1))
            if step % snapshots.stride == 0:
                snapshots.offer(step, tape.state)
        if not tape.finite():
            return False
        self.steps = last
        self._place = index, last
        return True

    def cut(self, steps: int) -> None:
        """Forget the steps after so many."""
        if self._place[1] > steps:
            self._place = -1, -1
        if self._kept is not None and self._kept[0] > steps:
            self._kept = None
        if self._visited is not None and self._visited[0] > steps:
            self._visited = None
        self._snapshots = self._snapshots.until(steps)
        self.steps = steps

    def tape_after(self, step: int) -> AnyTape:
        """Return the tape that has taken the step before a given one, standing behind it."""
        return self._tape_at(self._index_before(step), step)

    def tape_at(self, step: int) -> AnyTape:
        """Return the tape of the segment that a step belongs to, standing before that step."""
        return self._tape_at(index_at(self._segments, step), step)

    def approach(self, step: int, most: int) -> bool:
        """Take up to so many steps again towards one, and return whether it is reached.

        Where it has come to is kept: whoever visits another step in between takes nothing back.
        """
        if self._known(step) is not None:
            return True
        reached = min(self.nearest(step) + most, step)
        self._visited = reached, self.tape_after(reached).state.copy()
        return reached == step

    def nearest(self, step: int) -> int:
        """Return the last step up to a given one that is reached without taking steps again."""
        kept, at = self._nearest(step)[0], self._place[1]
        return at if kept <= at <= step else kept

    def arrays(self) -> Iterator[Array]:
        """Return the arrays that hold the states, those shared with other tracks too."""
        yield from self._snapshots.arrays()
        yield from (each[1] for each in (self._kept, self._visited) if each is not None)

    def _index_before(self, step: int) -> int:
        """Return the segment in which the step before a given one was taken."""
        return max(index_at(self._segments, step - 1), 0)

    def _known(self, step: int) -> Array | None:
        """Return the state that the step before a given one left, if it is kept."""
        nearest, state = self._nearest(step)
        return state if nearest == step else None

    def _tape_at(self, index: int, step: int) -> AnyTape:
        """Return the tape of a segment, standing at one of its steps or at its end."""
        if self._tape is not None and self._place == (index, step):
            return self._tape[1]
        self._keep_newest()
        of, at = self._place
        state: Array | None = None  # of a step from which the tape must begin
        nearest, kept = self._nearest(step)
        if not (nearest <= at <= step and of <= index):
            of, at, state = self._index_before(nearest), nearest, kept
        self._place = -1, -1  # until it has arrived
        with np.errstate(all="ignore"):
            while of < index:
                end = self._segments[of + 1].first_step
                if state is None or at < end:
                    state = self._replay(of, at, end, state).state
                state = entered(self._segments[of], self._segments[of + 1], state)
                of, at = of + 1, end
            tape = self._replay(index, at, step, state)
        self._place = index, step
        return tape

    def _nearest(self, step: int) -> tuple[int, Array]:
        """Return the last step up to a given one whose state is kept, and that state."""
        before = self._snapshots.before(step)
        near = (each for each in (self._kept, self._visited) if each and each[0] <= step)
        return max((before, *near), key=_step)

    def _replay(self, index: int, at: int, end: int, state: Array | None) -> AnyTape:
        """Take steps of one segment and return its tape.

        state: with which it begins; None where the tape stands there already.
        """
        tape, segment = self._tape_of(index), self._segments[index]
        if state is not None:
            tape.begin(state, segment.count(at))
        rows = batches_of(segment.experiment).rows
        for step in range(at, end):
            tape.step(rows(step))
        return tape

    def _tape_of(self, index: int) -> AnyTape:
        if self._tape is None or self._tape[0] != index:
            experiment = self._segments[index].experiment
            if experiment.training.mistakes:
                self._tape = index, MistakenTape(experiment)
            else:
                from engine.tape.tape import Tape  # not before the first step

                self._tape = index, Tape(experiment)
        return self._tape[1]

    def _keep_newest(self) -> None:
        """Copy the newest state before the tape leaves it, so that training goes on at once."""
        last = len(self._segments) - 1
        changed = self.steps > self._segments[last].first_step
        if self._tape is not None and self._place == (last, self.steps) and changed:
            self._kept = self.steps, self._tape[1].state.copy()


def _step(known: tuple[int, Array]) -> int:
    return known[0]
