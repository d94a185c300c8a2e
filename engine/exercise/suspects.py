"""The wrong numbers that classic mistakes lead to, each with the line where its mistake enters."""

from collections.abc import Iterator
from itertools import islice
from math import isfinite

import numpy as np
from msgspec import Struct

from engine.exercise.calculation import Calculation, Own
from engine.exercise.lines import Line
from engine.exercise.places import Place, StepNumbers, entries, entry
from engine.exercise.slip import Slip
from engine.exercise.slips import LATE_IN, SLIPS, SLIPS_IN
from engine.exercise.work import Work
from engine.experiment import UpdateRule
from engine.frozen import Array
from engine.story.beats import REVEALS
from engine.written.quantity import (
    GRADIENTS,
    OF_BIASES,
    OF_LOSS,
    ONE_A_SAMPLE,
    Kind,
    Quantity,
    with_sample,
)

_FORWARD = frozenset({Kind.Z, Kind.A})
_BACK = frozenset({Kind.D_A, Kind.DELTA})
_NEW = frozenset({Kind.WEIGHT_AFTER, Kind.BIAS_AFTER})
_LAST = frozenset({Kind.A_AFTER, Kind.LOSS_AFTER})
_MOST_PARAMETERS = 500  # of a network whose next loss is worked out from its deltas
_MOST_WAYS = 4  # of one mistake in an earlier line
SAME = 1e-9  # relative: numbers that differ by less are one number


class Suspect(Struct, frozen=True):
    """slip: the key of a mistake; enters: the first number that it makes wrong; number: what it
    makes of the number that is asked for.
    """

    slip: str
    enters: Quantity
    number: float


class EarlierSlip(Struct, frozen=True, eq=False):
    """A mistake in a place before the number that is asked for; wrong: what it makes of that."""

    slip: Slip
    places: StepNumbers
    asked: Quantity
    place: Place
    wrong: Array
    number: float

    @property
    def suspect(self) -> Suspect:
        enters = _first_wrong(self.places, self.asked, self.place, self.wrong)
        return Suspect(self.slip.key, enters, self.number)


def suspects(work: Work, line: Line) -> Iterator[Suspect]:
    """Yield the wrong numbers of a line: by mistakes in itself, then by those in earlier lines.

    None of them is the right one. The more common mistakes come first.
    """
    places = places_of(work, line)
    yield from here(places, line)
    yield from (way.suspect for way in earlier(places, line))
    yield from here(places, line, late=True)


def wrong_numbers(work: Work, line: Line) -> Iterator[float]:
    """Yield the same numbers in no order, without where their mistakes enter: each costs less."""
    yield from wrong_in_line(work, line)
    yield from (way.number for way in _ways(places_of(work, line), line))


def wrong_in_line(work: Work, line: Line) -> Iterator[float]:
    """Yield those that mistakes in the line itself lead to."""
    for late in (False, True):
        yield from (each.number for each in here(places_of(work, line), line, late=late))


def places_of(work: Work, line: Line) -> StepNumbers:
    """Return the numbers that a line is computed from: its sample's, or those of the batch."""
    return StepNumbers(work, line.quantity.sample is not None)


def here(
    places: StepNumbers, line: Line, own: Own | None = None, late: bool = False
) -> Iterator[Suspect]:
    """Yield what mistakes in the line itself lead to, from the right numbers or somebody's own."""
    kind, layer = places.place(line.quantity)
    now = Calculation(places, own=own, carried=False)
    right = places.work.true(line.quantity)
    for slip in (LATE_IN if late else SLIPS_IN)[kind]:
        for numbers in _made(slip, now, kind, layer):
            number = entry(numbers, line.quantity, places)
            if _is_wrong(number, right):
                yield Suspect(slip.key, line.quantity, number)


def earlier(places: StepNumbers, line: Line) -> list[EarlierSlip]:
    """Return what mistakes in earlier lines lead to, where all that follows is computed rightly.

    The more common mistakes come first, and each in the latest line before those before it.
    """
    commonness = {key: rank for rank, key in enumerate(SLIPS)}
    return sorted(_ways(places, line), key=lambda way: commonness[way.slip.key])


def _ways(places: StepNumbers, line: Line) -> Iterator[EarlierSlip]:
    """Yield what leads to a wrong number: place by place, then what is done in every layer."""
    asked, right = line.quantity, places.work.true(line.quantity)
    made: list[EarlierSlip] = []
    for place in _before(places, line):
        there = _through(places, asked, place)
        made += there
        yield from (way for way in there if _is_wrong(way.number, right))
    for slip in SLIPS.values():
        entered = [way for way in made if way.slip is slip] if slip.everywhere else []
        made_in = {way.place for way in entered}
        if asked.kind in slip.made:
            made_in.add(places.place(asked))
        if entered and len(made_in) > 1:
            number = _in_all_layers(places, asked, slip)
            if _is_wrong(number, right):
                first = entered[-1]
                yield EarlierSlip(slip, places, asked, first.place, first.wrong, number)


