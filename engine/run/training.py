"""A training run: the parameters after every step, within a memory bound."""

from dataclasses import dataclass, replace
from math import isfinite

import numpy as np

from engine.backprop import StepTrace, cost, trace_step
from engine.experiment import Experiment
from engine.frozen import Array
from engine.memory import first_memory
from engine.network import Parameters, of_flat
from engine.run.batches import Batches
from engine.run.snapshots import Snapshots
from engine.tape.tape import Tape
from engine.tape.taught import MistakenTape, memory_of, rows_of

MEMORY_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Divergence:
    """Where a run stopped because a number was no longer finite; the run ends before it.

    step: the step that could not be taken; quantity: the first number that is not finite, named
    as in files (z, a, da, delta, dw, db, w_after, b_after, or C and C_after without a place);
    layer counts from 1, unit from 0.
    """

    step: int
    quantity: str
    layer: int = 0
    unit: int = 0


def first_not_finite(trace: StepTrace, step: int) -> Divergence:
    """Return which number of a step is not finite, the first in the order of computation."""
    layers = range(1, len(trace.layers) + 1)
    groups: list[tuple[str, int, Array]] = []
    for layer in layers:
        of_layer = trace.layers[layer - 1]
        groups += [("z", layer, of_layer.z), ("a", layer, of_layer.a)]
    groups.append(("C", 0, np.array([[trace.loss]])))
    for layer in reversed(layers):
        of_layer = trace.layers[layer - 1]
        groups += [("delta", layer, of_layer.delta), ("dw", layer, of_layer.d_weights.T)]
        groups.append(("db", layer, of_layer.d_bias[None]))
    for layer in layers:
        groups.append(("w_after", layer, trace.after.weights(layer).T))
        groups.append(("b_after", layer, trace.after.bias(layer)[None]))
    for quantity, layer, numbers in groups:
        wrong = ~np.isfinite(numbers).all(axis=0)
        if wrong.any():
            return Divergence(step, quantity, layer, int(wrong.argmax()))
    return Divergence(step, "C_after")


