"""How many digits the numbers of paths and trees have, so that products and sums come out."""

from collections.abc import Iterator, Sequence
from math import isnan

from msgspec import Struct

from engine.story.chain.tree import Branch
from engine.text.recomputed import APPROXIMATELY, EQUALS, Enough, enough, enough_together
from engine.written.expression import Expr, Fraction, Number, Product, Sum
from engine.written.letters import ONE
from engine.written.quantity import OF_LOSS, Kind


class TreeDigits(Struct, frozen=True):
    """factors: of the derivatives on arrows; shares: of what the ways come to.

    sign: before what all of them come to; inexact: the ways whose product is only about theirs.
    """

    factors: int
    shares: int
    sign: str
    inexact: frozenset[Branch]


class _Way(Struct, frozen=True):
    """A way from the root to the loss: its last branch below the loss, and what is multiplied."""

    end: Branch
    factors: tuple[Expr, ...]


def enough_for_sum(
    summands: Sequence[float],
    whole: float,
    digits: int,
    *,
    divisor: int = 1,
    shown: int | None = None,
) -> Enough:
    """Return how many more digits summands need so that their sum or mean is what is printed.

    shown: the digits it is printed with where they are not the chosen ones.
    """
    total = Sum(tuple(map(Number, summands)))
    mean = Fraction(total, Number(divisor, exact=True))
    return enough(total if divisor == 1 else mean, Number(whole), digits, shown=shown)


def enough_for_product(factors: Sequence[float], product: float, digits: int, shown: int) -> Enough:
    """Return how many more digits factors need; the product is printed with `shown` digits."""
    return enough(Product(tuple(map(Number, factors))), Number(product), digits, shown=shown)


def tree_digits(root: Branch, digits: int) -> TreeDigits:
    """Return the digits of a tree in which so many are chosen; what it comes to has just these."""
    ways = list(_ways(root, ()))
    summed = enough_for_sum([way.end.through for way in ways], root.through, digits)
    shares = digits + summed.extra
    products = [way for way in ways if way.factors]
    lines = [(Product(way.factors), Number(way.end.through)) for way in products]
    extra, held = enough_together(lines, digits, shown=shares)
    inexact = frozenset(way.end for way, holds in zip(products, held, strict=True) if not holds)
    is_exact = summed.holds and not (len(ways) == 1 and inexact)
    return TreeDigits(digits + extra, shares, EQUALS if is_exact else APPROXIMATELY, inexact)


def ends_in_loss(branch: Branch) -> bool:
    """Return whether nothing but the loss follows."""
    return bool(branch.branches) and is_loss(branch.branches[0])


def is_loss(branch: Branch) -> bool:
    return branch.quantity is not None and branch.quantity.kind in OF_LOSS


def _factor(below: Branch, above: Branch) -> Expr:
    """Return the derivative on an arrow; that of C by the loss of a sample is 1/N, as written."""
    ends = (below.quantity, above.quantity)
    if [end and end.kind for end in ends] == [Kind.SAMPLE_LOSS, Kind.LOSS]:
        return Fraction(ONE, Number(round(1 / above.derivative), exact=True))
    return Number(above.derivative)


def _ways(branch: Branch, factors: tuple[Expr, ...]) -> Iterator[_Way]:
    """Yield the ways of a branch; neurons put together are one, with nothing to be multiplied."""
    if ends_in_loss(branch):
        below = branch
        while below.branches:
            factors, below = (*factors, _factor(below, below.branches[0])), below.branches[0]
        yield _Way(branch, factors)
    elif not branch.branches:
        yield _Way(branch, ())
    else:
        for each in branch.branches:
            own = () if isnan(each.derivative) else (Number(each.derivative),)
            yield from _ways(each, (*factors, *own))
