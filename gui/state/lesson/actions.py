"""Opening a lesson, going from card to card, answering: one plain function each."""

from msgspec.structs import replace

from engine.exercise.variants import variant
from engine.experiment import Experiment
from engine.text.lesson.lesson import AskNumber, AskPick, AskSign, Lesson, LessonCard
from engine.written.quantity import owner_of
from gui.state.action import action
from gui.state.hiding.actions import reveal
from gui.state.lesson.answering import asked_number, judged, right_of
from gui.state.lesson.beginning import begun, revealed, selected
from gui.state.lesson.derived import ask, is_question_open
from gui.state.lesson.following import shown_scene, with_finished
from gui.state.lesson.lesson import Attempt, LessonChoice
from gui.state.refusal import Refused
from gui.state.state import State

LARGEST_SEED = 2**31 - 1


@action("lesson.open", undone_as="card")
def open_lesson(state: State, lesson: Lesson, index: int) -> State:
    """Open a lesson at one of its cards."""
    before = state.lesson
    opened = None if before is None else before.opened
    return _at_card(state, LessonChoice(lesson, 0, replace(state, lesson=None), opened), index)


@action("lesson.close")
def close(state: State) -> State:
    """Leave the lesson; what is on screen stays."""
    return state if state.lesson is None else replace(state, lesson=None)


@action("lesson.forget")
def forget(state: State) -> State:
    """Let all cards count as not done, until they are again."""
    return replace(state, lesson=replace(_open(state), finished=frozenset()))


@action("lesson.go_to_card", undone_as="card")
def go_to_card(state: State, index: int) -> State:
    """Begin a card; a question of it that has been answered stays so."""
    return _at_card(state, _open(state), index)


@action("lesson.next_card", undone_as="card")
def next_card(state: State) -> State:
    return _at_card(state, _open(state), _open(state).at + 1)


@action("lesson.previous_card", undone_as="card")
def previous_card(state: State) -> State:
    return _at_card(state, _open(state), _open(state).at - 1)


@action("lesson.back_to_card", undone_as="card")
def back_to_card(state: State) -> State:
    """Begin the card on screen anew, with its experiment as it was written and its question."""
    choice = _open(state)
    return _begun(state, choice, choice.at, anew=True)


@action("lesson.another", undone_as="card")
def another(state: State, seed: int) -> State:
    """Ask the question of the card again, of other weights and inputs, drawn from a seed."""
    choice, asked = _open(state), ask(state)
    if not (isinstance(asked, AskNumber | AskSign | AskPick) and asked.varies):
        raise Refused("refused.no-other-numbers")
    if not 1 <= seed <= LARGEST_SEED:
        raise Refused("refused.seed", seed=seed, most=LARGEST_SEED)
    return _begun(state, choice, choice.at, seed=seed, anew=True)


@action("lesson.answer")
def answer(state: State, given: str) -> State:
    """Answer the question of the card; the right answer lets it go on.

    given: as `judged` has it for each kind of question.
    """
    choice, asked = _open(state), ask(state)
    if asked is None or not is_question_open(state):
        raise Refused("refused.no-question")
    attempt = Attempt(given, judged(state, asked, given))
    choice = replace(choice, attempts=(*choice.attempts, attempt))
    answered = replace(state, lesson=choice)
    return _settled(answered, choice) if attempt.judgement.worth.counts else answered


@action("lesson.show_answer")
def show_answer(state: State) -> State:
    """Give up the question of the card: it goes on as after the right answer."""
    choice = _open(state)
    if not is_question_open(state):
        raise Refused("refused.no-question")
    return _settled(state, replace(choice, shown=_asked_number(state)))


def _asked_number(state: State) -> float | None:
    """Return the number that is asked for, None where it is none that the network has."""
    asked = ask(state)
    if not isinstance(asked, AskNumber | AskSign):
        return None
    return asked_number(state, asked.quantity)


def _open(state: State) -> LessonChoice:
    if state.lesson is None:
        raise Refused("refused.no-lesson")
    return state.lesson


def _settled(state: State, choice: LessonChoice) -> State:
    """Return the state in which the question is over: the beat that shows the answer plays.

    What was to be clicked is selected then.
    """
    found = choice.lesson.cards[choice.at]
    settled = replace(choice, is_settled=True, answered=choice.answered | {found.key})
    told = _asked_told(revealed(replace(state, lesson=settled), found), found)
    picks = right_of(state, found.ask) if isinstance(found.ask, AskPick) else ()
    return with_finished(selected(told, owner_of(picks[0])) if picks else told)


def _asked_told(state: State, found: LessonCard) -> State:
    """Return a state in which the number that was asked for is not hidden any longer."""
    asked = found.ask
    if not isinstance(asked, AskNumber | AskSign) or asked_number(state, asked.quantity) is None:
        return state
    return reveal(state, asked.quantity)


def _at_card(state: State, choice: LessonChoice, index: int) -> State:
    cards = choice.lesson.cards
    if not 0 <= index < len(cards):
        raise Refused("refused.no-card", card=index + 1, cards=len(cards))
    return _begun(state, choice, index)


def _begun(
    state: State, choice: LessonChoice, index: int, *, seed: int = 0, anew: bool = False
) -> State:
    """Return the state in which a card begins.

    seed: of the numbers, 0 for those of its experiment; anew: whether all of it is as at first,
    the experiment and the question, even if that has been answered.
    """
    found = choice.lesson.cards[index]
    experiment = _experiment(choice.lesson, found, seed)
    is_settled = found.key in choice.answered and not anew
    is_open = found.ask is not None and not is_settled
    begins = replace(found, is_opened=True) if anew else found
    alone, is_own = replace(state, lesson=None), choice.owns(state.document)
    start = begun(alone, begins, experiment, is_own=is_own, is_open=is_open)
    is_new = start.document.opened is not state.document.opened
    now = LessonChoice(
        lesson=choice.lesson,
        at=index,
        start=start,
        opened=start.document.opened if is_new else choice.opened,
        visited=shown_scene(start),
        is_settled=is_settled,
        seed=seed,
        answered=choice.answered if is_settled else choice.answered - {found.key},
        finished=choice.finished,
    )
    return with_finished(replace(start, lesson=now))


def _experiment(lesson: Lesson, found: LessonCard, seed: int) -> Experiment:
    experiment, asked = lesson.experiments[found.experiment], found.ask
    if seed == 0:
        return experiment
    if isinstance(asked, AskNumber):
        return variant(experiment, seed, (asked.quantity,), asked.digits)
    return variant(experiment, seed)
