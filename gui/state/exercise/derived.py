"""What follows from a state for the step that is worked by hand: its lines, its judgements."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from zlib import crc32

from msgspec.structs import replace

from engine.exercise.judging import Judgement, Worth, judge
from engine.exercise.lines import Line
from engine.exercise.work import Work
from engine.story.beats import first_known
from engine.story.scope import Scope
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.state.choices import ByHandChoice
from gui.state.exercise.step_lines import (
    Alike,
    LinesPage,
    kinds_like,
    page_numbers_like,
    pages_like,
    places_like,
    possible_like,
)
from gui.state.run import derived
from gui.state.state import State

Typed = tuple[tuple[Quantity, str], ...]
Judgements = Mapping[Quantity, Judgement]


def work(state: State) -> Work:
    """Return the step on screen as it is worked: that of the sample shown."""
    scope = derived.scope(state)
    row = scope.row if scope.row is not None else derived.row(state)
    return _work(scope, row, state.view.digits)


@lru_cache(maxsize=4)
def _work(scope: Scope, row: int, digits: int) -> Work:
    return Work(scope.experiment, scope.step, row, digits)


def step_hash(state: State) -> int:
    """Return what tells the step on screen from others, the same in any process."""
    return _hash(work(state))


@lru_cache(maxsize=4)
def _hash(work: Work) -> int:
    step = work.step
    arrays = (step.x, step.targets, step.before.flat, step.gradient.flat, step.after.flat)
    found = crc32(repr((work.row, step.loss)).encode())
    for array in arrays:
        found = crc32(array.tobytes(), found)
    return found


def choice(state: State) -> ByHandChoice:
    """Return what is chosen, without what was typed for another step than that on screen."""
    chosen = state.by_hand
    if chosen.of is None or chosen.of == step_hash(state):
        return chosen
    return replace(chosen, of=None, typed=(), shown=(), page=None)


def is_worked(state: State) -> bool:
    """Return whether the step on screen is worked by hand."""
    return choice(state).of is not None


def kinds(state: State) -> tuple[Kind, ...]:
    """Return the kinds of number that the step computes, in their order."""
    return kinds_like(_alike(state))


def possible(state: State) -> int:
    """Return how many lines can be blank."""
    return len(possible_like(_alike(state), state.by_hand.kinds))


def asked(state: State) -> tuple[Line, ...]:
    """Return the lines that are blank, in their order."""
    chosen = state.by_hand
    there = possible_like(_alike(state), chosen.kinds)
    return there if chosen.blanks is None else there[-chosen.blanks :]


def asked_numbers(state: State) -> frozenset[Quantity]:
    """Return the numbers that are asked for, be they found or not."""
    return _quantities(asked(state))


def is_asked(state: State, quantity: Quantity) -> bool:
    """Return whether a line is blank."""
    return quantity in asked_numbers(state)


@lru_cache(maxsize=8)
def _quantities(of: tuple[Line, ...]) -> frozenset[Quantity]:
    return frozenset(line.quantity for line in of)


def unknown(state: State) -> frozenset[Quantity]:
    """Return the numbers that are asked for and stand nowhere yet."""
    return asked_numbers(state) - known(state).keys()


def judgements(state: State) -> Judgements:
    """Return what each number is worth that was typed, each on what was typed before its line."""
    return _judgements(work(state), choice(state).typed)


@lru_cache(maxsize=16)
def _judgements(work: Work, typed: Typed) -> Judgements:
    places = places_like(Alike(work))
    own: dict[Quantity, float] = {}
    found: dict[Quantity, Judgement] = {}
    for quantity, text in sorted(typed, key=lambda each: places[each[0]]):
        line = Line(quantity, first_known(quantity, work.beats))
        judged = _judged(work, line, text, tuple(own.items()))
        found[quantity] = judged
        if judged.value is not None:
            own[quantity] = judged.value
    return MappingProxyType(found)


@lru_cache(maxsize=1024)
def _judged(
    work: Work, line: Line, text: str, own: tuple[tuple[Quantity, float], ...]
) -> Judgement:
    """A number that is typed changes what follows: what stood before it has been judged."""
    return judge(text, line, work, dict(own))


def found(state: State) -> frozenset[Quantity]:
    """Return the numbers that were found, or told."""
    right = {quantity for quantity, judged in judgements(state).items() if judged.worth.counts}
    return frozenset(right.union(choice(state).shown))


def next_unfound(state: State) -> Line | None:
    """Return the first line whose number has not been found, None where all have."""
    done = found(state)
    return next((line for line in asked(state) if line.quantity not in done), None)


def filled(state: State) -> frozenset[Quantity]:
    """Return the blanks in which something stands."""
    chosen = choice(state)
    return frozenset((*(quantity for quantity, _ in chosen.typed), *chosen.shown))


def next_blank(state: State) -> Line | None:
    """Return the first line into which nothing was typed yet, None where there is none."""
    there = filled(state)
    return next((line for line in asked(state) if line.quantity not in there), None)


def first_wrong(state: State) -> Quantity | None:
    """Return the first line with a number that is not as good as right, None without one."""
    return next(
        (each for each, judged in judgements(state).items() if not judged.worth.counts), None
    )


def known(state: State) -> Mapping[Quantity, float]:
    """Return the numbers that stand in for blanks: what was typed, right or wrong, or told.

    A number that is right has all its digits.
    """
    step = work(state)
    numbers = {
        quantity: step.true(quantity) if judged.worth is Worth.RIGHT else judged.value
        for quantity, judged in judgements(state).items()
        if judged.value is not None
    }
    return numbers | {quantity: step.true(quantity) for quantity in choice(state).shown}


def told(state: State, quantity: Quantity) -> str:
    """Return a number as it is written where it is shown instead of found."""
    return short(work(state).true(quantity), state.view.digits, kind=quantity.kind)


def pages(state: State) -> tuple[LinesPage, ...]:
    """Return all pages of the step on screen."""
    return pages_like(_alike(state))


def page_of(state: State, quantity: Quantity) -> int:
    """Return the page on which a line stands; raise KeyError for what is none."""
    return page_numbers_like(_alike(state))[quantity]


def last_page(state: State) -> int:
    """Return the last page that may be looked at: later ones would tell what is asked for."""
    line = next_blank(state) or next_unfound(state)
    return len(pages(state)) - 1 if line is None else page_of(state, line.quantity)


def page(state: State) -> int:
    """Return which page is looked at."""
    last, wanted = last_page(state), choice(state).page
    return last if wanted is None else min(wanted, last)


def _alike(state: State) -> Alike:
    return Alike(work(state))
