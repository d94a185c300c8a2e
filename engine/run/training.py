"""A training run: what every step computes, and the losses over the whole set at some of them."""

from collections.abc import Iterable, Iterator
from math import isfinite

import numpy as np

from engine.backprop import StepTrace, cost, trace_step
from engine.experiment import Experiment
from engine.frozen import Array, freeze
from engine.network import Parameters, of_flat
from engine.run.batches import batches_of
from engine.run.divergence import Divergence, first_not_finite
from engine.run.loss_record import LossRecord
from engine.run.segments import Segments, shared_until
from engine.run.track import Track
from engine.tape.taught import memory_of

MEMORY_BYTES = 32 * 2**20  # two whole runs fit into what undo may keep
_MOST_ASKED = 4096  # losses beside those of the record


class Run:
    """The steps taken so far of one experiment; any of them can be visited again exactly.

    What has been recorded never changes: a run only grows, and `branch` starts another one.
    """

    def __init__(
        self,
        experiment: Experiment,
        memory_bytes: int = MEMORY_BYTES,
        loss_stride: int = 1,
        tested: bool = True,
        past: tuple[Track, LossRecord, LossRecord | None] | None = None,
    ) -> None:
        """loss_stride: losses are recorded after every so many steps, doubled in a long run.

        tested: whether those over the test set are recorded too, where there is one.
        """
        self.experiment = experiment
        self.divergence: Divergence | None = None
        self._memory_bytes, self._loss_stride = memory_bytes, loss_stride
        if past is None:
            has_tests = tested and len(experiment.data.test_inputs) > 0
            tests = LossRecord(loss_stride) if has_tests else None
            past = Track.first(experiment, memory_bytes), LossRecord(loss_stride), tests
        self._track, self._losses, self._test_losses = past
        self._asked: dict[int, float] = {}

    @property
    def past(self) -> tuple[Track, LossRecord, LossRecord | None]:
        """What is known of the steps taken, as the constructor takes it."""
        return self._track, self._losses, self._test_losses

    @property
    def steps(self) -> int:
        """How many steps have been taken."""
        return self._track.steps

    def loss(self, step: int) -> float:
        """Return the cost over the whole training set before a step, or after the last one.

        It is computed where it has not been recorded. Raises ValueError beyond the last step.
        """
        self._check(step)
        known = self._known_loss(step)
        if known is not None:
            return known
        with np.errstate(all="ignore"):
            if step:
                loss = self._track.tape_at(step).cost()
            else:  # without making a tape for it
                loss = cost(self.settings(0).problem, self.parameters(0))
        if len(self._asked) == _MOST_ASKED:
            del self._asked[next(iter(self._asked))]  # the one asked for the longest ago
        self._asked[step] = loss
        return loss

    def knows_loss(self, step: int) -> bool:
        """Return whether the loss at a step is at hand."""
        return self._known_loss(step) is not None

    def approach(self, step: int, most: int) -> bool:
        """Go towards the loss at a step by up to so many steps; return whether it is near."""
        self._check(step)
        return self._track.approach(step, most)

    def nearest(self, step: int) -> int:
        """Return the last step up to a given one whose numbers are at hand."""
        self._check(step)
        return self._track.nearest(step)

    def test_loss(self, step: int) -> float | None:
        """Return the cost over the whole test set as `loss` does, None where there is none."""
        self._check(step)
        if len(self.settings(step).data.test_inputs) == 0:
            return None
        known = self._test_losses.at(step) if self._test_losses else None
        return self._test_cost(step) if known is None else known

    def losses_at(self, steps: Iterable[int]) -> Array:
        """Return the costs over the whole training set at some steps: (count,)."""
        return freeze(self._losses.among(steps, self.loss))

    def test_losses_at(self, steps: Iterable[int]) -> Array:
        """Return the costs over the whole test set at some steps, NaN where there is none."""
        record = self._test_losses or LossRecord()
        return freeze(np.array(record.among(steps, self.test_loss), float))

    def recorded(self, last: int) -> range:
        """Return the evenly spread steps up to a last one whose losses are known already."""
        return self._losses.steps(last)

    def test_recorded(self, last: int) -> range:
        """Return the same for the test set, none where its losses are not recorded."""
        return range(0) if self._test_losses is None else self._test_losses.steps(last)

    def parameters(self, step: int) -> Parameters:
        """Return the parameters before a step, or after the last one; raise ValueError beyond."""
        self._check(step)
        return of_flat(self.settings(step).network.shape, self._track.state(step)[0])

    def settings(self, step: int) -> Experiment:
        """Return the experiment as it stood when a step was taken."""
        return self._track.segment(step).experiment

    def settings_until(self, step: int) -> tuple[Experiment, ...]:
        """Return the experiments with which the steps up to a given one were taken, in order."""
        return tuple(segment.experiment for segment in self._track.segments_until(step))

    def segments_until(self, step: int) -> Segments:
        """Return the stretches taken with the same settings, up to the one of a step, in order."""
        return self._track.segments_until(step)

    def shared_steps(self, other: "Run") -> int:
        """Return how many first steps a run shares with one it branched off, or a branch of it."""
        parted = shared_until(self.segments_until(self.steps), other.segments_until(other.steps))
        both = min(self.steps, other.steps)
        return both if parted is None else min(parted, both)

    def trace(self, step: int) -> StepTrace:
        """Return every number of the training step that starts from `parameters(step)`."""
        self._check(step)
        segment, state = self._track.segment(step), self._track.state(step)
        experiment = segment.experiment
        data, samples = experiment.data, batches_of(experiment).at(step)
        rows = np.array(samples)
        return trace_step(
            experiment.problem.on(data.inputs[rows], data.targets[rows]),
            experiment.training,
            of_flat(experiment.network.shape, state[0]),
            samples,
            memory_of(experiment.training, state, segment.count(step)),
        )

    def advance(self, count: int) -> int:
        """Take up to so many further steps and return how many were taken.

        A step whose result is not finite is not taken: the run stops there for good.
        """
        before, last = self.steps, self.steps + max(count, 0)
        if self.divergence is not None or last == before:
            return 0
        if not self._losses.next_step:
            self._losses.add(0, self.loss(0))
            if self._test_losses is not None:
                self._test_losses.add(0, self._test_cost(0))
        with np.errstate(all="ignore"):
            while self.steps < last and self.divergence is None:
                self._go_on(min(self._losses.next_step, last))
        return self.steps - before

    def branch(self, step: int, experiment: Experiment) -> "Run":
        """Return a run that shares this one up to a step and goes on with other settings.

        Where those count the loss in another way, or of other samples, that at the step is too.
        """
        self._check(step)
        past = None
        if step:
            known = step if _counts_alike(self.settings(step), experiment) else step - 1
            has_tests = len(experiment.data.test_inputs) > 0
            tests = self._test_losses.until(known) if self._test_losses and has_tests else None
            past = self._track.branch(step, experiment), self._losses.until(known), tests
        return Run(experiment, self._memory_bytes, self._loss_stride, past=past)

    def arrays(self) -> Iterator[Array]:
        """Return the arrays that the run keeps alive, those shared with other runs too."""
        for data in {id(each.data): each.data for each in self.settings_until(self.steps)}.values():
            yield from (data.inputs, data.targets, data.test_inputs, data.test_targets)
        yield from self._track.arrays()

    def rest(self) -> None:
        """Free what can be made again, of a run that does not go on for now."""
        self._track.rest()
        self._asked.clear()

    def thin(self) -> bool:
        """Keep half as many states of the past, so that a visit takes twice as long at most.

        Returns False where there is no more to forget.
        """
        self.rest()
        return self._track.thin()

    def _go_on(self, last: int) -> None:
        """Take the steps up to a last one, whose loss tells whether they were all finite."""
        good = self.steps
        if self._track.go_on(last) and self._note_loss():
            return
        self._track.cut(good)
        while self._track.go_on(self.steps + 1):
            if not self._note_loss():
                self._track.cut(self.steps - 1)
                break
        self.divergence = first_not_finite(self.trace(self.steps), self.steps)

    def _note_loss(self) -> bool:
        """Record the loss of the newest step, if it is finite, and return whether it is."""
        loss = self._track.tape_at(self.steps).cost()
        if not isfinite(loss):
            return False
        self._losses.add(self.steps, loss)
        if self._test_losses is not None:
            self._test_losses.add(self.steps, self._test_cost(self.steps))
        return True

    def _check(self, step: int) -> None:
        if not 0 <= step <= self.steps:
            raise ValueError(f"step {step} has not been reached: the run has {self.steps} steps")

    def _known_loss(self, step: int) -> float | None:
        recorded = self._losses.at(step)
        return self._asked.get(step) if recorded is None else recorded

    def _test_cost(self, step: int) -> float:
        """Return the cost over the test set, which must not be empty."""
        with np.errstate(all="ignore"):
            if step:
                return self._track.tape_at(step).test_cost()
            experiment, data = self.settings(0), self.settings(0).data
            tests = experiment.problem.on(data.test_inputs, data.test_targets)
            return cost(tests, self.parameters(0))


def _counts_alike(one: Experiment, other: Experiment) -> bool:
    """Return whether the same parameters have the same loss in both."""
    same = one.data is other.data and one.network == other.network and one.loss == other.loss
    return same and one.penalty == other.penalty and one.reduction is other.reduction