def _through(places: StepNumbers, asked: Quantity, place: Place) -> list[EarlierSlip]:
    """Return what the mistakes that can be made in one place lead to."""
    now = Calculation(places)
    right = now.get(*place)
    found = [
        (slip, numbers)
        for slip in SLIPS_IN[place[0]]
        for numbers in _made(slip, now, *place, most=_MOST_WAYS)
        if not np.array_equal(numbers, right)
    ]
    if not found:
        return []
    stack = {place: np.stack([numbers for _, numbers in found])}
    by_formula = place[0] is Kind.A and asked.kind in (*_BACK, *GRADIENTS, *_NEW)
    ways: list[EarlierSlip] = []
    for slopes_at_z in (False, True) if by_formula else (False,):
        with np.errstate(all="ignore"):
            stacked = Calculation(places, stack, slopes_at_z=slopes_at_z)
            results = entries(stacked.get(*places.place(asked)), asked, places)
        results = np.broadcast_to(results, len(found))
        for (slip, numbers), number in zip(found, results, strict=True):
            ways.append(EarlierSlip(slip, places, asked, place, numbers, float(number)))
    return ways


def _made(
    slip: Slip, now: Calculation, kind: Kind, layer: int, most: int | None = None
) -> list[Array]:
    with np.errstate(all="ignore"):
        return list(islice(slip.made[kind](now, kind, layer), most))


def _in_all_layers(places: StepNumbers, asked: Quantity, slip: Slip) -> float:
    def first_way(now: Calculation, kind: Kind, layer: int) -> Array | None:
        return next(iter(_made(slip, now, kind, layer, most=1)), None)

    with np.errstate(all="ignore"):
        return Calculation(places, wrong=dict.fromkeys(slip.made, first_way)).number(asked)


def _before(places: StepNumbers, line: Line) -> list[Place]:
    """Return the places whose numbers a line is computed from, the last before it first."""
    found: list[Place] = []
    for index in range(line.beat - 1, -1, -1):
        beat = places.work.beats[index]
        for kind in REVEALS[beat.scene]:
            place = kind, places.depth if kind in OF_LOSS else beat.layer
            if leads_to(places, place, line.quantity) and _exists(places, place):
                found.append(place)
    return found


def _exists(places: StepNumbers, place: Place) -> bool:
    shape = places.work.experiment.network.shape
    return place[0] not in OF_BIASES or shape.has_bias(place[1])


def leads_to(places: StepNumbers, place: Place, asked: Quantity) -> bool:
    """Return whether numbers of an earlier place are among those that one is computed from."""
    kind, layer = place
    if asked.kind in _LAST:  # nobody computes so far from a wrong forward pass
        by_hand = len(places.work.step.before.flat) <= _MOST_PARAMETERS
        return kind in _NEW or (kind in _BACK and by_hand)
    if kind in _FORWARD:
        return True
    if kind is Kind.SAMPLE_LOSS:
        return asked.kind is Kind.LOSS
    if kind in _NEW:
        in_place = places.work.experiment.training.update_rule is UpdateRule.IN_PLACE
        return in_place and kind is Kind.WEIGHT_AFTER and layer > asked.layer
    if kind in GRADIENTS:
        wanted = Kind.D_WEIGHT if asked.kind is Kind.WEIGHT_AFTER else Kind.D_BIAS
        return asked.kind in _NEW and kind is wanted and layer == asked.layer
    return kind in _BACK and layer >= asked.layer


def _first_wrong(places: StepNumbers, asked: Quantity, place: Place, numbers: Array) -> Quantity:
    """Return the first number of a place that a mistake makes wrong, of those that are asked for.

    It is the asked neuron's own where it is in the same layer.
    """
    kind, layer = place
    if kind in OF_LOSS:
        return _addressed(places, Quantity(kind))
    unit = asked.unit if layer == asked.layer and kind in (*_BACK, *GRADIENTS, *_NEW) else None
    wrong = numbers != places.true(kind, layer)
    if kind in ONE_A_SAMPLE:
        own = wrong[places.followed]
        wrong = own if own.any() else wrong.any(axis=0)
    if wrong.ndim == 1:
        first = int(np.flatnonzero(wrong)[0]) if unit is None else unit
        return _addressed(places, Quantity(kind, layer, first))
    j, k = (int(index) for index in np.argwhere(wrong)[0])
    if asked.source is not None and unit is not None:
        j, k = asked.unit, asked.source
    return _addressed(places, Quantity(kind, layer, j, k))


def _addressed(places: StepNumbers, quantity: Quantity) -> Quantity:
    """Return the address with the sample that is followed, where it is one of several."""
    if len(places.work.step.x) == 1 or (quantity.kind in GRADIENTS and not places.alone):
        return quantity
    return with_sample(quantity, places.work.row)


def _is_wrong(number: float, right: float) -> bool:
    return isfinite(number) and abs(number - right) > SAME * abs(right)
