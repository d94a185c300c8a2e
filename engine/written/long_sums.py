"""Sums too long to be written out."""

from collections.abc import Callable, Sequence

from engine.written.expression import Elided, Expr, Sum, evaluate

WRITTEN_TERMS = 6  # of a longer sum; the rest are put together in one term
WRITTEN_IN_FULL = WRITTEN_TERMS + 2  # a sum this long is not shortened


def long_sum(count: int, term: Callable[[int], Expr], last: Sequence[Expr] = ()) -> Expr:
    """Return a sum of `count` terms and `last`; beyond a few, the rest as one term."""
    if count <= WRITTEN_IN_FULL:
        terms = [term(i) for i in range(count)]
    else:
        terms = [term(i) for i in range(WRITTEN_TERMS)]
        rest = Sum(tuple(term(i) for i in range(WRITTEN_TERMS, count)))
        terms.append(Elided(count - WRITTEN_TERMS, evaluate(rest, {})))
    terms += last
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))
