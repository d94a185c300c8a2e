"""What stands on a worksheet: the lines of a step, some without their number."""

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from engine.exercise.cloze import cloze
from engine.exercise.lines import Line, lines
from engine.exercise.suspects import Suspect, suspects
from engine.exercise.work import Work
from engine.story.beats import Beat
from engine.story.formulas.terms import symbol
from engine.story.rules import beat_rules
from engine.text.numbers import short
from engine.written.expression import Equation, Number
from engine.written.quantity import Kind, Quantity, with_sample

MOST_SHEET_LINES = 160  # beyond, a step is too long for paper
_MANY = 60  # lines, from which on the rule of a beat stands once instead of in each of them
_MOST_SUSPECTS = 4  # of a line in the key


class SheetLine(Struct, frozen=True):
    """One line. number: counts the blanks from 1, 0 for a line that is written out.

    answer: what belongs into the blank, as it is to be written; mistakes: wrong numbers by which
    a mistake is known, as they would be written.
    """

    line: Line
    equations: tuple[Equation, ...]
    number: int = 0
    answer: str = ""
    mistakes: tuple[tuple[str, Suspect], ...] = ()


class SheetSection(Struct, frozen=True):
    """The lines of one beat. rule: what it does to the whole layer, where no line says so."""

    beat: Beat
    lines: tuple[SheetLine, ...]
    rule: tuple[Equation, ...] = ()


class Worksheet(Struct, frozen=True, eq=False):
    """A step with some of its numbers left out. label: which of several variants it is, or ""."""

    work: Work
    blanks: frozenset[Quantity]
    label: str = ""

    def sections(self, has_mistakes: bool = False) -> tuple[SheetSection, ...]:
        """Return the lines by their beats, down to the last one with a blank.

        has_mistakes: whether these are asked for too, for the key.
        """
        work, numbers = self.work, iter(range(1, len(self.blanks) + 1))
        found: list[SheetSection] = []
        there = lines(work)
        is_long = len(there) > _MANY
        for index, its_lines in groupby(there, key=lambda line: line.beat):
            made = tuple(self._line(line, numbers, has_mistakes) for line in its_lines)
            beat = work.beats[index]
            if is_long and any(len(line.equations) > 1 for line in made):
                rule = beat_rules(work.scope, beat)[:1]
                found.append(SheetSection(beat, tuple(map(_shortened, made)), rule))
            else:
                found.append(SheetSection(beat, made))
        while not any(line.number for line in found[-1].lines):
            found.pop()
        return tuple(found)

    def given(self) -> tuple[tuple[Equation, ...], ...]:
        """Return what is known from the beginning: data, then layer by layer its parameters."""
        shape, row = self.work.experiment.network.shape, self.work.scope.sample
        depth, sizes = len(shape.layers), shape.sizes
        groups = [
            [Quantity(Kind.INPUT, 0, unit) for unit in range(sizes[0])],
            [Quantity(Kind.TARGET, depth, unit) for unit in range(sizes[-1])],
        ]
        groups = [[with_sample(each, row) for group in groups for each in group]]
        for layer in range(1, depth + 1):
            units, sources = range(sizes[layer]), range(sizes[layer - 1])
            group = [Quantity(Kind.WEIGHT, layer, j, k) for j in units for k in sources]
            if shape.has_bias(layer):
                group += [Quantity(Kind.BIAS, layer, unit) for unit in units]
            groups.append(group)
        return tuple(tuple(map(self._known, group)) for group in groups)

    def _known(self, quantity: Quantity) -> Equation:
        letter = symbol(quantity)
        return Equation(letter, Number(self.work.true(quantity), letter.role, quantity))

    def _line(self, line: Line, numbers: Iterator[int], has_mistakes: bool) -> SheetLine:
        work = self.work
        equations = cloze(work, line, self.blanks)
        if line.quantity not in self.blanks:
            return SheetLine(line, equations)
        answer = self._written(line, work.true(line.quantity))
        mistakes: dict[str, Suspect] = {}
        for suspect in suspects(work, line) if has_mistakes else ():
            written = self._written(line, suspect.number)
            if written != answer:
                mistakes.setdefault(written, suspect)
            if len(mistakes) == _MOST_SUSPECTS:
                break
        return SheetLine(line, equations, next(numbers), answer, tuple(mistakes.items()))

    def _written(self, line: Line, value: float) -> str:
        return short(value, self.work.digits, kind=line.quantity.kind)


def _shortened(line: SheetLine) -> SheetLine:
    """Return a line with its numbers alone, without the formula in letters where it has both."""
    if len(line.equations) == 1:
        return line
    first, last = line.equations
    return replace(line, equations=(replace(last, left=first.left),))
