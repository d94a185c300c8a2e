"""Where in the course, and where in its lesson, the card on screen stands."""

from gui.disk import files
from gui.disk.lessons import in_language
from gui.state.state import State
from gui.words.catalog import say


def card_said(state: State) -> str:
    """Return which card of the lesson is on screen."""
    choice = state.lesson
    if choice is None:
        return ""
    return say("lesson.card", card=choice.at + 1, cards=len(choice.lesson.cards))


def number_and_title(state: State) -> tuple[int | None, str]:
    """Return the number of the lesson on screen in the course, and its title, "" for none."""
    if state.lesson is None:
        return None, ""
    names = [each.name for each in files.lessons()]
    lesson = in_language(state.lesson.lesson)
    number = names.index(lesson.name) + 1 if lesson.name in names else None
    return number, lesson.title


def place_said(state: State) -> str:
    """Return which lesson is on screen: its number in the course, else its own title."""
    number, title = number_and_title(state)
    if number is None:
        return say("lesson.own", title=title) if title else ""
    return say("lesson.place", number=number, lessons=len(files.lessons()))
