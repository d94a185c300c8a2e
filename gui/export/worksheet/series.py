"""Which worksheets are made: of the step itself, of variants of it, or a series that fades."""

from collections.abc import Iterator

from msgspec import Struct

from engine.exercise.blanks import all_blank, fading, of_kinds, of_names
from engine.exercise.lines import lines
from engine.exercise.variants import variant
from engine.exercise.work import Work, first_work
from engine.text.worksheet.sheet import MOST_SHEET_LINES, Worksheet
from engine.written.quantity import Kind, Quantity
from gui.state.refusal import Refused

MOST_VARIANTS, FIRST_SEED = 200, 1


class SheetRequest(Struct, frozen=True):
    """What is asked for. kinds: of the numbers that are left out, none for all of them.

    seed: for fresh numbers, None for those of the experiment; variants: how many sheets, each
    with numbers of its own; fades: whether the first has its last line blank and each one after
    it more, None for so many sheets that it is one line more each time; hidden: the names of what
    a class is not shown: what of it is computed is asked for on every sheet.
    """

    kinds: tuple[Kind, ...] = ()
    seed: int | None = None
    variants: int | None = None
    fades: bool = False
    hidden: tuple[str, ...] = ()

    @property
    def is_series(self) -> bool:
        """Whether there are several sheets, told from each other by their numbers."""
        return self.variants is not None or self.fades


def worksheets(work: Work, request: SheetRequest) -> Iterator[Worksheet]:
    """Yield the worksheets that are asked for.

    Raises Refused for a step with more lines than paper is good for, and for kinds of number that
    it does not compute.
    """
    blanks = _fading(work, request)
    count = request.variants or (len(blanks) if request.fades else 1)
    first = FIRST_SEED if request.seed is None else request.seed
    for index in range(count):
        label = str(first + index) if request.is_series or request.seed is not None else ""
        own = work
        if label:
            own = _fresh(work, first + index)
        step = len(blanks) if not request.fades else -(-(index + 1) * len(blanks) // count)
        yield Worksheet(own, blanks[step - 1], label)


def _fresh(work: Work, seed: int) -> Work:
    """Return the first step with fresh numbers, of the same sample of its batch or alone."""
    fresh = variant(work.experiment, seed, (), work.digits)
    samples = work.step.samples
    return first_work(fresh, work.row, work.digits, samples[0] if len(samples) == 1 else None)


def _fading(work: Work, request: SheetRequest) -> tuple[frozenset[Quantity], ...]:
    """Return what may be blank, from the last line alone to all lines of the kinds."""
    found = lines(work)
    if len(found) > MOST_SHEET_LINES:
        raise Refused("worksheet.too-long", lines=len(found), most=MOST_SHEET_LINES)
    wanted = of_kinds(found, request.kinds) if request.kinds else all_blank(found)
    if not wanted:
        raise Refused("worksheet.no-blanks")
    always = of_names(found, request.hidden)
    return tuple(blank | always for blank in fading(found, wanted - always)) or (always,)
