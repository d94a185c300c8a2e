"""Lists the cards of a lesson, or tells all that is wrong with it."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from engine.fault import Fault
from engine.starting import new_experiment
from engine.text.lesson.lesson import BadLesson, Lesson
from gui.commands.request import BadRequest, is_there
from gui.disk import files
from gui.disk.lessons import read_lesson
from gui.state.lesson.actions import open_lesson
from gui.state.refusal import Refused
from gui.state.state import first_state
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
    path = existing_lesson(name)
    try:
        lesson = read_lesson(path)
    except BadLesson as error:
        return "", tuple(map(fault_sentence, error.faults))
    faults = tuple(_cannot_begin(lesson))
    if faults:
        return "", tuple(fault_sentence(fault.within(str(path))) for fault in faults)
    width = max(len(card.key) for card in lesson.cards)
    lines = (f"{card.key:{width}}  {card.title}\n" for card in lesson.cards)
    return f"{lesson.title}\n{''.join(lines)}", ()


def _cannot_begin(lesson: Lesson) -> Iterator[Fault]:
    """Yield why cards cannot begin, each with its place."""
    first = first_state(new_experiment())
    for index in range(len(lesson.cards)):
        try:
            open_lesson(first, lesson, index)
        except Refused as refusal:
            yield replace(refusal.fault, place=f"cards[{index}]")
