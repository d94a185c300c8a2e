"""How many digits the numbers of a line need so that it can be recomputed from what is printed."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import IntEnum
from itertools import pairwise
from math import isfinite

from msgspec import Struct
from msgspec.structs import replace

from engine.text.by_hand import by_hand, read
from engine.text.numbers import significant
from engine.text.writing import Digits, number_text
from engine.written.expression import Equation, Expr, Number

EQUALS, APPROXIMATELY = "=", "≈"
MOST_EXTRA = 8  # digits beyond the chosen ones


class Enough(Struct, frozen=True):
    """How many more digits the operands of a line get, and whether it holds with them."""

    extra: int
    holds: bool

    @property
    def sign(self) -> str:
        return EQUALS if self.holds else APPROXIMATELY


class WrittenLine(Struct, frozen=True):
    """One line of a derivation as it is printed.

    sign: before `right`, whose numbers get `extra` digits; result_sign: before the result.
    """

    left: Expr | None
    sign: str
    right: Expr
    extra: int
    result: Number | None
    result_sign: str


def enough(
    expr: Expr, result: Number, digits: int, most: int = MOST_EXTRA, shown: int | None = None
) -> Enough:
    """Return with how many digits a formula, computed from them, rounds to its result as printed.

    The result has the chosen digits, or as many as `shown` says. All numbers of the formula have
    so many more than the chosen ones: the fewest with which the line holds, at most `most`. Where
    even these do not do, as where almost equal numbers are subtracted or the result was computed
    in another way, it does not hold and the numbers keep the chosen digits. What has letters or
    no finite number in it always holds.
    """
    extra, (holds,) = enough_together([(expr, result)], digits, most, shown)
    return Enough(extra, holds)


def enough_together(
    lines: Sequence[tuple[Expr, Number]],
    digits: int,
    most: int = MOST_EXTRA,
    shown: int | None = None,
) -> tuple[int, tuple[bool, ...]]:
    """Return how many more digits numbers need that stand in several lines, and which lines hold.

    Where some cannot hold, the others decide. What lies halfway between two printed results may
    be rounded either way: it holds where no more digits say which.
    """
    best, best_fits = 0, (_Fit.NONE,) * len(lines)
    for extra in range(most + 1):
        fits = tuple(_fit(*line, Digits(digits, extra), shown or digits) for line in lines)
        if sum(fits) > sum(best_fits):
            best, best_fits = extra, fits
        if min(fits) is _Fit.WHOLE:
            break
    return best, tuple(fit is not _Fit.NONE for fit in best_fits)


class _Fit(IntEnum):
    """How what somebody computes by hand agrees with the printed result."""

    NONE = 0
    HALFWAY = 1  # to the next number that could be printed
    WHOLE = 2


def _fit(expr: Expr, result: Number, digits: Digits, shown: int) -> _Fit:
    found = by_hand(expr, digits) if isfinite(result.value) else None
    if found is None:
        return _Fit.WHOLE
    if not found.is_finite():
        return _Fit.NONE
    printed = read(number_text(replace(result, covered=False), Digits(shown)))
    if not printed:
        return _Fit.NONE if found else _Fit.WHOLE
    kind = None if result.quantity is None else result.quantity.kind
    places = significant(result.value, shown, kind) - 1
    first = min(found.adjusted(), printed.adjusted()) if found else printed.adjusted()
    apart, half = abs(found - printed), Decimal(5).scaleb(first - places - 1)
    return _Fit.NONE if apart > half else _Fit.HALFWAY if apart == half else _Fit.WHOLE


def written_lines(equations: Sequence[Equation], digits: int) -> tuple[WrittenLine, ...]:
    """Return lines as they are printed; what goes on from one another comes to the last result."""
    return tuple(line for chain in _chains(equations) for line in _of_chain(chain, digits))


def _chains(equations: Sequence[Equation]) -> Iterator[Sequence[Equation]]:
    """Yield the lines that go on from one another, together."""
    starts = [i for i, each in enumerate(equations) if i > 0 and each.left is not None]
    for start, end in pairwise([0, *starts, len(equations)]):
        yield equations[start:end]


def _of_chain(chain: Sequence[Equation], digits: int) -> Iterator[WrittenLine]:
    if not chain:
        return
    last = chain[-1]
    end = last.right if last.result is None else last.result
    held = True
    for each in chain:
        result = each.result or end
        found = Enough(0, True)
        if isinstance(result, Number) and each.right is not result:
            found = enough(each.right, result, digits)
        sign = EQUALS if held else APPROXIMATELY
        yield WrittenLine(each.left, sign, each.right, found.extra, each.result, found.sign)
        held = found.holds or each.result is not None
