"""A training run: the parameters after every step, within a memory bound."""

from dataclasses import dataclass
from math import ceil

import numpy as np

from engine.backprop import StepTrace, cost, trace_step
from engine.experiment import Experiment
from engine.frozen import Array
from engine.network import Parameters

MEMORY_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Divergence:
    """Where a run stopped because a number was no longer finite.

    step: the step that could not be taken; the run ends before it.
    """

    step: int


class Batches:
    """Which samples each step sees: consecutive slices of an order, the last possibly shorter."""

    def __init__(self, samples: int, batch_size: int | None, shuffle: bool, seed: int) -> None:
        self._samples = samples
        self._size = min(batch_size or samples, samples)
        self._shuffle, self._seed = shuffle, seed
        self._generator = np.random.default_rng(seed)
        self._epoch, self._order = -1, np.arange(samples)
        self.per_epoch = ceil(samples / self._size)

    def at(self, step: int) -> tuple[int, ...]:
        """Return the sample numbers of a step, which counts from 0."""
        epoch, slot = divmod(step, self.per_epoch)
        if self._shuffle:
            self._draw(epoch)
        chosen = self._order[slot * self._size : (slot + 1) * self._size]
        return tuple(int(sample) for sample in chosen)

    def _draw(self, epoch: int) -> None:
        """Draw the order of an epoch; all orders come from one generator, one after the other."""
        if epoch < self._epoch:
            self._generator, self._epoch = np.random.default_rng(self._seed), -1
        while self._epoch < epoch:
            self._order = self._generator.permutation(self._samples)
            self._epoch += 1


class Run:
    """The steps taken so far of one experiment; any of them can be visited again exactly.

    What has been recorded never changes: a run only grows, and `branch` starts another one.
    Parameters are kept for every `stride`-th step and the steps in between are replayed; the
    stride doubles whenever the snapshots outgrow `memory_bytes`.
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
        first = earlier.parameters(first_step) if earlier else experiment.first_parameters()
        self._snapshots, self._stride = [first], 1
        self._newest = first
        self._losses = np.empty(256)
        self._losses[0] = earlier.losses[first_step] if earlier else self._cost(first)

    @property
    def losses(self) -> Array:
        """The cost over the whole training set before any step and after each: (steps + 1,)."""
        own = self._losses[: self.steps - self.first_step + 1]
        if self._earlier is None:
            return own
        return np.concatenate([self._earlier.losses[: self.first_step], own])

    def parameters(self, step: int) -> Parameters:
        """Return the parameters before a step, or after the last one; raise ValueError beyond."""
        if not 0 <= step <= self.steps:
            raise ValueError(f"step {step} has not been reached: the run has {self.steps} steps")
        if self._earlier is not None and step < self.first_step:
            return self._earlier.parameters(step)
        if step == self.steps:
            return self._newest
        slot, missing = divmod(step - self.first_step, self._stride)
        parameters = self._snapshots[slot]
        for replayed in range(step - missing, step):
            parameters = self._trace(replayed, parameters).after
        return parameters

    def trace(self, step: int) -> StepTrace:
        """Return every number of the training step that starts from `parameters(step)`."""
        return self._owner(step)._trace(step, self.parameters(step))

    def settings(self, step: int) -> Experiment:
        """Return the experiment as it stood when a step was taken."""
        return self._owner(step).experiment

    def advance(self, count: int) -> int:
        """Take up to so many further steps and return how many were taken.

        A step whose result is not finite is not taken: the run stops there for good.
        """
        for taken in range(count):
            if self.divergence is not None:
                return taken
            trace = self._trace(self.steps, self._newest)
            loss = self._cost_after(trace)
            if not (np.isfinite(loss) and np.isfinite(trace.after.flat).all()):
                self.divergence = Divergence(self.steps)
                return taken
            self._record(trace.after, loss)
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

    def _trace(self, step: int, parameters: Parameters) -> StepTrace:
        samples = self._batches.at(step)
        data = self.experiment.data
        rows = np.array(samples)
        return trace_step(
            self.experiment.network,
            self.experiment.loss,
            self.experiment.training,
            parameters,
            data.inputs[rows],
            data.targets[rows],
            samples,
        )

    def _cost_after(self, trace: StepTrace) -> float:
        whole_set = self._batches.per_epoch == 1
        return trace.loss_after if whole_set else self._cost(trace.after)

    def _cost(self, parameters: Parameters) -> float:
        data = self.experiment.data
        with np.errstate(all="ignore"):
            return cost(
                self.experiment.network,
                self.experiment.loss,
                parameters,
                data.inputs,
                data.targets,
            )

    def _record(self, parameters: Parameters, loss: float) -> None:
        self.steps += 1
        own = self.steps - self.first_step
        if own == len(self._losses):
            self._losses = np.concatenate([self._losses, np.empty(own)])
        self._losses[own] = loss
        self._newest = parameters
        if own % self._stride == 0:
            self._snapshots.append(parameters)
            if len(self._snapshots) * parameters.flat.nbytes > self._memory_bytes:
                del self._snapshots[1::2]
                self._stride *= 2
