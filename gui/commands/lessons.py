"""Lists the cards of a lesson, or tells all that is wrong with it."""

from pathlib import Path

from engine.text.lesson.lesson import BadLesson
from gui.commands.request import BadRequest, is_there
from gui.disk import files
from gui.disk.lessons import read_lesson
from gui.words.catalog import say
from gui.words.faults import fault_sentence


def existing_lesson(name: str) -> Path:
    """Return the file of a bundled lesson or of this path; raise BadRequest without one."""
    bundled = {lesson.name: lesson.path for lesson in files.lessons()}
    path = bundled.get(name, Path(name))
    if not is_there(name, path):
        raise BadRequest(say("command.no-lesson", name=name))
    return path


def read_cards(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the cards of a lesson as they are listed, and what is wrong with it instead."""
    try:
        lesson = read_lesson(existing_lesson(name))
    except BadLesson as error:
        return "", tuple(map(fault_sentence, error.faults))
    width = max(len(card.key) for card in lesson.cards)
    lines = (f"{card.key:{width}}  {card.title}\n" for card in lesson.cards)
    return f"{lesson.title}\n{''.join(lines)}", ()
