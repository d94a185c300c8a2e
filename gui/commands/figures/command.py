"""Makes the figures of a list: those that changed, in parallel, and a contact sheet of all."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from engine.fault import Faulty
from engine.text.figures.listing import BadList
from engine.text.figures.made import MadeFigure
from gui.commands.figures.drawing import DrawnFigure
from gui.commands.figures.folder import FiguresFolder, NotPut
from gui.commands.figures.listed import Lecture, ListedFigure
from gui.commands.figures.reading import read_lecture
from gui.commands.figures.source import source_of
from gui.commands.figures.working import all_drawn
from gui.commands.progress import show_progress
from gui.commands.request import BadRequest, unwritable
from gui.disk import files
from gui.words.catalog import say, say_count, say_list
from gui.words.faults import fault_sentence

if TYPE_CHECKING:
    from argparse import Namespace

_MOST_NAMED = 8  # files left over


class FiguresOutcome(Struct):
    """What came of a list, in sentences, gathered while it is made.

    bad: on figures that cannot be made as the list says, after their names; spared: on figures in
    whose place there are files of somebody's own.
    """

    bad: list[tuple[str, str]]
    spared: list[tuple[str, str]]
    notes: list[str]

    def names(self) -> set[str]:
        """Return the figures that are not there as the list has them."""
        return {name for name, _ in (*self.bad, *self.spared)}


def make_figures(path: Path, wanted: "Namespace") -> FiguresOutcome:
    """Make what a list says, by default into a folder called as the list.

    Raises BadRequest for a list that cannot be used as a whole, and for a folder that cannot be
    written to.
    """
    try:
        lecture = read_lecture(path)
    except BadList as error:
        raise BadRequest(fault_sentence(error.fault)) from None
    where = wanted.output or Path(path.stem)
    try:
        making = _Making(lecture, FiguresFolder(where, path.stem, anew=wanted.anew), path)
        return making.make(wanted.jobs or _cores(), prune=wanted.prune)
    except OSError as error:
        raise unwritable(Path(error.filename or where), error) from None


class _Making:
    """Makes the figures of one list."""

    def __init__(self, lecture: Lecture, folder: FiguresFolder, path: Path) -> None:
        self._lecture, self._folder, self._list = lecture, folder, path
        self._outcome = FiguresOutcome(list(lecture.problems), [], [])
        self._sources: dict[str, str] = {}

    def make(self, processes: int, *, prune: bool) -> FiguresOutcome:
        self._folder.path.mkdir(parents=True, exist_ok=True)
        changed = [figure for figure in self._lecture.figures if self._has_changed(figure)]
        show_progress(len(changed), self._drawn(changed, processes), "command.figures")
        outcome = self._outcome
        not_made = outcome.names()
        there = self._folder.finish(not_made, prune=prune)
        sheet = self._write_sheet(there.made)
        new = sum(figure.name not in not_made for figure in changed)
        told = {"new": new, "folder": self._folder.path, "sheet": sheet}
        outcome.notes.append(say_count("figures.made", len(there.made), **told))
        if there.pruned:
            outcome.notes.append(say_count("figures.pruned", len(there.pruned)))
        if there.left:
            some = [*there.left[:_MOST_NAMED], *(["…"] if there.left[_MOST_NAMED:] else [])]
            outcome.notes.append(say_count("figures.left", len(there.left), files=say_list(some)))
        return outcome

    def _has_changed(self, figure: ListedFigure) -> bool:
        """Return whether a figure has to be drawn; one that cannot be is told of."""
        try:
            source = source_of(figure)
            self._sources[figure.name] = source
            return not self._folder.keep(figure.name, source)
        except NotPut as error:
            self._spare(figure.name, error)
        except Faulty as error:
            self._tell_bad(figure.name, fault_sentence(error.fault))
        return False

    def _drawn(self, changed: list[ListedFigure], processes: int) -> Iterator[int]:
        """Draw and write figures one by one, and count them."""
        for figure, drawn in all_drawn(changed, processes):
            self._put(figure.name, drawn)
            yield 1

    def _put(self, name: str, drawn: DrawnFigure) -> None:
        if drawn.problem:
            self._tell_bad(name, drawn.problem)
            return
        try:
            self._folder.put(name, self._sources[name], drawn.stills)
        except NotPut as error:
            self._spare(name, error)

    def _spare(self, name: str, why: NotPut) -> None:
        self._outcome.spared.append((name, fault_sentence(why.fault)))

    def _tell_bad(self, name: str, sentence: str) -> None:
        said = say("fault-at", where=name, fault=sentence)
        self._outcome.bad.append((name, say("fault-at", where=self._list, fault=said)))

    def _write_sheet(self, made: dict[str, MadeFigure]) -> Path:
        from gui.commands.figures.sheet import contact_sheet
        from gui.commands.rendering import application

        app = application(widgets=False)
        where = self._folder.path
        path = where / f"{self._list.stem}-contact-sheet.pdf"
        content = contact_sheet(where, self._lecture.title, self._lecture.figures, made)
        if not path.exists() or path.read_bytes() != content:
            files.write_atomically(path, content)
        del app  # until here it had to stay alive
        return path


def _cores() -> int:
    """Return how many processes there is work for at once."""
    if hasattr(os, "sched_getaffinity"):  # which a container may have fewer of than the machine
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
