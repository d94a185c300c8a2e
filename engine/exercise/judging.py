"""Judges a number that somebody worked out by hand, and finds the mistake in a wrong one."""

from collections.abc import Callable, Iterable
from enum import Enum
from functools import partial
from itertools import product
from types import MappingProxyType

import numpy as np
from msgspec import Struct

from engine.exercise.asked import Asked, agree, unit_of
from engine.exercise.calculation import Calculation, Own
from engine.exercise.lines import Line
from engine.exercise.places import StepNumbers, entry
from engine.exercise.suspects import SAME, EarlierSlip, Suspect, earlier, here, leads_to
from engine.exercise.work import Work
from engine.fault import Fault
from engine.story.beats import first_known
from engine.written.quantity import GRADIENTS, Quantity
from engine.written.typed_number import BadNumber, read_number

NOTHING: Own = MappingProxyType({})
_ROUNDING = 0.02  # relative: what rounded own numbers come to may be so far from what is typed
_MOST_ROUNDED = 64  # own numbers of which each is tried with another digit


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
    it does; value: the number that was read; because: the own numbers with the mistakes that it
    follows from; fault: why nothing could be read.
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
    used = _earlier_own(own, asked)
    if asked.is_right:
        return Judgement(Worth.RIGHT, value=number.value)
    if used and (judged := _following(asked, used)):
        return judged
    if asked.is_right_by_hand:
        return Judgement(Worth.RIGHT, value=number.value)
    is_cut_short = asked.is_cut_short_of(asked.right)
    found = _exactly(asked) if is_cut_short else _named(asked, used)
    if is_cut_short and found is None:
        return Judgement(Worth.TOO_FEW_DIGITS, value=number.value)
    if found is None:
        return Judgement(Worth.WRONG, value=number.value)
    return Judgement(Worth.SLIP, found.slip, found.enters, number.value)


def _earlier_own(own: Own, asked: Asked) -> dict[Quantity, float]:
    """Return the own numbers from which a line may have been computed."""
    found, places, wanted = {}, asked.places, asked.line.quantity
    for quantity, number in own.items():
        place = places.place(quantity)
        if quantity.kind in GRADIENTS and quantity.place != wanted.place:
            continue
        is_share = quantity.sample is not None and quantity.kind is wanted.kind in GRADIENTS
        is_share = is_share and wanted.sample is None
        before = 0 <= places.beat(place) < asked.line.beat
        if is_share or (before and leads_to(places, place, wanted)):
            found[quantity] = number
    return found


def _following(asked: Asked, own: Own) -> Judgement | None:
    """Return what a number is that is right for own numbers; None where it is not.

    They may have been taken as they were typed, or with all digits from the first wrong one on;
    slopes by their formula in a wrong a, or at z.
    """
    sources = _sources(asked, own)
    for (numbers, carried), at_z in product(
        ((own, False), (own, True), (sources, True)), (False, True)
    ):
        found = partial(asked.number_for, carried=carried, slopes_at_z=at_z)
        value = found(numbers)
        is_it = asked.is_nearly(value) or _is_within_rounding(asked, numbers, value, found)
        if not is_it and not asked.is_cut_short_of(value):
            continue
        because = _because(asked, numbers, sources, found)
        if not because and not agree(value, asked.right, asked.digits - 1):
            continue
        worth = Worth.FOLLOWS if because else Worth.RIGHT
        if is_it:
            return Judgement(worth, value=asked.typed.value, because=because)
        if because:
            return Judgement(Worth.TOO_FEW_DIGITS, value=asked.typed.value)
    return None


def _because(
    asked: Asked, numbers: Own, sources: Own, found: Callable[[Own], float]
) -> tuple[Quantity, ...]:
    """Return which own numbers make a line another one: those that are wrong by themselves."""
    right = found({})
    wrong = [each for each in numbers if not _is_right(asked, each, numbers[each])]
    if len(wrong) <= _MOST_ROUNDED:
        wrong = [each for each in wrong if found({each: numbers[each]}) != right]
    if not wrong:
        return ()
    return tuple(each for each in wrong if each in sources) or tuple(sources)


def _is_within_rounding(
    asked: Asked, own: Own, value: float, found: Callable[[Own], float]
) -> bool:
    """Return whether a number may come from own ones with more digits than were typed of these."""
    apart = abs(asked.typed.value - value)
    if not own or len(own) > _MOST_ROUNDED or not apart <= _ROUNDING * abs(value):
        return False
    slack = unit_of(value, asked.digits) / 2
    for quantity, number in own.items():
        more = number + unit_of(number, asked.digits) / 2
        slack += abs(found({**own, quantity: more}) - value)
    return apart <= slack * (1 + 1e-9)


def _sources(asked: Asked, own: Own) -> Own:
    """Return the own numbers that are wrong by themselves, not as others before them are."""
    work, sources = asked.work, dict[Quantity, float]()
    again: dict[bool, Calculation] = {}
    for quantity in sorted(own, key=lambda each: first_known(each, work.beats)):
        number, alone = own[quantity], quantity.sample is not None
        if _is_right(asked, quantity, number):
            continue
        if sources:
            now = again.get(alone)
            if now is None:
                now = again[alone] = Calculation(StepNumbers(work, alone), own=sources)
            with np.errstate(all="ignore"):
                numbers = now.right(*now.places.place(quantity))
            if agree(number, entry(numbers, quantity, now.places), asked.digits):
                continue
        sources[quantity] = number
        again.clear()
    return sources


def _is_right(asked: Asked, quantity: Quantity, number: float) -> bool:
    return agree(number, asked.work.true(quantity), asked.digits)


def _exactly(asked: Asked) -> Suspect | None:
    """Return the mistake in a line that yields just the few digits that were typed."""
    value = asked.typed.value
    return _first(
        here(asked.places, asked.line), lambda number: abs(number - value) <= SAME * abs(value)
    )


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
