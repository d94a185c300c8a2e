"""A lesson as it was read: cards with text, with what they show, ask and want to be tried."""

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from engine.experiment import Experiment
from engine.fault import Fault, Faulty
from engine.written.quantity import Quantity


class BadLesson(Faulty):
    """A lesson that cannot be used, or a piece of one; faults: all that is wrong with it."""

    faults: tuple[Fault, ...] = ()


class TextRun(Struct, frozen=True):
    """Letters as they stand."""

    text: str
    bold: bool = False


class NumberRun(Struct, frozen=True):
    """The number of the step on screen, in the digits that are chosen."""

    quantity: Quantity
    bold: bool = False


class FactRun(Struct, frozen=True):
    """A fact of the state, by its name."""

    name: str
    bold: bool = False


class SymbolRun(Struct, frozen=True):
    """The letter of a number, in the notation in use."""

    quantity: Quantity
    bold: bool = False


class LatexRun(Struct, frozen=True):
    """Mathematics within a line, as LaTeX has it between its dollars."""

    latex: str


class FormulaBlock(Struct, frozen=True):
    """How a number is computed, in letters and in numbers, in lines of its own."""

    quantity: Quantity


class LatexBlock(Struct, frozen=True):
    """Mathematics in a line of its own."""

    latex: str


Piece = TextRun | NumberRun | FactRun | SymbolRun | LatexRun
Line = tuple[Piece, ...]
Paragraph = Line | FormulaBlock | LatexBlock


class FactTest(Enum):
    """How a fact is compared; the value is the key in files."""

    ABOVE = "above"
    BELOW = "below"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUALS = "equals"
    DIFFERS = "differs"
    CONTAINS = "contains"
    CHANGED = "changed"
    RISES = "rises"
    FALLS = "falls"


SINCE_BEGINNING = (FactTest.CHANGED, FactTest.RISES, FactTest.FALLS)


class Condition(Struct, frozen=True):
    """What has to hold of a fact: compared with a value, or with the fact called `other`.

    Those in `SINCE_BEGINNING` compare it with what it was when the card began.
    """

    fact: str
    test: FactTest
    value: float | str | None = None
    other: str = ""


class AskNumber(Struct, frozen=True):
    """Asks for a number, with so many significant digits right. Of all questions, belief: the row
    of what learners believe that it is about, 0 for none; reason: told with the judgement;
    reveal: the beat that is gone on to once it is answered, None where that follows from what is
    asked; covers: the panels of the card that would tell the answer, covered until then.

    varies: whether it can be asked again with other numbers.
    """

    text: Line
    quantity: Quantity
    digits: int
    varies: bool
    belief: int
    reason: Line
    reveal: int | None
    covers: tuple[str, ...] = ()


class AskSign(Struct, frozen=True):
    """Asks whether a number is positive, negative or zero."""

    text: Line
    quantity: Quantity
    varies: bool
    belief: int
    reason: Line
    reveal: int | None
    covers: tuple[str, ...] = ()


class AskChoice(Struct, frozen=True):
    """Asks which of some sentences is right; reasons: why each is right or wrong."""

    text: Line
    options: tuple[Line, ...]
    right: int
    reasons: tuple[Line, ...]
    belief: int
    reason: Line
    reveal: int | None
    covers: tuple[str, ...] = ()


class AskPick(Struct, frozen=True):
    """Asks for a click in the picture.

    among: of which numbers the one is meant that is `which`, such as dw[2], the largest; "" where
    `right` says which are right.
    """

    text: Line
    among: str
    which: str
    right: tuple[Quantity, ...]
    varies: bool
    belief: int
    reason: Line
    reveal: int | None
    covers: tuple[str, ...] = ()


class AskOrder(Struct, frozen=True):
    """Asks for an order; items: in the right one."""

    text: Line
    items: tuple[Line, ...]
    belief: int
    reason: Line
    reveal: int | None
    covers: tuple[str, ...] = ()


Ask = AskNumber | AskSign | AskChoice | AskPick | AskOrder


class LessonCard(Struct, frozen=True):
    """One page of a lesson, and what is to be seen beside it.

    is_opened: whether the card names its experiment itself, so that it begins with it as it was
    written; step, beat: counted from 0, None where they stay; trying: one thing to try, () for
    nothing; done: what tells that it was, all at once. actions: as whoever carries them out has
    read them.
    """

    key: str
    title: str
    text: tuple[Paragraph, ...]
    experiment: str
    is_opened: bool
    step: int | None
    beat: int | None
    select: Quantity | None
    sample: int | None
    batch: bool
    panels: tuple[str, ...]
    actions: tuple[object, ...]
    trying: Line
    done: tuple[Condition, ...]
    ask: Ask | None


class Lesson(Struct, frozen=True, eq=False):
    """A lesson in one language; name: of its file; source: its text.

    experiments: all that it takes, by the names that it has for them.
    """

    name: str
    language: str
    title: str
    cards: tuple[LessonCard, ...]
    experiments: Mapping[str, Experiment]
    source: str
