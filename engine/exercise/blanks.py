"""Which lines of a step are left blank, to be filled in by hand."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from engine.exercise.lines import Line, has_formula
from engine.written.quantity import Kind, Quantity


def all_blank(lines: Sequence[Line]) -> frozenset[Quantity]:
    """Return the numbers of all lines: but those whose way is longer than a formula."""
    return frozenset(line.quantity for line in lines if has_formula(line))


def of_kinds(lines: Sequence[Line], kinds: Collection[Kind]) -> frozenset[Quantity]:
    """Return the numbers of some kinds, however long their way is."""
    return frozenset(line.quantity for line in lines if line.quantity.kind in kinds)


def of_names(lines: Sequence[Line], names: Collection[str]) -> frozenset[Quantity]:
    """Return the numbers that an experiment hides: names of numbers, of any sample, or of kinds."""
    return frozenset(
        each
        for each in (line.quantity for line in lines)
        if each.kind.value in names or str(replace(each, sample=None)) in names
    )


def last_blank(
    lines: Sequence[Line], count: int, among: Collection[Quantity]
) -> frozenset[Quantity]:
    """Return so many of some numbers, the last ones; all where there are no more."""
    written = [line.quantity for line in lines if line.quantity in among]
    return frozenset(written[max(len(written) - count, 0) :])


def fading(lines: Sequence[Line], among: Collection[Quantity]) -> tuple[frozenset[Quantity], ...]:
    """Return what of some numbers is blank one time after another: the last, then one more each."""
    return tuple(last_blank(lines, count, among) for count in range(1, len(among) + 1))
