"""The run on screen as a program: where it begins, and what of the run is not in it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from engine.experiment import Experiment, Training
from engine.run.segments import Segment
from engine.text.programs.course import Course
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say


class ProgramStart(Struct, frozen=True, eq=False):
    """The experiment with the parameters with which a program begins.

    first_step: of the run, at which that is; steps: up to the one on screen, at least one;
    rates: (step, learning rate), as they change from there on; notes: what is left out.
    """

    experiment: Experiment
    first_step: int
    steps: int
    rates: tuple[tuple[int, float], ...]
    notes: tuple[str, ...]

    def course(self, steps: int) -> Course:
        """Return which steps a program takes that takes so many."""
        end = self.first_step + steps
        rates = tuple((step, rate) for step, rate in self.rates if step < end)
        return Course(steps, self.first_step, rates, self.notes)


def program_start(state: State) -> ProgramStart:
    """Return how a program comes to the step on screen.

    It takes all steps of the run as long as nothing but the learning rate was changed on the way;
    else it begins where something else was changed last, with the parameters that the run had
    there.
    """
    run, step = state.document.run, state.cursor.step
    segments = run.segments_until(step)
    at = len(segments) - 1
    while at and _differ_by_rate(segments[at - 1].experiment, segments[at].experiment):
        at -= 1
    first = segments[at].first_step
    settings = segments[at].experiment
    told = derived.experiment(state)
    training = replace(
        told.training, learning_rate=settings.training.learning_rate, mistakes=frozenset()
    )
    return ProgramStart(
        replace(told, training=training, given=run.parameters(first)),
        first,
        max(step - first, 1),
        tuple(_changes(segments[at:])),
        tuple(_left_out(segments, at)),
    )


def _left_out(segments: Sequence[Segment], at: int) -> list[str]:
    """Return in sentences in what a program that begins at a segment differs from the run."""
    own = segments[at].experiment.training
    notes = []
    if at:
        notes.append(say("program-note.begins", step=segments[at].first_step))
        before = segments[at - 1].experiment.training
        if own.optimizer is before.optimizer and own.optimizer.slots:
            notes.append(say("program-note.memory"))
    if own.mistakes:
        notes.append(say("program-note.mistakes"))
    return notes


def _differ_by_rate(one: Experiment, other: Experiment) -> bool:
    """Return whether two settings are the same, but for the learning rate at most."""
    return (
        one.data is other.data
        and one.network == other.network
        and one.loss == other.loss
        and one.penalty == other.penalty
        and one.reduction is other.reduction
        and _without_rate(one.training) == _without_rate(other.training)
    )


def _without_rate(training: Training) -> Training:
    return replace(training, learning_rate=1.0)


def _changes(segments: Sequence[Segment]) -> Iterator[tuple[int, float]]:
    """Yield where another learning rate begins, and which; a branch may go on with the same."""
    for before, after in pairwise(segments):
        rate = after.experiment.training.learning_rate
        if rate != before.experiment.training.learning_rate:
            yield after.first_step, rate
