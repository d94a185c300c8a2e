"""Judges a number that somebody worked out by hand, and finds the mistake in a wrong one."""

from collections.abc import Callable, Iterable
from enum import Enum
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from engine.exercise.asked import Asked, agree
from engine.exercise.calculation import Own
from engine.exercise.lines import Line
from engine.exercise.suspects import EarlierSlip, Suspect, earlier, here
from engine.exercise.work import Work
from engine.fault import Fault
from engine.story.beats import first_known
from engine.written.quantity import Quantity
from engine.written.typed_number import BadNumber, read_number

NOTHING: Own = MappingProxyType({})


class Worth(Enum):
    """What is said of a number; FOLLOWS: it is right for somebody's own earlier wrong numbers."""

    RIGHT = "right"
    FOLLOWS = "follows"
    TOO_FEW_DIGITS = "too-few-digits"
    SLIP = "slip"
    WRONG = "wrong"
    UNREADABLE = "unreadable"

    @property
    def counts(self) -> bool:
        """Whether the number is as good as right."""
        return self in (Worth.RIGHT, Worth.FOLLOWS)


class Judgement(Struct, frozen=True, eq=False):
    """slip: the key of the mistake that yields the number, "" for none; enters: the line in which
    it does; value: the number that was read; because: the own wrong numbers that it follows from;
    fault: why nothing could be read.
    """

    worth: Worth
    slip: str = ""
    enters: Quantity | None = None
    value: float | None = None
    because: tuple[Quantity, ...] = ()
    fault: Fault | None = None


def judge(
    typed: str, line: Line, work: Work, own: Own = NOTHING, digits: int | None = None
) -> Judgement:
    """Return what a typed number is worth.

    own: what somebody has typed in earlier lines, right or wrong; digits: how many significant
    ones are asked for, None for those of the work. The mistake named is the first that yields the
    number as it was typed, else the first that does so but for its last digit.
    """
    try:
        number = read_number(typed)
    except BadNumber as error:
        return Judgement(Worth.UNREADABLE, fault=error.fault)
    asked = Asked(work, line, number, digits or work.digits)
    used = _earlier_own(own, line, work)
    if asked.is_right:
        return Judgement(Worth.RIGHT, value=number.value)
    if used and (judged := _following(asked, used)):
        return judged
    if asked.is_right_by_hand:
        return Judgement(Worth.RIGHT, value=number.value)
    if asked.is_cut_short:
        return Judgement(Worth.TOO_FEW_DIGITS, value=number.value)
    found = _named(asked, used)
    if found is None:
        return Judgement(Worth.WRONG, value=number.value)
    return Judgement(Worth.SLIP, found.slip, found.enters, number.value)


def _earlier_own(own: Own, line: Line, work: Work) -> dict[Quantity, float]:
    """Return the own numbers of the lines before one, which it may have been computed from."""
    found = {}
    for quantity, number in own.items():
        beat = first_known(quantity, work.beats)
        beside = beat == line.beat and quantity.sample is not None and line.quantity.sample is None
        if 0 <= beat < line.beat or beside:
            found[quantity] = number
    return found


def _following(asked: Asked, own: Own) -> Judgement | None:
    """Return what a number is that is right for own numbers; None where it is not.

    They may have been taken as they were typed, or with all digits from the first wrong one on.
    """
    found = asked.number_for
    sources = _sources(asked, own)
    for used, carried in ((own, False), (own, True), (sources, True)):
        if not asked.is_nearly(value := found(used, carried)):
            continue
        wrong = [each for each in used if not _is_right(asked, each, own[each])]
        right = found({}, carried)
        because = tuple(each for each in wrong if found({each: own[each]}, carried) != right)
        if because or agree(value, asked.right, asked.digits - 1):
            worth = Worth.FOLLOWS if because else Worth.RIGHT
            return Judgement(worth, value=asked.typed.value, because=because)
    return None


def _sources(asked: Asked, own: Own) -> Own:
    """Return the own numbers that are wrong by themselves, not as others before them are."""
    work, sources = asked.work, dict[Quantity, float]()
    for quantity in sorted(own, key=lambda each: first_known(each, work.beats)):
        line = Line(quantity, first_known(quantity, work.beats))
        earlier_own = replace(asked, line=line)
        follows = sources and agree(
            own[quantity], earlier_own.number_for(sources, True), asked.digits
        )
        if not follows and not _is_right(asked, quantity, own[quantity]):
            sources[quantity] = own[quantity]
    return sources


def _is_right(asked: Asked, quantity: Quantity, number: float) -> bool:
    return agree(number, asked.work.true(quantity), asked.digits)


def _named(asked: Asked, own: Own) -> Suspect | None:
    """Return the mistake that yields a number, None where none is known that does."""
    places, line = asked.places, asked.line
    near = [*(here(places, line, own) if own else ()), *here(places, line)]
    found = _first(near, asked.is_as_typed)
    if found is not None:
        return found
    far: list[Suspect | EarlierSlip] = list(earlier(places, line))
    far += [*(here(places, line, own, late=True) if own else ()), *here(places, line, late=True)]
    return (
        _first(far, asked.is_as_typed, own)
        or _first([*near, *far], asked.is_nearly, own)
        or _first(near, asked.is_almost)
    )


def _first(
    suspects: Iterable[Suspect | EarlierSlip], fits: Callable[[float], bool], own: Own = NOTHING
) -> Suspect | None:
    """Return the first that fits, of mistakes in earlier lines none whose line somebody has."""
    for each in suspects:
        if fits(each.number):
            found = each if isinstance(each, Suspect) else each.suspect
            if found.enters not in own:
                return found
    return None
