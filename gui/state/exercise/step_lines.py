"""The lines of a step as they are worked: which can be blank, and which stand together."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from msgspec import Struct

from engine.exercise.blanks import all_blank, of_kinds
from engine.exercise.lines import Line, lines
from engine.exercise.work import Work
from engine.written.quantity import COMPUTED, Kind, Quantity

LINES_OF_PAGE = 12  # at most: a beat with more has several pages


class LinesPage(Struct, frozen=True):
    """What is worked together: lines of one beat. part, parts: of those of the beat, from 0."""

    beat: int
    lines: tuple[Line, ...]
    part: int
    parts: int


class Alike:
    """A step, equal to all that have the same lines: these are looked for once in a run."""

    def __init__(self, work: Work) -> None:
        self.work = work
        shape = work.experiment.network.shape
        self._key = shape, work.beats, work.row if work.scope.samples > 1 else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alike) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(maxsize=4)
def lines_like(alike: Alike) -> tuple[Line, ...]:
    """Return all lines."""
    return lines(alike.work)


@lru_cache(maxsize=4)
def kinds_like(alike: Alike) -> tuple[Kind, ...]:
    """Return the kinds of number that are computed, in their order."""
    there = {line.quantity.kind for line in lines_like(alike)}
    return tuple(kind for kind in COMPUTED if kind in there)


@lru_cache(maxsize=8)
def possible_like(alike: Alike, chosen: tuple[str, ...]) -> tuple[Line, ...]:
    """Return the lines that can be blank, of some kinds alone unless there are none."""
    there = lines_like(alike)
    wanted = of_kinds(there, [Kind(each) for each in chosen]) if chosen else all_blank(there)
    return tuple(line for line in there if line.quantity in wanted)


@lru_cache(maxsize=4)
def places_like(alike: Alike) -> Mapping[Quantity, int]:
    """Return the place of each line among all of them."""
    return {line.quantity: place for place, line in enumerate(lines_like(alike))}


@lru_cache(maxsize=4)
def pages_like(alike: Alike) -> tuple[LinesPage, ...]:
    """Return all pages, those of a beat one after the other."""
    made: list[LinesPage] = []
    for beat, of_beat in groupby(lines_like(alike), key=lambda line: line.beat):
        parts = _parted(tuple(of_beat))
        made += [LinesPage(beat, part, index, len(parts)) for index, part in enumerate(parts)]
    return tuple(made)


def _parted(of_beat: tuple[Line, ...]) -> Sequence[tuple[Line, ...]]:
    """Return the lines of a beat in parts that are about as long as each other."""
    count = -(-len(of_beat) // LINES_OF_PAGE)
    ends = [len(of_beat) * index // count for index in range(count + 1)]
    return [of_beat[start:end] for start, end in pairwise(ends)]


@lru_cache(maxsize=4)
def page_numbers_like(alike: Alike) -> Mapping[Quantity, int]:
    """Return on which page each line stands."""
    return {
        line.quantity: index for index, page in enumerate(pages_like(alike)) for line in page.lines
    }
