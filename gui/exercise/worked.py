"""What the panel 'By hand' shows: a value that follows from the state."""

from msgspec import Struct

from engine.exercise.cloze import cloze
from engine.exercise.judging import Judgement
from engine.exercise.lines import Line
from engine.text.covered import MARK
from engine.text.names import name
from engine.text.numbers import DASH, shown_in_full
from engine.written.expression import Equation
from engine.written.quantity import Quantity
from gui.state.exercise import derived
from gui.state.hiding.derived import is_hidden
from gui.state.hiding.formulas import covered_equations
from gui.state.state import State
from gui.words.batch import number_kind, pooled_letter
from gui.words.beats import beat_title
from gui.words.catalog import say
from gui.words.slips import judgement_sentence


class ShownLine(Struct, frozen=True):
    """A line of the page. judgement: None where nothing was typed; text: what is in the field.

    is_told: whether that was told instead of typed.
    """

    quantity: Quantity
    equations: tuple[Equation, ...]
    is_asked: bool
    text: str = ""
    judgement: Judgement | None = None
    is_told: bool = False


def shown_lines(state: State) -> tuple[ShownLine, ...]:
    """Return the lines of the page that is looked at."""
    lines = derived.pages(state)[derived.page(state)].lines
    return tuple(_shown(state, line) for line in lines)


def _shown(state: State, line: Line) -> ShownLine:
    """Return a line with every number in it that is known, as it was typed where it was."""
    quantity, chosen = line.quantity, derived.choice(state)
    is_asked = derived.is_asked(state, quantity)
    unknown = derived.unknown(state) | ({quantity} if is_asked else frozenset())
    equations = cloze(derived.work(state), line, unknown, derived.known(state))
    equations = covered_equations(state, equations, derived.asked_numbers(state))
    is_told = quantity in chosen.shown
    text = derived.told(state, quantity) if is_told else dict(chosen.typed).get(quantity, "")
    judgement = derived.judgements(state).get(quantity)
    return ShownLine(quantity, equations, is_asked, text, judgement, is_told)


def is_covered(state: State, quantity: Quantity) -> bool:
    """Return whether a number is hidden that is not asked for."""
    return not derived.is_asked(state, quantity) and is_hidden(state, quantity)


def said_of(state: State, quantity: Quantity) -> str:
    """Return the letter of a number in a line, and its value in full as far as it is told there."""
    known, value = derived.known(state), DASH
    if quantity in known:
        value = shown_in_full(known[quantity])
    elif not derived.is_asked(state, quantity):
        value = shown_in_full(derived.work(state).true(quantity))
        value = MARK if is_covered(state, quantity) else value
    scope, notation = derived.work(state).scope, state.view.notation
    letter, kind = pooled_letter(scope, quantity, notation), number_kind(scope, quantity)
    return say("term-tip", kind=kind, letter=letter, value=value)


def heading_of(state: State) -> str:
    """Return what the page that is looked at is about."""
    page = derived.pages(state)[derived.page(state)]
    title = beat_title(derived.work(state).beats[page.beat])
    if page.parts == 1:
        return title
    return say("by-hand.part", title=title, part=page.part + 1, parts=page.parts)


def progress_of(state: State) -> str:
    """Return how many numbers have been found."""
    asked = derived.asked(state)
    done = derived.found(state)
    count = sum(line.quantity in done for line in asked)
    return say("by-hand.progress", count=count, all=len(asked))


def wrong_sentence(state: State) -> str:
    """Return what the first wrong number is, and the mistake in it.

    It is "" where there is none, or where all of it stands on the page that is looked at.
    """
    wrong = derived.first_wrong(state)
    if wrong is None:
        return ""
    place = derived.judgements(state)[wrong].enters or wrong
    if {derived.page_of(state, each) for each in (wrong, place)} == {derived.page(state)}:
        return ""
    notation = state.view.notation
    said = judgement_sentence(derived.judgements(state)[wrong], state.view.digits, notation)
    return say("by-hand.first-wrong", number=name(wrong, notation), said=said)
