"""Which file each document on screen, or behind Undo, belongs to, and what of it was saved."""

from pathlib import Path

from msgspec import Struct

from engine.experiment import Experiment
from gui.state.experiment.content import Content, content_of, same_content
from gui.state.state import Document, State

_MOST = 100  # as many as there are steps of Undo


class _OpenedFile(Struct, eq=False):
    """opened: what all documents began with that belong to it; path: None where it has no file
    of its own; saved: None where nothing of it has been saved.
    """

    opened: Experiment
    path: Path | None
    saved: Content | None


class OpenedFiles:
    """Undo brings back the document of another file: a document is known by what it began with."""

    def __init__(self) -> None:
        self._files: list[_OpenedFile] = []

    def note(self, state: State, path: Path | None, *, is_saved: bool) -> None:
        """Take the document on screen for the content of a file, or for what has none yet.

        is_saved: whether nothing is lost if it is left as it is.
        """
        opened = state.document.opened
        others = [each for each in self._files if each.opened is not opened]
        saved = content_of(state) if is_saved else None
        self._files = [*others[-_MOST:], _OpenedFile(opened, path, saved)]

    def path(self, document: Document) -> Path | None:
        """Return the file of a document, None where it has none of its own."""
        found = self._of(document)
        return None if found is None else found.path

    def note_lesson(self, state: State) -> None:
        """Take the document on screen for one of nobody, if a card of a lesson has opened it."""
        if _is_of_lesson(state) and self._of(state.document) is None:
            self.note(state, None, is_saved=True)

    def is_unsaved(self, state: State) -> bool:
        """Return whether something would be lost if the document were left as it is.

        What is changed in the course of a lesson is not, as long as it has no file.
        """
        found = self._of(state.document)
        if _is_of_lesson(state) and (found is None or found.path is None):
            return False
        if found is None or found.saved is None:
            return True
        return not same_content(content_of(state), found.saved)

    def _of(self, document: Document) -> _OpenedFile | None:
        return next((each for each in self._files if each.opened is document.opened), None)


def _is_of_lesson(state: State) -> bool:
    return state.lesson is not None and state.lesson.owns(state.document)
