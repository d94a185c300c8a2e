"""Worksheets with their keys as files."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from engine.exercise.work import Work
from engine.text.worksheet.sheet import Worksheet
from gui.export.figure import state_at
from gui.export.worksheet.drawn import worksheet_pages
from gui.export.worksheet.formats import TEX
from gui.recording.pdf import pdf
from gui.state.choices import Hiding
from gui.state.state import Cursor, Mode, State
from gui.state.view import actions as view_actions
from gui.words.catalog import say
from gui.words.worksheets import sheet_title


def sheet_files(path: Path, sheet: Worksheet, state: State | None) -> Iterator[tuple[Path, bytes]]:
    """Yield a worksheet and its key as files, by the ending of a path, which is one of the sheet.

    state: what the sheet was made of; None for that in which its own experiment opens.
    """
    shown = state_of(sheet, state)
    for is_key in (False, True):
        yield _named(path, sheet.label, is_key), sheet_content(sheet, shown, path.suffix, is_key)


def sheet_content(sheet: Worksheet, shown: State, ending: str, is_key: bool) -> bytes:
    """Return a worksheet or its key as the bytes of a file; shown: as `state_of` returns it."""
    if ending.lower() == TEX:
        from gui.export.worksheet.tex_sheet import sheet_to_tex

        return sheet_to_tex(sheet, shown, is_key=is_key)
    title = sheet_title(sheet.work.experiment)
    title = say("worksheet.key", title=title) if is_key else title
    return pdf(worksheet_pages(sheet, shown, is_key=is_key), str(title))


def state_of(sheet: Worksheet, state: State | None) -> State:
    """Return the state of which the network is drawn: with what is given, and nothing more.

    What a class is not shown of that is on the sheet all the same, as nobody can work without it.
    """
    if state is None or sheet.label:
        state = state_at(sheet.work.experiment, step=0, beat=0)
    cursor = Cursor(state.cursor.step, 0, 1.0)
    shown = replace(state, cursor=cursor, selected=None, lit=(), mode=Mode.PAUSED)
    shown = replace(shown, document=replace(state.document, hidden=()), hiding=Hiding())
    return _following(sheet.work, shown)


def _following(work: Work, state: State) -> State:
    """Return a state that shows the sample that is worked: of its batch, or alone."""
    samples = work.step.samples
    if len(samples) == 1:
        return view_actions.follow_in_sets(state, samples[0])
    return view_actions.follow_sample(state, work.row)


def _named(path: Path, label: str, is_key: bool) -> Path:
    number = f"-{label.zfill(2)}" if label else ""
    return path.with_name(f"{path.stem}{number}{'-key' if is_key else ''}{path.suffix}")
