"""A training step that is worked by hand."""

from functools import cached_property

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


def first_work(experiment: Experiment, row: int = 0, digits: int = CHOSEN_DIGITS) -> Work:
    """Return the first step of an experiment, on its first batch."""
    rows, problem = batches_of(experiment).at(0), experiment.problem
    x, targets = problem.x[list(rows)], problem.targets[list(rows)]
    before = experiment.first_parameters()
    step = trace_step(problem.on(x, targets), experiment.training, before, rows)
    return Work(experiment, step, row, digits)
