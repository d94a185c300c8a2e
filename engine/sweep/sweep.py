"""Trains many experiments for as many steps each: in lockstep where it can, in pieces."""

from collections.abc import Iterator, Sequence
from math import isfinite

import numpy as np

from engine.experiment import Experiment
from engine.frozen import Array
from engine.run.training import Run
from engine.sweep.likeness import likeness, teams
from engine.sweep.lockstep import Lockstep
from engine.sweep.outcome import Outcome
from engine.tape.tape import Tape

_MEMORY_BYTES = 2**20  # for states to come back to, which a sweep never does
_COST_OF_LOSSES = 40  # in steps: what it takes to compute those of one network at the end
_COST_OF_LOOK = 3  # and what it takes to see with which others one can be trained
_MOST_LOSSES = 1000  # of a run by itself, each of which shows whether it is finite


class Sweep:
    """The runs of some experiments; work is counted in steps of one network.

    outcomes: of each experiment in the order given, None until it is known; size: all of the work;
    done: how much of it is over.
    """

    def __init__(self, experiments: Sequence[Experiment], steps: int) -> None:
        self._experiments, self._steps = experiments, steps
        self.outcomes: list[Outcome | None] = [None] * len(experiments)
        self.size = len(experiments) * steps
        self.done = 0
        self._most = 1
        self._work = self._pieces()

    def go_on(self, most: int) -> bool:
        """Do about so much of the work that is left; return whether some is still left."""
        self._most = max(most, 1)
        spent = 0
        with np.errstate(all="ignore"):
            while spent < self._most:
                cost = next(self._work, None)
                if cost is None:
                    return False
                spent += cost
        return True

    def _pieces(self) -> Iterator[int]:
        """Do the work bit by bit, and yield what each bit has cost."""
        likenesses = []
        for experiment in self._experiments:
            likenesses.append(likeness(experiment))
            yield _COST_OF_LOOK
        for team in teams(likenesses):
            if len(team) > 1:
                yield from self._together(team)
            else:
                yield from self._alone(team[0])
                self.done += self._steps

    def _together(self, team: list[int]) -> Iterator[int]:
        lockstep = Lockstep([self._experiments[place] for place in team])
        while lockstep.steps < self._steps and lockstep.finite().any():
            left = self._steps - lockstep.steps
            count = min(max(self._most // len(team), 1), left)
            lockstep.advance(count)
            self.done += count * len(team)
            yield count * len(team)
        self.done += (self._steps - lockstep.steps) * len(team)
        for place, is_finite, state in zip(team, lockstep.finite(), lockstep.states(), strict=True):
            if is_finite:
                self.outcomes[place] = _judged(self._experiments[place], state, self._steps)
                yield _COST_OF_LOSSES
            if self.outcomes[place] is None:  # the tape knows at which step it stops
                yield from self._alone(place)

    def _alone(self, place: int) -> Iterator[int]:
        """Take a run by itself, as `train` does."""
        stride = max(self._steps // _MOST_LOSSES, 1)
        run = Run(self._experiments[place], _MEMORY_BYTES, stride)
        while run.steps < self._steps and run.divergence is None:
            yield run.advance(min(self._most, self._steps - run.steps))
        stopped = run.divergence
        if stopped is None:
            loss, tested = run.loss(run.steps), run.test_loss(run.steps)
            self.outcomes[place] = _outcome(loss, tested)
        else:
            self.outcomes[place] = Outcome(None, None, stopped.step)
        yield _COST_OF_LOSSES


def _judged(experiment: Experiment, state: Array, steps: int) -> Outcome | None:
    """Return what a network reached, None where its loss is not finite; state: (1 + slots, count).

    The tape computes it, so that it is the same number as that of a run by itself.
    """
    tape = Tape(experiment)
    tape.begin(state, steps)
    loss = tape.cost()
    if not isfinite(loss):
        return None
    return _outcome(loss, tape.test_cost() if len(experiment.data.test_inputs) else None)


def _outcome(loss: float, tested: float | None) -> Outcome:
    return Outcome(loss, tested if tested is not None and isfinite(tested) else None)
