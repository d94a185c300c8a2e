"""A line of a step as it is worked: letters for what is not known yet, room for its number."""

from collections.abc import Collection, Mapping

from msgspec import Struct

from engine.exercise.lines import Line
from engine.exercise.work import Work
from engine.story.formulas.derivation import Derivation
from engine.story.formulas.terms import symbol
from engine.written.expression import (
    Elided,
    Equation,
    Expr,
    Number,
    Partial,
    SumOver,
    Symbol,
    evaluate,
    mapped,
)
from engine.written.leaves import leaves
from engine.written.quantity import Kind, Quantity

# Of which all other numbers are given, such as what the optimiser remembers.
_OF_GIVEN = frozenset({Kind.WEIGHT_AFTER, Kind.BIAS_AFTER, Kind.LOSS_AFTER})
# What long sums are made of: of which kinds of number, so many layers on.
_MADE_OF = {
    Kind.Z: {(Kind.A, -1)},
    Kind.A: {(Kind.Z, 0)},
    Kind.D_A: {(Kind.DELTA, 1)},
    Kind.DELTA: {(Kind.A, 0), (Kind.D_A, 0)},
}
_NOTHING: Mapping[Quantity, float] = {}


def cloze(
    work: Work,
    line: Line,
    unknown: Collection[Quantity],
    own: Mapping[Quantity, float] = _NOTHING,
) -> tuple[Equation, ...]:
    """Return a line: its formula in letters, the same with all numbers that are known, its number.

    unknown: the numbers that are asked for: none of them is written, nor what tells one of them;
    own: which numbers stand in for the true ones, as a student found them.
    """
    quantity = line.quantity
    derived = work.scope.derive(quantity)
    if not derived.rules and not derived.numbers:
        letter, value = symbol(quantity), own.get(quantity, work.true(quantity))
        number = Number(value, letter.role, quantity, asked=quantity in unknown)
        return (Equation(letter, number),)
    rule = derived.rules[-1] if derived.rules else derived.numbers[-1]
    numbers = _numbers(derived, unknown, own)
    value = derived.value if numbers is None or not own else _evaluated(numbers, derived.value)
    result = Number(value, symbol(quantity).role, quantity, asked=quantity in unknown)
    if _is_copied(rule, unknown) and not result.asked:
        return (Equation(symbol(quantity), rule),)  # its number would be one that is asked for
    if numbers is None or numbers == rule or isinstance(numbers, Number):
        return (Equation(symbol(quantity), rule, result),)
    return (Equation(symbol(quantity), rule), Equation(None, numbers, result))


def _numbers(
    derived: Derivation, unknown: Collection[Quantity], own: Mapping[Quantity, float]
) -> Expr | None:
    """Return the formula with the numbers that are known, None where there are none to tell."""

    def put(leaf: Symbol | Number) -> Expr:
        quantity = leaf.quantity
        if not isinstance(leaf, Number) or quantity is None:
            return leaf
        if quantity in unknown:
            return symbol(quantity)
        return Number(own.get(quantity, leaf.value), leaf.role, quantity)

    if not derived.numbers or _is_told_by_nameless(derived, unknown):
        return None
    written = mapped(derived.numbers[-1], put)
    parts = _Leaves.of(written)
    is_own = derived.quantity.kind in _OF_GIVEN
    if parts.elided and any(_is_part(each, derived.quantity) for each in unknown):
        return None
    if parts.nameless and not is_own and (derived.quantity in unknown or parts.letters):
        return _from_rule(derived, unknown, own)
    return written if parts.named else None


def _from_rule(
    derived: Derivation, unknown: Collection[Quantity], own: Mapping[Quantity, float]
) -> Expr | None:
    """Return the shortest rule where it is one number that is known, as delta is for dC/db."""
    rule = derived.rules[-1]
    if not isinstance(rule, Symbol) or rule.quantity is None or rule.quantity in unknown:
        return None
    value = own.get(rule.quantity, derived.value)
    return Number(value, rule.role, rule.quantity)


def _is_told_by_nameless(derived: Derivation, unknown: Collection[Quantity]) -> bool:
    """Return whether a number that is asked for can be read off another that has no name."""
    if derived.quantity.kind is not Kind.LOSS_AFTER or not derived.rules:
        return False  # the losses of several samples are all that there is to tell
    parts = _Leaves.of(derived.numbers[-1])
    return parts.nameless and any(each.kind is Kind.A_AFTER for each in unknown)


def _is_copied(rule: Expr, unknown: Collection[Quantity]) -> bool:
    return isinstance(rule, Symbol | Partial) and rule.quantity in unknown


def _is_part(part: Quantity, whole: Quantity) -> bool:
    """Return whether a number may be among those that a sum is made of."""
    if whole.kind is Kind.LOSS_AFTER:
        return part.kind is Kind.A_AFTER
    if whole.kind not in _MADE_OF:
        return part.kind in (Kind.A, Kind.SAMPLE_LOSS)  # of the outputs, or of the samples
    return (part.kind, part.layer - whole.layer) in _MADE_OF[whole.kind]


def _evaluated(numbers: Expr, otherwise: float) -> float:
    """Return what a formula comes to, or another number where letters are left in it."""
    try:
        return evaluate(numbers, {})
    except (KeyError, ValueError, ArithmeticError):
        return otherwise


class _Leaves(Struct, frozen=True):
    """What a formula is made of.

    letters: whether there are letters in it; named, nameless: whether there are numbers of which
    something says what they are, and others; elided: whether terms are left out.
    """

    letters: bool
    named: bool
    nameless: bool
    elided: bool

    @classmethod
    def of(cls, expr: Expr) -> "_Leaves":
        found = list(leaves(expr))
        numbers = [each for each in found if isinstance(each, Number) and not each.exact]
        return cls(
            any(isinstance(each, Symbol | Partial) and each.quantity for each in found),
            any(each.quantity is not None for each in numbers),
            any(each.quantity is None for each in numbers),
            any(isinstance(each, Elided | SumOver) for each in found),
        )
