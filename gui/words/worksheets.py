"""What worksheets and their keys say."""

from engine.exercise.suspects import Suspect
from engine.exercise.work import Work
from engine.experiment import Experiment
from engine.story.beats import Beat
from engine.text.handout.settings import settings
from engine.text.names import name
from engine.text.worksheet.sheet import SheetLine
from gui.words.catalog import say, say_list
from gui.words.functions import title_of
from gui.words.keys import part


def sheet_title(experiment: Experiment) -> str:
    """Return the heading of a worksheet."""
    return title_of(experiment)


def sheet_number(label: str) -> str:
    """Return which of several variants a worksheet is, "" where there is one alone."""
    return say("worksheet.number", number=label) if label else ""


def sheet_task(digits: int, is_key: bool) -> str:
    """Return what is to be done, or what the key shows."""
    return say("worksheet.of-key" if is_key else "worksheet.task", digits=digits)


def sheet_notes(work: Work) -> list[str]:
    """Return what is given beside the numbers: functions, loss, update, and what indices mean."""
    return settings(work.experiment, work.step, say)


def beat_heading(beat: Beat) -> str:
    """Return the heading over the lines of a beat."""
    return say(f"handout-beat.{part(beat.scene)}", layer=beat.layer)


def mistake_note(line: SheetLine) -> str:
    """Return the wrong numbers of a line with the mistakes by which they come about."""
    return say_list([_noted(line, number, suspect) for number, suspect in line.mistakes])


def _noted(line: SheetLine, number: str, suspect: Suspect) -> str:
    mistake = slip_name(suspect.slip)
    if suspect.enters == line.line.quantity:
        return say("worksheet.mistake", number=number, mistake=mistake)
    where = name(suspect.enters)
    return say("worksheet.mistake-before", number=number, mistake=mistake, where=where)


def slip_name(slip: str) -> str:
    """Return what a mistake is called, in a few words."""
    return say(f"slip-name.{slip}")
