"""The command that writes worksheets with their keys, or questions for a learning platform."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.exercise.work import Work
from engine.fault import Faulty
from engine.text.worksheet.sheet import Worksheet
from gui.commands.progress import show_progress
from gui.commands.reading import CommandSubject, traced
from gui.commands.rendering import application
from gui.commands.request import BadRequest
from gui.disk import files
from gui.export.figure import of_sample
from gui.export.worksheet.formats import QUIZ_ENDINGS, SHEET_ENDINGS, quiz_content
from gui.export.worksheet.series import SheetRequest, worksheets
from gui.state.exercise import derived
from gui.state.hiding.derived import hidden_now
from gui.words.catalog import say
from gui.words.faults import fault_sentence

if TYPE_CHECKING:
    from gui.state.state import State


def write_sheets(wanted: Namespace, subject: CommandSubject) -> None:
    """Write what is asked for: sheets, each with its key beside it, or one file of questions.

    Raises BadRequest for what cannot be asked of the step, OSError where a file cannot be written.
    """
    ending = wanted.output.suffix.lower()
    if ending not in (*SHEET_ENDINGS, *QUIZ_ENDINGS):
        raise BadRequest(say("command.no-sheet", path=wanted.output))
    if wanted.fade and ending in QUIZ_ENDINGS:
        raise BadRequest(say("command.no-fading", path=wanted.output))
    app = application(widgets=False)
    work, state = _worked(wanted, subject)
    hidden = work.experiment.hidden if state is None else hidden_now(state)
    request = SheetRequest(wanted.blank or (), wanted.seed, wanted.variants, wanted.fade, hidden)
    try:
        sheets = list(worksheets(work, request))
    except Faulty as error:
        raise BadRequest(fault_sentence(error.fault)) from None
    if ending in QUIZ_ENDINGS:
        files.write_atomically(wanted.output, quiz_content(sheets, ending).encode())
    else:
        _write(wanted.output, sheets, state)
    del app  # until here it had to stay alive


def _worked(wanted: Namespace, subject: CommandSubject) -> "tuple[Work, State | None]":
    """Return the step with the sample that is followed; of a figure, with what it shows too."""
    if subject.moment is not None:
        try:
            state = of_sample(subject.moment.state, wanted.sample, whole_batch=False)
        except ValueError as error:
            raise BadRequest(str(error)) from None
        return replace(derived.work(state), digits=wanted.digits), state
    step, sample = traced(subject, None), wanted.sample or 0
    if sample >= len(step.x):
        raise BadRequest(say("picture.no-sample", sample=sample, last=len(step.x) - 1))
    return Work(subject.experiment, step, sample, wanted.digits), None


def _write(path: Path, sheets: Sequence[Worksheet], state: "State | None") -> None:
    from gui.export.worksheet.file import sheet_files

    def pieces() -> Iterator[int]:
        for sheet in sheets:
            for name, content in sheet_files(path, sheet, state):
                files.write_atomically(name, content)
            yield 1

    show_progress(len(sheets), pieces(), "command.sheets")
