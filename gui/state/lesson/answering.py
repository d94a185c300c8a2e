"""What an answer to the question of a card is worth, on the numbers of the step on screen."""

from numpy import sign

from engine.exercise.judging import Judgement
from engine.exercise.questions import (
    ChoiceQuestion,
    NumberQuestion,
    OrderQuestion,
    PickQuestion,
    SignQuestion,
    Which,
    judge_choice,
    judge_number,
    judge_order,
    judge_pick,
    judge_sign,
    right_picks,
)
from engine.exercise.work import Work
from engine.shape import in_network
from engine.text.lesson.lesson import Ask, AskChoice, AskNumber, AskOrder, AskPick, AskSign
from engine.written.quantity import BadAddress, Quantity, parse_of_sample
from gui.state.refusal import Refused, check_inside
from gui.state.run import derived
from gui.state.state import State

SIGNS = {"+": 1, "-": -1, "0": 0}


def work_of(state: State) -> Work:
    """Return the step on screen as it is worked by hand."""
    step = derived.trace(state)
    return Work(derived.experiment(state), step, derived.row(state), state.view.digits)


def judged(state: State, ask: Ask, given: str) -> Judgement:
    """Return what an answer is worth; raise Refused for what is none.

    given: the number as it was typed; a sign, one of + - 0; the index of an option; what was
    picked, as an address; the indices of items in the order in which they were put.
    """
    if isinstance(ask, AskNumber | AskSign):
        check_inside(ask.quantity, derived.experiment(state).network.shape)
    try:
        match ask:
            case AskNumber(quantity=quantity, digits=digits):
                return judge_number(NumberQuestion(quantity, digits), given, work_of(state))
            case AskSign(quantity=quantity):
                return judge_sign(SignQuestion(quantity), SIGNS[given], work_of(state))
            case AskChoice(options=options, right=right):
                chosen = _index(given, len(options))
                return judge_choice(ChoiceQuestion(len(options), right), chosen)
            case AskPick():
                return judge_pick(question_of_pick(ask), _picked(given), work_of(state))
            case AskOrder(items=items):
                order = tuple(_index(each, len(items)) for each in given.split(","))
                if len(set(order)) == len(items):
                    return judge_order(OrderQuestion(len(items)), order)
    except (BadAddress, KeyError, ValueError):
        pass
    raise Refused("refused.no-answer", given=given[:60])


def question_of_pick(ask: AskPick) -> PickQuestion:
    """Return the question for a click in the picture as exercises have it."""
    return PickQuestion(ask.among, Which(ask.which) if ask.which else None, ask.right)


def right_of(state: State, ask: AskPick) -> tuple[Quantity, ...]:
    """Return what is right to pick of the network on screen, () where it has nothing such."""
    try:
        return right_picks(question_of_pick(ask), work_of(state))
    except BadAddress:
        return ()


def right_sign(state: State, ask: AskSign) -> str | None:
    """Return the sign that is right, None where the network on screen has no such number.

    What was answered or shown stays right when the network is changed afterwards.
    """
    choice = state.lesson
    newest = choice.attempts[-1] if choice is not None and choice.attempts else None
    if newest is not None and newest.judgement.worth.counts:
        return newest.given
    value = None if choice is None else choice.shown
    if value is None:
        value = asked_number(state, ask.quantity)
    return None if value is None else next(each for each in SIGNS if SIGNS[each] == sign(value))


def asked_number(state: State, quantity: Quantity) -> float | None:
    """Return a number that is asked for, None where the network on screen has none such."""
    scope, shape = derived.scope(state), derived.experiment(state).network.shape
    if not in_network(quantity, shape) or (quantity.sample or 0) >= scope.samples:
        return None
    return scope.value(quantity) if quantity.sample is None else scope.read(quantity)


def _index(text: str, count: int) -> int:
    index = int(text) if text.isdecimal() and text.isascii() else -1
    if not 0 <= index < count:
        raise ValueError
    return index


def _picked(text: str) -> Quantity:
    return parse_of_sample(text)
