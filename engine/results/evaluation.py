"""Predictions, losses and classes of all samples of a set, computed in pieces if need be."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.backprop import forward
from engine.frozen import Array
from engine.network import Parameters
from engine.problem import Problem
from engine.results.classes import Classes, ClassNumbers
from engine.results.confusion import Confusion, confusion_of

_PIECE_NUMBERS = 2**15  # of the widest layer: with larger arrays it takes three times as long


class SetResults(Struct, frozen=True, eq=False):
    """What a network makes of the samples of a set.

    outputs: (samples, n_L); losses: (samples,), each sample's own C[n]; loss: the mean or the sum
    of them, without the penalty; meant, told: (samples,), the class of each sample's targets and
    the one its outputs stand for; both are None where targets are no classes.
    """

    outputs: Array
    losses: Array
    loss: float
    classes: Classes | None
    meant: ClassNumbers | None
    told: ClassNumbers | None

    @property
    def wrong(self) -> npt.NDArray[np.bool_] | None:
        """Which samples are taken for another class than their own: (samples,)."""
        if self.meant is None or self.told is None:
            return None
        wrong: npt.NDArray[np.bool_] = self.meant != self.told
        return wrong

    @property
    def accuracy(self) -> float | None:
        """The share of samples taken for their own class, 0..1; None for none or no classes."""
        wrong = self.wrong
        return None if wrong is None or not len(wrong) else 1 - np.count_nonzero(wrong) / len(wrong)

    @property
    def confusion(self) -> Confusion | None:
        """How often each class is taken for which, None where targets are no classes."""
        if self.classes is None or self.meant is None or self.told is None:
            return None
        return confusion_of(self.classes.count, self.meant, self.told)


class Evaluation:
    """Goes through the samples of a problem with some parameters, as many at a time as wanted."""

    def __init__(self, problem: Problem, parameters: Parameters, classes: Classes | None) -> None:
        self._problem, self._parameters, self._classes = problem, parameters, classes
        samples, widest = len(problem.x), max(problem.network.sizes)
        self._piece = max(1, _PIECE_NUMBERS // widest)
        self._outputs = np.empty((samples, problem.network.sizes[-1]))
        self._losses = np.empty(samples)
        self.done = 0
        """How many samples there are results of, the first ones."""

    @property
    def is_complete(self) -> bool:
        """Whether there are results of all samples."""
        return self.done == len(self._losses)

    def more(self) -> None:
        """Compute the results of some further samples, as many as take about half a millisecond."""
        part = slice(self.done, min(self.done + self._piece, len(self._losses)))
        problem = self._problem
        with np.errstate(all="ignore"):
            zs, activations = forward(problem.network, self._parameters, problem.x[part])
            z, a = zs[-1], activations[-1]
            self._outputs[part] = a
            self._losses[part] = problem.loss.value(z, a, problem.targets[part])
        self.done = part.stop

    def results(self) -> SetResults:
        """Return the results; raise ValueError before they are complete."""
        if not self.is_complete:
            raise ValueError(f"there are results of {self.done} of {len(self._losses)} samples")
        outputs, losses = self._outputs, self._losses
        outputs.setflags(write=False)
        losses.setflags(write=False)
        meant = told = None
        if self._classes is not None:
            meant, told = self._classes.of(self._problem.targets), self._classes.of(outputs)
            meant.setflags(write=False)
            told.setflags(write=False)
        with np.errstate(all="ignore"):
            loss = self._problem.reduction.of(losses) if len(losses) else 0.0
        return SetResults(outputs, losses, loss, self._classes, meant, told)

    def finish(self) -> SetResults:
        """Compute what is left and return the results."""
        while not self.is_complete:
            self.more()
        return self.results()


def evaluate(problem: Problem, parameters: Parameters, classes: Classes | None) -> SetResults:
    """Return the results of all samples of a problem; classes: of its targets, if they are."""
    return Evaluation(problem, parameters, classes).finish()
