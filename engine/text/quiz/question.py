"""A question for one number of a step, with the wrong numbers by which mistakes are known."""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from math import isfinite

from msgspec import Struct

from engine.exercise.asked import unit_of
from engine.exercise.lines import Line, formula, has_formula, lines
from engine.exercise.suspects import Suspect, suspects
from engine.exercise.work import Work
from engine.story.beats import GIVEN
from engine.story.formulas.terms import symbol
from engine.text.handout.settings import settings
from engine.text.latex import derivation_to_latex, to_latex
from engine.text.words import Say
from engine.text.worksheet.sheet import Worksheet
from engine.written.expression import Elided, Equation, Number, SumOver
from engine.written.leaves import leaves
from engine.written.quantity import Kind, Quantity

_MOST_MISTAKES = 12
_GIVEN = frozenset({*GIVEN, Kind.INPUT})
_NEW = frozenset({Kind.WEIGHT_AFTER, Kind.BIAS_AFTER})
Tell = Callable[[Suspect], str]
"""Says in a sentence which mistake leads to a wrong number."""
ToHtml = Callable[[str], str]
"""Writes words as HTML, with what else is said beside them."""


class QuizAnswer(Struct, frozen=True):
    """A number that may be typed. tolerance: how far from it one may be; said: what is told."""

    value: float
    tolerance: float
    said: str


class QuizQuestion(Struct, frozen=True):
    """A question in HTML with LaTeX between \\( and \\).

    line: what it asks for, the same in every variant; name: with the number of the variant;
    right: the answer; wrong: those with a mistake that is named; solved: told in any case.
    """

    line: str
    name: str
    text: str
    right: QuizAnswer
    wrong: tuple[QuizAnswer, ...]
    solved: str


def quiz_title(title: str) -> str:
    """Return a title on one line, without signs that are not seen: they end a question, or XML."""
    return " ".join("".join(each if each.isprintable() else " " for each in title).split())


class QuizWords(Struct, frozen=True):
    """How questions are worded. title: of the experiment, as `quiz_title` returns it."""

    title: str
    say: Say
    tell: Tell
    html: ToHtml


def questions(sheet: Worksheet, words: QuizWords) -> Iterator[QuizQuestion]:
    """Yield a question for each blank of a worksheet that has a finite number."""
    for section in sheet.sections():
        for line in section.lines:
            if line.number and isfinite(sheet.work.true(line.line.quantity)):
                yield _question(sheet, line.line, words)


def _question(sheet: Worksheet, line: Line, words: QuizWords) -> QuizQuestion:
    work, digits, say, html = sheet.work, sheet.work.digits, words.say, words.html
    value = work.true(line.quantity)
    unit = unit_of(value, digits) or 10.0**-digits
    letter = rf"\({to_latex(symbol(line.quantity), digits)}\)"
    given = [equation for group in sheet.given() for equation in group]
    found = _used(work, line)
    parts = [
        f"<b>{html(words.title)}</b>",
        "<br>".join(map(html, settings(work.experiment, work.step, say))),
        html(say("quiz.given", numbers=_listed(given, digits, say))),
        html(say("quiz.found", numbers=_listed(found, digits, say))) if found else "",
        html(say("quiz.ask", letter=letter, digits=digits)),
    ]
    told = formula(work, line) or (_known(work, line.quantity),)
    solved = html(rf"\[{derivation_to_latex(told, digits)}\]")
    address = str(line.quantity)
    name = say("quiz.name", title=words.title, address=address)
    return QuizQuestion(
        address,
        say("quiz.name-of-variant", name=name, number=sheet.label) if sheet.label else name,
        "".join(f"<p>{part}</p>" for part in parts if part),
        QuizAnswer(value, unit, html(say("quiz.right"))),
        tuple(_wrong(work, line, value, unit, words)),
        solved,
    )


def _wrong(
    work: Work, line: Line, right: float, unit: float, words: QuizWords
) -> Iterator[QuizAnswer]:
    """Yield the wrong numbers that can be told from the right one and from each other."""
    taken = [(right, 2 * unit)]
    for suspect in suspects(work, line):
        number = suspect.number
        tolerance = unit_of(number, work.digits) / 2
        if any(abs(number - other) <= tolerance + near for other, near in taken):
            continue
        taken.append((number, tolerance))
        yield QuizAnswer(number, tolerance, words.html(words.tell(suspect)))
        if len(taken) > _MOST_MISTAKES:
            return


def _used(work: Work, line: Line) -> list[Equation]:
    """Return the numbers found before that a line is made of: without a formula all new ones."""
    if not has_formula(line):
        new = (each.quantity for each in lines(work) if each.quantity.kind in _NEW)
        return [_known(work, each) for each in new]
    found: dict[Quantity, Equation] = {}
    for equation in formula(work, line)[:-1]:
        for leaf in leaves(equation.right):
            quantity = None if isinstance(leaf, Elided | SumOver) else leaf.quantity
            if quantity is not None and quantity.kind not in _GIVEN:
                found.setdefault(quantity, _known(work, quantity))
    return list(found.values())


def _known(work: Work, quantity: Quantity) -> Equation:
    letter = symbol(quantity)
    return Equation(letter, Number(work.true(quantity), letter.role, quantity))


def _listed(equations: Sequence[Equation], digits: int, say: Say) -> str:
    written = (
        rf"\({to_latex(each.left, digits)} = {to_latex(each.right, digits)}\)"
        for each in equations
        if each.left is not None
    )
    return reduce(lambda before, each: say("list.name-then", before=before, next=each), written)
