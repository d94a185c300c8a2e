"""Whether a lesson that was read with a state can be one that is open."""

from engine.exercise.judging import Judgement, Worth
from engine.exercise.slips import SLIPS
from engine.text.lesson.lesson import AskChoice
from engine.text.session.pieces import BadSession
from engine.written.typed_number import BadNumber, read_number
from gui.state.lesson.actions import LARGEST_SEED
from gui.state.lesson.answering import judged
from gui.state.lesson.lesson import Attempt, LessonChoice
from gui.state.refusal import Refused


def check_lesson(choice: LessonChoice) -> None:
    """Raise BadSession with the place of what cannot be; its start is looked at elsewhere."""
    cards = choice.lesson.cards
    if not 0 <= choice.at < len(cards):
        raise BadSession("session.impossible", "state.lesson.at")
    if not 0 <= choice.seed <= LARGEST_SEED:
        raise BadSession("session.impossible", "state.lesson.seed")
    for index, attempt in enumerate(choice.attempts):
        if not _can_be(choice, attempt):
            raise BadSession("session.impossible", f"state.lesson.attempts[{index}]")


def _can_be(choice: LessonChoice, attempt: Attempt) -> bool:
    """Return whether an answer is one to the question of the card, and was judged as one can be."""
    asked, found = choice.lesson.cards[choice.at].ask, attempt.judgement
    if asked is None:
        return False
    try:
        again = judged(choice.start, asked, attempt.given)
    except Refused:
        return False
    if isinstance(asked, AskChoice) and again.worth is not found.worth:
        return False
    is_slip = found.worth is Worth.SLIP
    is_told = found.slip in SLIPS and found.enters is not None if is_slip else not found.slip
    return is_told and _fault_of(attempt.given, found)


def _fault_of(given: str, judgement: Judgement) -> bool:
    """Return whether what is said of an answer that is no number is what its reading says."""
    if judgement.fault is None:
        return judgement.worth is not Worth.UNREADABLE
    try:
        read_number(given)
    except BadNumber as error:
        told = error.fault
        return (told.key, told.details) == (judgement.fault.key, judgement.fault.details)
    return False
