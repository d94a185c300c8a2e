"""A training step that is worked by hand."""

from functools import cached_property

import numpy as np
from msgspec import Struct

from engine.backprop import StepTrace, trace_step
from engine.experiment import Experiment, UpdateRule
from engine.run.batches import batches_of
from engine.story.beats import Beat, cut
from engine.story.scope import Scope
from engine.written.quantity import Quantity

CHOSEN_DIGITS = 4


class Work(Struct, frozen=True, eq=False, dict=True):
    """A step with the sample that is followed through it.

    step: of the whole batch; row: of the sample in it, counted from 0; digits: how many
    significant digits numbers are shown with, and asked for.
    """

    experiment: Experiment
    step: StepTrace
    row: int = 0
    digits: int = CHOSEN_DIGITS

    @cached_property
    def scope(self) -> Scope:
        """The step as the followed sample sees it."""
        return Scope(self.experiment, self.step, self.row)

    @cached_property
    def beats(self) -> tuple[Beat, ...]:
        """The moments of the step, in their order."""
        in_place = self.experiment.training.update_rule is UpdateRule.IN_PLACE
        return cut(self.experiment.network.shape, in_place)

    def true(self, quantity: Quantity) -> float:
        """Return the number at an address: one with a sample has the derivative of its own loss."""
        return self.scope.read(quantity)


def first_work(
    experiment: Experiment,
    row: int = 0,
    digits: int = CHOSEN_DIGITS,
    alone: int | None = None,
) -> Work:
    """Return the first step of an experiment, on its first batch.

    alone: on this sample instead, counted from 0 through the training set and on through the test
    set.
    """
    rows = batches_of(experiment).at(0) if alone is None else (alone,)
    inputs = np.stack([experiment.data.sample_inputs(each) for each in rows])
    targets = np.stack([experiment.data.sample_targets(each) for each in rows])
    before, problem = experiment.first_parameters(), experiment.problem.on(inputs, targets)
    return Work(experiment, trace_step(problem, experiment.training, before, rows), row, digits)
