"""Trains a team of networks a step at a time, all of them by the same calls.

The buffers of the tape hold the samples of all networks side by side, so that what is done number
by number is one call for the team; products of matrices are one call that goes from network to
network. The steps are those of the tape to summation order.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.experiment import Experiment
from engine.frozen import Array
from engine.functions.activation import Op
from engine.functions.optimizer import Part
from engine.network import count_parameters, weight_mask
from engine.sweep.samples import TeamSamples
from engine.tape.buffers import Buffers, weights_within
from engine.tape.updates import folds_rate, penalty_ops, scalars_of


class Lockstep:
    """Experiments of one likeness, in the order given; the caller keeps NumPy silent."""

    def __init__(self, experiments: Sequence[Experiment]) -> None:
        self._order = sorted(range(len(experiments)), key=lambda i: _own_calls(experiments[i]))
        team = [experiments[i] for i in self._order]
        self._samples = TeamSamples(team)
        self._team = TeamVectors(team)
        self._passes: dict[int, TeamPass] = {}
        self.steps = 0

    def advance(self, count: int) -> None:
        """Take so many steps with every network."""
        for step in range(self.steps, self.steps + count):
            part = self._samples.part_at(step)
            of_size = self._pass(part.stop - part.start)
            of_size.place(self._samples, step)
            of_size.take_step()
        self.steps += count

    def states(self) -> Array:
        """Return the parameters and slots of each network: (networks, 1 + slots, count)."""
        return self._team.state.swapaxes(0, 1)[np.argsort(self._order)]

    def finite(self) -> npt.NDArray[np.bool_]:
        """Return whether all parameters of each network are finite, (networks,): a parameter that
        is not stays so.
        """
        finite: npt.NDArray[np.bool_] = np.isfinite(self._team.state[0].sum(axis=1))
        return finite[np.argsort(self._order)]

    def _pass(self, size: int) -> "TeamPass":
        if size not in self._passes:
            self._passes[size] = TeamPass(self._team, size)
        return self._passes[size]


def _own_calls(experiment: Experiment) -> tuple[tuple[float, ...], float, float]:
    """Return what the calls of an update depend on; networks that have it in common share them."""
    penalty = experiment.penalty
    return experiment.training.optimizer.values, penalty.l1, penalty.l2


class _Neighbours(Struct, frozen=True, eq=False):
    """Networks that are updated by the same calls: rows of what a team changes.

    corrections: 1 - beta^t for each of the optimiser's betas.
    """

    experiment: Experiment
    rows: slice
    rates: Array
    corrections: Array


class TeamVectors:
    """What the steps of a team change, all of it in place.

    experiments: in an order in which those with the same calls of an update are neighbours; state:
    (1 + slots, networks, count); gradient: (networks, count).
    """

    def __init__(self, experiments: Sequence[Experiment]) -> None:
        self.experiments = experiments
        first = experiments[0]
        self.shape = first.network.shape
        count, slots = count_parameters(self.shape), first.training.optimizer.slots
        self.state = np.zeros((1 + slots, len(experiments), count))
        for row, experiment in enumerate(experiments):
            self.state[0, row] = experiment.first_parameters().flat
        self.gradient = np.zeros((len(experiments), count))
        self._scratch = np.zeros((2, len(experiments), count))
        self._first = self.state[0].copy()
        self._neighbours = list(_neighbours(experiments))
        self._count = 0

    def count_step(self) -> None:
        """Count a step; every update of it uses the new number."""
        self._count += 1
        for each in self._neighbours:
            for i, beta in enumerate(each.experiment.training.optimizer.betas):
                each.corrections[i] = 1 - beta**self._count

    def update_ops(self) -> list[Op]:
        """Return the calls that turn the gradients into a step of every network."""
        ops: list[Op] = []
        mask = weight_mask(self.shape)
        for each in self._neighbours:
            rows, training = each.rows, each.experiment.training
            part = Part(
                p=self.state[0, rows],
                g=self.gradient[rows],
                s=tuple(slot[rows] for slot in self.state[1:]),
                t=self._scratch[0, rows],
                u=self._scratch[1, rows],
                c=scalars_of(each.corrections),
            )
            ops += penalty_ops(part, each.experiment.penalty, mask)
            if folds_rate(each.experiment):
                ops.append(partial(np.subtract, part.p, part.g, part.p))
                continue
            assert training.optimizer.tape is not None
            ops += training.optimizer.tape(part, each.rates)
        if not self.experiments[0].training.train_biases:
            ops.append(partial(np.copyto, self.state[0], self._first, where=~mask))
        return ops


def _neighbours(experiments: Sequence[Experiment]) -> Iterator[_Neighbours]:
    start = 0
    for _, group in groupby(experiments, key=_own_calls):
        alike = list(group)
        training = [each.training for each in alike]
        rates = np.array([[each.learning_rate] for each in training])
        corrections = np.ones(len(training[0].optimizer.betas))
        yield _Neighbours(alike[0], slice(start, start + len(alike)), rates, corrections)
        start += len(alike)


class TeamPass:
    """A training step of all networks of a team, for one batch size."""

    def __init__(self, team: TeamVectors, batch: int) -> None:
        self._team, self._batch = team, batch
        first, networks = team.experiments[0], len(team.experiments)
        one_hot = bool((first.data.targets.sum(axis=1) == 1).all())
        divisor = first.reduction.divisor(batch)
        rates = [
            each.training.learning_rate if folds_rate(each) else 1.0 for each in team.experiments
        ]
        factor = np.repeat(np.array(rates) / divisor, batch)
        self._buffers = Buffers(first, networks * batch, factor, one_hot)
        self._weights = weights_within(team.shape, team.state[0])
        self._gradients = weights_within(team.shape, team.gradient)
        self._targets = self._buffers.targets.reshape(-1, networks, batch)
        self._placed: slice | None = None
        self._x = np.empty(0)
        self._first_z, self._first_delta = self._of(self._buffers.z[0]), self._of_delta(0)
        self._forward, self._backward = self._forward_ops(), self._backward_ops()
        self._update = team.update_ops()

    def place(self, samples: TeamSamples, step: int) -> None:
        """Choose what each network sees at a step; as much as the batch size."""
        part = samples.part_at(step)
        if samples.shuffled or part != self._placed:
            self._x = samples.inputs(step)
            samples.targets(step, self._targets)
            self._placed = part

    def take_step(self) -> None:
        """Compute all activations and gradients, and update."""
        np.matmul(self._weights[0], self._x, self._first_z)
        for op in self._forward:
            op()
        self._team.count_step()
        for op in self._backward:
            op()
        np.matmul(self._first_delta, self._x.swapaxes(-1, -2), self._gradients[0])
        for op in self._update:
            op()

    def _of(self, columns: Array) -> Array:
        """Return what a buffer holds, network by network: (networks, rows, batch)."""
        return columns.reshape(len(columns), -1, self._batch).swapaxes(0, 1)

    def _of_delta(self, i: int) -> Array:
        return self._of(self._buffers.delta[i])

    def _forward_ops(self) -> list[Op]:
        """Return the calls from the first layer's z on."""
        buffers, ops = self._buffers, list[Op]()
        for i in range(len(buffers.a)):
            if i:
                sent, z = self._of(buffers.sent[i - 1]), self._of(buffers.z[i])
                ops.append(partial(np.matmul, self._weights[i], sent, z))
            ops += buffers.value_ops(i)
        return ops + buffers.ending.forward

    def _backward_ops(self) -> list[Op]:
        """Return the calls up to the first layer's delta."""
        buffers, sizes = self._buffers, self._team.shape.sizes
        ops = buffers.slope_ops() + buffers.ending.backward
        for i in range(len(buffers.a) - 1, 0, -1):
            sent = self._of(buffers.sent[i - 1]).swapaxes(1, 2)
            ops.append(partial(np.matmul, self._of_delta(i), sent, self._gradients[i]))
            weights = self._weights[i][..., : sizes[i]].swapaxes(1, 2)
            ops.append(partial(np.matmul, weights, self._of_delta(i), self._of_delta(i - 1)))
            ops += buffers.through_ops(i - 1)
        return ops
