"""What is said of a card's question: itself, its options, and how an answer was judged."""

from collections.abc import Iterator
from enum import Enum, auto

from engine.story.formulas.terms import symbol
from engine.text.lesson.lesson import (
    Ask,
    AskChoice,
    AskNumber,
    AskOrder,
    AskPick,
    AskSign,
    LessonCard,
)
from engine.text.names import name
from engine.text.numbers import short
from engine.written.expression import signed
from engine.written.quantity import Quantity, parse
from gui.lessons.content import number_run, runs_of
from gui.lessons.runs import LiveNumber, PageBlock, PageMark, PageRun, TextBlock, Words
from gui.state.lesson.answering import right_of, right_sign
from gui.state.lesson.lesson import Attempt
from gui.state.state import State
from gui.words.catalog import say, say_names
from gui.words.slips import judgement_sentence

RIGHT, WRONG = "gradient_negative", "loss"  # the inks of what is right and wrong


_SIGNS = {"+": "lesson-sign.positive", "0": "lesson-sign.zero", "-": "lesson-sign.negative"}


class OptionLook(Enum):
    """How an option of a question stands there."""

    OPEN = auto()
    RIGHT = auto()
    WRONG = auto()
    SETTLED = auto()


LOOK_INKS = {OptionLook.RIGHT: RIGHT, OptionLook.WRONG: WRONG}
LOOK_MARKS = {OptionLook.RIGHT: PageMark.RIGHT, OptionLook.WRONG: PageMark.WRONG}


def ask_blocks(state: State, ask: Ask) -> tuple[PageBlock, ...]:
    """Return the question."""
    return (TextBlock(runs_of(state, ask.text)),)


def option_letter(index: int) -> str:
    """Return by which letter an option is called."""
    return chr(ord("A") + index)


def option_runs(state: State, ask: Ask) -> tuple[tuple[PageRun, ...], ...]:
    """Return the options of a question, be they signs, nothing where it has none."""
    match ask:
        case AskChoice(options=options):
            return tuple(runs_of(state, each) for each in options)
        case AskSign():
            return tuple((Words(say(key)),) for key in _SIGNS.values())
        case _:
            return ()


def option_given(ask: Ask, index: int) -> str:
    """Return an option as a lesson takes it for an answer."""
    return list(_SIGNS)[index] if isinstance(ask, AskSign) else str(index)


def option_looks(state: State, ask: Ask) -> tuple[OptionLook, ...]:
    """Return how each option stands there: those that were tried, and the right one once known."""
    choice = state.lesson
    if choice is None:
        return ()
    tried = {each.given: each.judgement.worth.counts for each in choice.attempts}
    rest = OptionLook.SETTLED if choice.is_settled else OptionLook.OPEN
    right = _right_option(state, ask) if choice.is_settled else None
    given = [option_given(ask, index) for index in range(len(option_runs(state, ask)))]
    return tuple(
        OptionLook.RIGHT
        if each == right
        else OptionLook.WRONG
        if not tried.get(each, True)
        else rest
        for each in given
    )


def _right_option(state: State, ask: Ask) -> str | None:
    match ask:
        case AskChoice(right=right):
            return str(right)
        case AskSign():
            return right_sign(state, ask)
        case _:
            return None


def verdict_blocks(state: State, card: LessonCard) -> tuple[PageBlock, ...]:
    """Return how the newest answer was judged and why, nothing before there is one."""
    choice, ask = state.lesson, card.ask
    if choice is None or ask is None:
        return ()
    newest = choice.attempts[-1] if choice.attempts else None
    if newest is not None and newest.judgement.worth.counts:
        return tuple(_right(state, ask, newest))
    if choice.is_settled:
        return tuple(_shown(state, ask))
    return () if newest is None else tuple(_wrong(state, ask, newest))


def _judged(state: State, ask: Ask, attempt: Attempt) -> str:
    digits = ask.digits if isinstance(ask, AskNumber) else state.view.digits
    return judgement_sentence(attempt.judgement, digits, state.view.notation)


def _right(state: State, ask: Ask, attempt: Attempt) -> Iterator[PageBlock]:
    said = _judged(state, ask, attempt)
    yield TextBlock((Words(said),), RIGHT, mark=PageMark.RIGHT)
    yield from _reasons(state, ask, attempt.given)


def _wrong(state: State, ask: Ask, attempt: Attempt) -> Iterator[PageBlock]:
    said: tuple[PageRun, ...]
    match ask:
        case AskChoice(reasons=reasons):
            said = runs_of(state, reasons[int(attempt.given)])
        case AskNumber():
            said = (Words(_judged(state, ask, attempt)),)
        case _:
            said = (Words(say("lesson.not-it")),)
    yield TextBlock(said, WRONG, mark=PageMark.WRONG)
    enters = attempt.judgement.enters
    if enters is not None:
        where = LiveNumber(name(enters, state.view.notation), quantity=enters)
        yield TextBlock((Words(say("lesson.enters-at")), Words(" "), where), "text_soft")
    if isinstance(ask, AskPick):
        letter = name(parse(attempt.given), state.view.notation)
        yield TextBlock((Words(say("lesson.picked", which=letter)),), "text_soft")


def _shown(state: State, ask: Ask) -> Iterator[PageBlock]:
    """Yield the answer that was asked to be shown."""
    match ask:
        case AskNumber(quantity=quantity) | AskSign(quantity=quantity):
            said = Words(say("lesson.answer-is")), Words(" ")
            yield TextBlock((*said, _shown_number(state, quantity)))
        case AskPick():
            right = right_of(state, ask)
            names = [name(each, state.view.notation) for each in right]
            yield TextBlock((Words(say("lesson.answer-picked", which=say_names(names))),))
        case AskOrder():
            yield TextBlock((Words(say("lesson.answer-order")),))
        case AskChoice():
            letter = option_letter(ask.right)
            yield TextBlock((Words(say("lesson.answer-option", letter=letter)),))
    yield from _reasons(state, ask, str(ask.right) if isinstance(ask, AskChoice) else "")


def _shown_number(state: State, quantity: Quantity) -> LiveNumber:
    """Return the number that was shown, which stays when the network is another one by now."""
    value = None if state.lesson is None else state.lesson.shown
    if value is None:  # where somebody has gone back to the card
        return number_run(state, quantity, bold=True)
    text = short(value, state.view.digits, kind=quantity.kind)
    return LiveNumber(text, text, signed(symbol(quantity).role, value), quantity, bold=True)


def _reasons(state: State, ask: Ask, given: str) -> Iterator[PageBlock]:
    if isinstance(ask, AskChoice) and ask.reasons[int(given)]:
        yield TextBlock(runs_of(state, ask.reasons[int(given)]))
    if ask.reason:
        yield TextBlock(runs_of(state, ask.reason))
