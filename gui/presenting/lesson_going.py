"""A lesson in front of a class: from card to question, to its answer, to the next card."""

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from gui.arrangements import LESSON
from gui.disk.lessons import bundled_lesson
from gui.lessons.asked import option_runs
from gui.lessons.done import first_open
from gui.lessons.progress import following, preceding
from gui.lessons.votes import Votes
from gui.presenting.choice import ScreenChoice
from gui.state.action import Call
from gui.state.lesson import actions, derived
from gui.state.state import State

_PICTURES = (
    *("slice", "secant", "plane", "neuron", "loss", "gradients", "samples", "regions"),
    *("compare", "tree", "paths"),
)


def leads(shown: ScreenChoice, state: State) -> bool:
    """Return whether a remote leads through the cards of a lesson now."""
    return LESSON in shown.panels and state.lesson is not None


def with_lesson(shown: ScreenChoice, state: State, usual: tuple[str, ...]) -> ScreenChoice:
    """Return the same with the lesson alone, then beside what it is about, then without it."""
    if LESSON not in shown.panels:
        return replace(shown, panels=(LESSON,))
    return replace(shown, panels=_beside(state) if shown.panels == (LESSON,) else usual)


def at_card(shown: ScreenChoice, state: State) -> ScreenChoice:
    """Return the same where another card has begun: itself, beside what it is about."""
    panels = _beside(state) if len(shown.panels) == 2 and shown.panels[0] == LESSON else None
    return replace(shown, asks=False, votes=Votes(), panels=panels or shown.panels)


def _beside(state: State) -> tuple[str, str]:
    """Return the lesson, and the picture that its card names first, else the network."""
    card = derived.card(state)
    named = () if card is None else card.panels
    return LESSON, next((each for each in named if each in _PICTURES), "network")


def onward(shown: ScreenChoice, state: State) -> tuple[ScreenChoice, Call | None]:
    """Return what goes on: to the question of a card, to its answer, to the next card or lesson."""
    choice = state.lesson
    assert choice is not None
    if derived.ask(state) is not None and not shown.asks:
        return replace(shown, asks=True, votes=Votes()), None
    if derived.is_question_open(state):
        return shown, actions.show_answer.call()
    if choice.at + 1 < len(choice.lesson.cards):
        return shown, actions.next_card.call()
    after = following(state)
    if after is None:
        return shown, None
    lesson = bundled_lesson(after.name)
    return shown, actions.open_lesson.call(lesson, first_open(lesson))


def back(shown: ScreenChoice, state: State) -> tuple[ScreenChoice, Call | None]:
    """Return what leads back: from the question to its card, else to the card before."""
    assert state.lesson is not None
    if shown.asks:
        return replace(shown, asks=False), None
    if state.lesson.at:
        return shown, actions.previous_card.call()
    before = preceding(state)
    if before is None:
        return shown, None
    lesson = bundled_lesson(before.name)
    return shown, actions.open_lesson.call(lesson, len(lesson.cards) - 1)


def leaves(state: State, call: Call) -> bool:
    """Return whether what goes on opens an experiment in place of the one on screen."""
    return call.after(state).document.opened is not state.document.opened


def voted(shown: ScreenChoice, state: State, event: QKeyEvent) -> ScreenChoice | None:
    """Return what follows when a key counts votes, None for other keys, or when none are counted.

    A letter is a vote for its option, or as many as digits before it say; Backspace takes back.
    """
    asked = derived.ask(state)
    if not shown.asks or asked is None or not derived.is_question_open(state):
        return None
    options, key = len(option_runs(state, asked)), event.key()
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if not options or not plain:
        return None
    if Qt.Key.Key_A <= key < Qt.Key.Key_A + options:
        return replace(shown, votes=shown.votes.with_vote(key - Qt.Key.Key_A))
    if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return replace(shown, votes=shown.votes.with_digit(key - Qt.Key.Key_0))
    is_back = key == Qt.Key.Key_Backspace
    return replace(shown, votes=shown.votes.taken_back()) if is_back else None
