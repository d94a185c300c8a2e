"""Which lines of a step are left blank, to be filled in by hand."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from engine.exercise.lines import Line, has_formula
from engine.written.quantity import Kind, Quantity


def all_blank(lines: Sequence[Line]) -> frozenset[Quantity]:
    """Return the numbers of all lines: but those whose way is longer than a formula."""
    return frozenset(line.quantity for line in lines if has_formula(line))


def of_kinds(lines: Sequence[Line], kinds: Collection[Kind]) -> frozenset[Quantity]:
    """Return the numbers of some kinds."""
    return frozenset(each for each in all_blank(lines) if each.kind in kinds)


def of_names(lines: Sequence[Line], names: Collection[str]) -> frozenset[Quantity]:
    """Return the numbers that an experiment hides: names of numbers, of any sample, or of kinds."""
    return frozenset(
        each
        for each in all_blank(lines)
        if each.kind.value in names or str(replace(each, sample=None)) in names
    )


def last_blank(lines: Sequence[Line], count: int) -> frozenset[Quantity]:
    """Return so many numbers, the last ones; all where there are no more."""
    written = [line.quantity for line in lines if has_formula(line)]
    return frozenset(written[max(len(written) - count, 0) :])


def fading(lines: Sequence[Line]) -> tuple[frozenset[Quantity], ...]:
    """Return what is blank one time after another: the last line, then one more each time."""
    return tuple(last_blank(lines, count) for count in range(1, len(all_blank(lines)) + 1))
