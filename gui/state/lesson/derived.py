"""What follows from a state for the lesson that is open."""

from functools import lru_cache

from engine.equal import equal_experiments
from engine.experiment import Experiment
from engine.text.lesson.lesson import Ask, LessonCard
from gui.state.lesson.holding import holds
from gui.state.state import Document, State


def card(state: State) -> LessonCard | None:
    """Return the card on screen, None while no lesson is open."""
    return None if state.lesson is None else state.lesson.lesson.cards[state.lesson.at]


def ask(state: State) -> Ask | None:
    """Return the question of the card on screen, None where it has none."""
    found = card(state)
    return None if found is None else found.ask


def is_done(state: State) -> bool:
    """Return whether what the card wants to be tried was done, or holds now."""
    if state.lesson is None:
        return False
    return state.lesson.tried or _holds(state)


@lru_cache(maxsize=4)
def _holds(state: State) -> bool:
    choice, found = state.lesson, card(state)
    if choice is None or found is None or not found.done:
        return False
    return all(holds(condition, state, choice.start) for condition in found.done)


def is_question_open(state: State) -> bool:
    """Return whether the card asks something that has not been answered."""
    return state.lesson is not None and state.lesson.open_question is not None


def is_finished(state: State) -> bool:
    """Return whether all is done that the card asks and wants to be tried."""
    found = card(state)
    if found is None or is_question_open(state):
        return False
    return not found.done or is_done(state)


def is_of_lesson(state: State) -> bool:
    """Return whether the experiment on screen was opened by a card: nobody's work is in it."""
    return state.lesson is not None and state.lesson.owns(state.document)


def replaces(state: State, index: int) -> bool:
    """Return whether going to a card opens an experiment in place of the one on screen."""
    if state.lesson is None or not is_of_lesson(state):
        return True
    lesson = state.lesson.lesson
    found = lesson.cards[index]
    return not stays(state.document, lesson.experiments[found.experiment], found)


def stays(document: Document, experiment: Experiment, card: LessonCard) -> bool:
    """Return whether a card can begin with the document that an earlier one has opened.

    One that begins with its experiment as it was written needs it unchanged; else it may have been
    changed, as long as the network has the same neurons.
    """
    now, run = document.experiment, document.run
    if is_fresh(card):
        return len(run.segments_until(run.steps)) == 1 and equal_experiments(now, experiment)
    same_shape = now.network.shape == experiment.network.shape
    return same_shape and equal_experiments(document.opened, experiment)


def is_fresh(card: LessonCard) -> bool:
    """Return whether a card begins with its experiment as it was written."""
    return card.is_opened or card.step is not None
