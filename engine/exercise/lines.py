"""The lines of a step that is worked by hand, in the order of its beats."""

from collections.abc import Iterator

from msgspec import Struct

from engine.exercise.work import Work
from engine.story.beats import Scene, first_known, revealed
from engine.written.expression import Equation
from engine.written.quantity import GRADIENTS, ONE_A_SAMPLE, BadAddress, Kind, Quantity, with_sample

GIVEN_SCENES = frozenset({Scene.INPUT})
WITHOUT_FORMULA = frozenset({Kind.A_AFTER})


class Line(Struct, frozen=True):
    """A number that is computed; beat: the index of the moment in which it becomes known."""

    quantity: Quantity
    beat: int


def lines(work: Work) -> tuple[Line, ...]:
    """Return everything that a step computes; what is given is no line.

    Of a batch of several samples: the numbers of the sample that is followed, its own gradients,
    and with them the loss, gradients and new parameters of the batch.
    """
    return tuple(line for beat in range(len(work.beats)) for line in lines_of(work, beat))


def lines_of(work: Work, beat: int) -> tuple[Line, ...]:
    """Return the lines of one beat."""
    moment = work.beats[beat]
    if moment.scene in GIVEN_SCENES:
        return ()
    known = revealed(moment, work.experiment.network.shape)
    return tuple(Line(quantity, beat) for quantity in _addressed(work, known))


def _addressed(work: Work, known: tuple[Quantity, ...]) -> Iterator[Quantity]:
    """Yield the numbers of the followed sample before those of the batch."""
    several = work.scope.samples > 1
    if several:
        yield from (with_sample(each, work.row) for each in known if _is_own(each))
    for quantity in known:
        of_the_batch = quantity.kind not in ONE_A_SAMPLE
        if of_the_batch or (not several and quantity.kind is not Kind.SAMPLE_LOSS):
            yield quantity


def _is_own(quantity: Quantity) -> bool:
    return quantity.kind in ONE_A_SAMPLE or quantity.kind in GRADIENTS


def line_of(work: Work, quantity: Quantity) -> Line:
    """Return the line of a number; raise BadAddress where the step computes none.

    Without a sample, the address of what each sample has its own of is that of the one followed.
    """
    if quantity.kind is Kind.SAMPLE_LOSS and work.scope.samples == 1:
        quantity = Quantity(Kind.LOSS)
    if quantity.kind in ONE_A_SAMPLE and quantity.sample is None:
        quantity = work.scope.address(quantity)
    if work.scope.samples == 1:
        quantity = with_sample(quantity, None)
    beat = first_known(quantity, work.beats)
    if beat < 0 or Line(quantity, beat) not in lines_of(work, beat):
        raise BadAddress("address.not-in-step", text=quantity)
    return Line(quantity, beat)


def has_formula(line: Line) -> bool:
    """Return whether the story says in one formula where a number comes from."""
    return line.quantity.kind not in WITHOUT_FORMULA


def formula(work: Work, line: Line) -> tuple[Equation, ...]:
    """Return the formula of a line in symbols and in numbers, with its result; () for none."""
    return work.scope.derive(line.quantity).equations() if has_formula(line) else ()