class Run:
    """The steps taken so far of one experiment; any of them can be visited again exactly.

    What has been recorded never changes: a run only grows, and `branch` starts another one. All
    steps are taken by the tape, the first time as well as when they are replayed from a snapshot.
    """

    def __init__(
        self,
        experiment: Experiment,
        earlier: "Run | None" = None,
        first_step: int = 0,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        self.experiment = experiment
        self.first_step = first_step
        self.steps = first_step
        self.divergence: Divergence | None = None
        self._earlier = earlier
        self._memory_bytes = memory_bytes
        data, training = experiment.data, experiment.training
        self._batches = Batches(
            len(data.inputs), training.batch_size, training.shuffle, training.seed
        )
        first, self._first_count = self._first_state()
        self._snapshots = Snapshots(first, memory_bytes)
        self._kept = first_step, first  # a state beside the snapshots: the newest once left
        self._tape: Tape | MistakenTape | None = None
        self._tape_step = -1  # the step at which the tape stands, or -1
        self._losses = np.empty(256)
        self._losses[0] = earlier.losses[first_step] if earlier else self._first_cost(first)

    @property
    def losses(self) -> Array:
        """The cost over the whole training set before any step and after each: (steps + 1,)."""
        own = self._losses[: self.steps - self.first_step + 1]
        if self._earlier is None:
            return own
        return np.concatenate([self._earlier.losses[: self.first_step], own])

    def parameters(self, step: int) -> Parameters:
        """Return the parameters before a step, or after the last one; raise ValueError beyond."""
        owner = self._owner(step)
        return of_flat(owner.experiment.network.sizes, owner._state(step)[0])

    def trace(self, step: int) -> StepTrace:
        """Return every number of the training step that starts from `parameters(step)`."""
        owner = self._owner(step)
        return owner._trace(step)

    def settings(self, step: int) -> Experiment:
        """Return the experiment as it stood when a step was taken."""
        return self._owner(step).experiment

    def advance(self, count: int) -> int:
        """Take up to so many further steps and return how many were taken.

        A step whose result is not finite is not taken: the run stops there for good.
        """
        if self.divergence is not None or count <= 0:
            return 0
        tape = self._tape_at(self.steps)
        self._tape_step = -1  # until the last step is complete, even if the user interrupts it
        with np.errstate(all="ignore"):
            for taken in range(count):
                tape.step(self._batches.rows(self.steps))
                loss = tape.cost()
                if not (isfinite(loss) and tape.finite()):
                    self.divergence = first_not_finite(self._trace(self.steps), self.steps)
                    return taken
                self._record(loss, tape.state)
        self._tape_step = self.steps
        return count

    def branch(self, step: int, experiment: Experiment) -> "Run":
        """Return a run that shares this one up to a step and goes on with other settings."""
        if step == 0:
            return Run(experiment, memory_bytes=self._memory_bytes)
        owner = self._owner(step)
        if owner._earlier is not None and step == owner.first_step:
            owner = owner._earlier  # nothing of this owner is shared: keep the chain short
        return Run(experiment, owner, step, self._memory_bytes)

    def _owner(self, step: int) -> "Run":
        if self._earlier is not None and step < self.first_step:
            return self._earlier._owner(step)
        return self

    def _first_state(self) -> tuple[Array, int]:
        """Return where this run begins: an optimiser of another kind begins with no memory."""
        training = self.experiment.training
        if self._earlier is None:
            first = self.experiment.first_parameters()
            return rows_of(first, first_memory(training, first)), 0
        owner = self._earlier._owner(self.first_step)
        state = owner._state(self.first_step).copy()
        owner._put_tape_away()
        before = owner.experiment.training
        present = of_flat(self.experiment.network.sizes, state[0])
        fresh = first_memory(training, present)
        if before.optimizer is not training.optimizer:
            return rows_of(present, fresh), 0
        slots = tuple(state[1 : 1 + training.optimizer.slots])
        return rows_of(present, replace(fresh, slots=slots)), owner._count(self.first_step)

    def _count(self, step: int) -> int:
        """Return how many steps the optimiser has taken before a step."""
        return self._first_count + step - self.first_step

    def _state(self, step: int) -> Array:
        """Return the parameters and the optimiser's slots at a step, (1 + slots, count).

        Copy it: the tape may go on.
        """
        if not 0 <= step <= self.steps:
            raise ValueError(f"step {step} has not been reached: the run has {self.steps} steps")
        kept_step, kept = self._kept
        return kept if step == kept_step else self._tape_at(step).state

    def _tape_at(self, step: int) -> Tape | MistakenTape:
        """Return the tape, standing at a step, to which it goes from the nearest state known."""
        if self._tape is None:
            mistaken = bool(self.experiment.training.mistakes)
            self._tape = (MistakenTape if mistaken else Tape)(self.experiment)
        if self._tape_step == step:
            return self._tape
        self._keep_newest()
        start, state = self._snapshots.before(step - self.first_step)
        start += self.first_step
        if self._kept[0] == step:
            start, state = self._kept
        if start <= self._tape_step <= step:
            start = self._tape_step
        else:
            self._tape.begin(state, self._count(start))
        self._tape_step = -1  # until it has arrived
        with np.errstate(all="ignore"):
            for replayed in range(start, step):
                self._tape.step(self._batches.rows(replayed))
        self._tape_step = step
        return self._tape

    def _keep_newest(self) -> None:
        """Copy the newest state before the tape leaves it, so that training goes on at once."""
        if self._tape is not None and self._tape_step == self.steps:
            self._kept = self.steps, self._tape.state.copy()

    def _put_tape_away(self) -> None:
        """Free the buffers of a run that has become the past of another; a visit makes new ones."""
        self._keep_newest()
        self._tape, self._tape_step = None, -1

    def _trace(self, step: int) -> StepTrace:
        samples, state = self._batches.at(step), self._state(step)
        data, experiment = self.experiment.data, self.experiment
        rows = np.array(samples)
        return trace_step(
            experiment.problem.on(data.inputs[rows], data.targets[rows]),
            experiment.training,
            of_flat(experiment.network.sizes, state[0]),
            samples,
            memory_of(experiment.training, state, self._count(step)),
        )

    def _first_cost(self, state: Array) -> float:
        """Return the cost before the first step, without making a tape for it."""
        problem = self.experiment.problem
        with np.errstate(all="ignore"):
            return cost(problem, of_flat(problem.network.sizes, state[0]))

    def _record(self, loss: float, state: Array) -> None:
        self.steps += 1
        own = self.steps - self.first_step
        if own == len(self._losses):
            self._losses = np.concatenate([self._losses, np.empty(own)])
        self._losses[own] = loss
        self._snapshots.offer(own, state)
