"""Where in the course, and where in its lesson, the card on screen stands."""

from engine.text.lesson.lesson import Lesson
from gui.disk import files
from gui.disk.lessons import in_language
from gui.state.lesson.lesson import LessonChoice
from gui.state.state import State
from gui.words.catalog import say


def card_said(state: State) -> str:
    """Return which card of the lesson is on screen, and what comes after the last one."""
    choice = state.lesson
    if choice is None:
        return ""
    card, cards, after = choice.at + 1, len(choice.lesson.cards), following(state)
    if after is not None:
        return say("lesson.card-then", card=card, cards=cards, number=number_of(after))
    if ends_course(state):
        return say("lesson.card-last", card=card, cards=cards)
    return say("lesson.card", card=card, cards=cards)


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


def neighbour(lesson: Lesson, away: int) -> files.BundledLesson | None:
    """Return the lesson of the course that is so many after another, None where there is none."""
    course = files.lessons()
    names = [each.name for each in course]
    at = names.index(lesson.name) + away if lesson.name in names else -1
    return course[at] if 0 <= at < len(course) else None


def following(state: State) -> files.BundledLesson | None:
    """Return the lesson that comes after the last card of one, None elsewhere."""
    choice = state.lesson
    return neighbour(choice.lesson, 1) if choice is not None and _is_last(choice) else None


def preceding(state: State) -> files.BundledLesson | None:
    """Return the lesson that comes before the first card of one, None elsewhere."""
    choice = state.lesson
    return neighbour(choice.lesson, -1) if choice is not None and choice.at == 0 else None


def number_of(lesson: files.BundledLesson) -> int:
    """Return the number of a lesson in the course."""
    return files.lessons().index(lesson) + 1


def ends_course(state: State) -> bool:
    """Return whether the last card of the last lesson of the course is on screen."""
    choice = state.lesson
    if choice is None or not _is_last(choice):
        return False
    return choice.lesson.name == files.lessons()[-1].name


def _is_last(choice: LessonChoice) -> bool:
    return choice.at + 1 == len(choice.lesson.cards)
