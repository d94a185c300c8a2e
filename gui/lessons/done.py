"""What is done: of the lesson on screen, and of the course."""

from engine.text.lesson.lesson import Lesson
from gui.disk import settings
from gui.disk.lessons import bundled_lesson
from gui.state.state import State


def done_cards(state: State) -> frozenset[int]:
    """Return which cards of the lesson on screen are done, now or at an earlier time."""
    choice = state.lesson
    if choice is None:
        return frozenset()
    done = choice.finished | settings.load_progress(choice.lesson.name)
    return frozenset(i for i, card in enumerate(choice.lesson.cards) if card.key in done)


def is_finished(name: str) -> bool:
    """Return whether all cards of a bundled lesson are done."""
    done = settings.load_progress(name)
    return bool(done) and all(card.key in done for card in bundled_lesson(name).cards)


def first_open(lesson: Lesson) -> int:
    """Return the first card of a lesson that is not done, the first of all where each is."""
    done = settings.load_progress(lesson.name)
    return next((i for i, card in enumerate(lesson.cards) if card.key not in done), 0)
