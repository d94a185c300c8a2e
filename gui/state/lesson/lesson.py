"""What is kept of the lesson that is open."""

from msgspec import Struct

from engine.exercise.judging import Judgement
from engine.experiment import Experiment
from engine.text.lesson.lesson import Ask, AskPick, Lesson
from gui.state.state import Document, State


class Attempt(Struct, frozen=True):
    """An answer as it was given, and how it was judged."""

    given: str
    judgement: Judgement


class LessonChoice(Struct, frozen=True, eq=False):
    """The lesson, which of its cards is on screen, and what has come of it.

    start: the state in which the card began; opened: what the document began with that a card
    opened last; visited: the scenes seen since the card began; tried: whether what the card has to
    be tried was done; attempts: the answers to its question, the newest last; is_settled: whether
    that was answered, or shown; shown: the number that was shown, None where none was; seed: of
    the question's numbers, 0 for those of the experiment; answered: the keys of the cards whose
    questions are settled; finished: of the cards that are done, since the lesson was opened.
    """

    lesson: Lesson
    at: int
    start: State
    opened: Experiment | None = None
    visited: frozenset[str] = frozenset()
    tried: bool = False
    attempts: tuple[Attempt, ...] = ()
    is_settled: bool = False
    shown: float | None = None
    seed: int = 0
    answered: frozenset[str] = frozenset()
    finished: frozenset[str] = frozenset()

    @property
    def open_question(self) -> Ask | None:
        """What the card asks, None where that is nothing or has been settled."""
        return None if self.is_settled else self.lesson.cards[self.at].ask

    @property
    def is_picking(self) -> bool:
        """Whether the open question asks for a click in the drawing."""
        return isinstance(self.open_question, AskPick)

    def is_told_by(self, panel: str) -> bool:
        """Return whether a panel tells the answer to a question that is still to be settled."""
        asked = (card.ask for card in self.lesson.cards if card.key not in self.answered)
        return any(ask is not None and panel in ask.covers for ask in asked)

    def owns(self, document: Document) -> bool:
        """Return whether a card opened a document: nobody's work is in it."""
        return self.opened is document.opened
