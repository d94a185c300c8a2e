"""Opening and saving through the system's dialogs."""

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.data.dataset import FromTable
from engine.experiment import Experiment
from gui.disk import files
from gui.look.theme import THEMES
from gui.menu.menu import Menu
from gui.panels.notice import Notice
from gui.state.experiment.challenge import is_told
from gui.state.state import State
from gui.state.store import Store
from gui.window.card import window_title
from gui.words.catalog import say
from gui.words.faults import fault_sentence
from gui.words.functions import title_of

if TYPE_CHECKING:
    from gui.state.session.session import Session
    from gui.window.opened_files import OpenedFiles
    from gui.window.saving import Saving


class Documents(QObject):
    """Reads and writes what the window shows; what goes wrong becomes one sentence."""

    filed = Signal()
    """Emitted when what is on screen belongs to another file, or was saved."""
    reopened = Signal(str)
    """Emitted with the view that was drawn in a figure that is opened, "" for what is none."""
    lesson_found = Signal(object)
    """Emitted with the file that is to be opened where that is a lesson."""

    def __init__(self, window: QWidget, store: Store, menu: Menu, notice: Notice) -> None:
        super().__init__(window)
        self._window, self._store, self._notice = window, store, notice
        self._may_close = False
        self._began_with: tuple[State, Path | None] = store.state, None
        file = menu.file
        file.new.triggered.connect(lambda: self.ask_to_leave(self._begin_anew))
        file.open.triggered.connect(lambda: self.ask_to_leave(self._ask_to_open))
        file.save.triggered.connect(lambda: self.save())
        file.save_as.triggered.connect(lambda: self.saving.ask_where(self._own_path()))
        menu.copy_experiment.triggered.connect(self._copy)
        menu.paste.triggered.connect(lambda: self.ask_to_leave(self._paste))
        store.changed.connect(self._show)
        window.setWindowTitle(window_title(store.state, None))

    @cached_property
    def _files(self) -> "OpenedFiles":
        """What belongs to which file; nothing is unsaved before the first paint."""
        from gui.window.opened_files import OpenedFiles

        made = OpenedFiles()
        made.note(*self._began_with, is_saved=True)
        return made

    @property
    def is_unsaved(self) -> bool:
        """Whether something would be lost if the experiment on screen were left as it is."""
        return self._files.is_unsaved(self._store.state)

    @property
    def path(self) -> Path | None:
        """The file that the experiment on screen is from, be it an example; None without one."""
        name = self._store.state.document.name
        example = files.resolve(name)
        return self._own_path() or (None if example == Path(name) else example)

    @cached_property
    def saving(self) -> "Saving":
        """What writes files; nothing is saved before the first paint."""
        from gui.window.saving import Saving

        return Saving(self._window, self._store, self._notice, self._saved)

    def save(self, then: Callable[[], object] = lambda: None) -> None:
        """Save to the file of the experiment, or ask for one; then do what waits for it."""
        self.saving.save(self._own_path(), then)

    def _own_path(self) -> Path | None:
        return self._files.path(self._store.state.document)

    def began_with(self, path: Path) -> None:
        """Take what the window opens with for the content of a file."""
        self._began_with = self._store.state, _own(path)
        self._window.setWindowTitle(window_title(*self._began_with))

    def take_over(self, other: "Documents") -> None:
        """Go on where those of another window are, whose store was handed on."""
        self._files = other._files
        self._show(None, self._store.state)

    def bring_back_beside(self, path: Path) -> None:
        """Stand where the session stands that is beside the file with which the window opens."""
        from gui.window.beside import session_beside

        session = session_beside(path, self._store.state.document.experiment, self._notice.say)
        if session is not None:
            self._bring_back(session)
            self._note(path, is_saved=True)

    def ask_to_leave(self, go_on: Callable[[], object]) -> None:
        """Do what leaves the experiment on screen, perhaps after what is unsaved was saved."""
        if not self.is_unsaved:
            go_on()
            return
        from gui.window.unsaved import ask_to_save  # seldom asked

        state = self._store.state
        path = self._own_path() if is_told(state) else None
        called = path.name if path else title_of(state.document.experiment)
        ask_to_save(self._window, called, partial(self.save, go_on), go_on)

    def ask_to_leave_for(self, path: Path) -> None:
        """Open another experiment, perhaps after what is unsaved was saved."""
        self.ask_to_leave(lambda: self.open(path))

    def may_close(self) -> bool:
        """Return whether the window may close now; else ask, and let it close afterwards."""
        if self._may_close or not self.is_unsaved:
            self.saving.slices.finish()
            return True
        self.ask_to_leave(self._close)
        return False

    def _close(self) -> None:
        self._may_close = True
        self._window.close()

    def open(self, path: Path) -> None:
        """Open an experiment; a file that cannot be read leaves what was open as it is."""
        from gui.window.opening import read_or_tell

        if files.is_table(path):
            self.make_of_table(path.name, path)
            return
        if files.is_lesson(path):
            self.lesson_found.emit(path)
            return
        found = read_or_tell(path, self._notice)
        if found is None:
            return
        if found.session is None:
            self._begin(found.experiment, path.stem)
            self.tell_guess(found.experiment)
        else:
            self._bring_back(found.session, found.view)
        self._note(None if found.view else path, is_saved=True)
        self.note_recent(path)
        for sentence in found.told:  # after what is done, with which a sentence goes
            self._notice.say(sentence)

    def recover(self, session: "Session") -> None:
        """Show a session that was left behind; nothing of it counts as saved."""
        self._bring_back(session)
        self._note(None if session.file is None else Path(session.file), is_saved=False)

    def _bring_back(self, session: "Session", view: str = "") -> None:
        from gui.state.session.actions import reopen, restore

        self._store.apply(reopen if view else restore, session)
        self.reopened.emit(view)

    def note_recent(self, path: Path | None = None) -> None:
        """Remember a file, or else what is on screen, among what was opened last."""
        from gui.disk import recent

        recent.note(_own(path) if path else self._own_path(), self._store.state.document.name)

    def _begin_anew(self) -> None:
        from gui.state.experiment import source

        self._store.apply(source.new)
        self._note(None, is_saved=True)

    def _begin(self, experiment: Experiment, name: str) -> None:
        from gui.state.experiment import editing

        self._store.apply(editing.open_experiment, experiment, name)

    def _copy(self) -> None:
        from gui.window.clipboard import copy_experiment  # which loads every action

        copy_experiment(self._store.state, self._notice)

    def _paste(self) -> None:
        from gui.window.clipboard import paste

        paste(self._notice, self.take, self.make_of_table)

    def make_of_table(self, file: str, path: Path | None, content: bytes = b"") -> None:
        """Show the preview of a table, of a file or of the content of one."""
        from gui.table.opening import ask_about_table  # a table is seldom opened

        take = partial(self.take, name=file if path is None else path.stem)
        theme = THEMES[self._store.state.view.theme]
        fault = ask_about_table(file, path, content, theme, take, self._window)
        self._notice.hide()
        if fault is not None:
            self._notice.say(fault_sentence(fault))

    def take(self, experiment: Experiment, name: str) -> None:
        """Begin with an experiment that has no file yet."""
        self._begin(experiment, name)
        self._note(None, is_saved=False)
        self.tell_guess(experiment)

    def tell_guess(self, experiment: Experiment) -> None:
        """Say how the table of an experiment was read, where it has one that does not say so."""
        if isinstance(experiment.data.source, FromTable):
            from gui.window.opening import tell_guess

            tell_guess(experiment.data.source, self._notice)

    def _saved(self, path: Path) -> None:
        self._note(path, is_saved=True)
        self.note_recent()

    def _note(self, path: Path | None, *, is_saved: bool) -> None:
        """Remember which file is on screen: an example is everybody's, and none to write to."""
        self._files.note(self._store.state, None if path is None else _own(path), is_saved=is_saved)
        self._show(None, self._store.state)
        self.filed.emit()

    def _show(self, before: State | None, after: State) -> None:
        if before is not None and (before.document, before.kept, before.revealed) == (
            *(after.document, after.kept, after.revealed),
        ):
            return
        self._files.note_lesson(after)
        self._window.setWindowTitle(window_title(after, self._files.path(after.document)))
        self._window.setWindowModified(self.is_unsaved)

    def _ask_to_open(self) -> None:
        from gui.window.file_dialog import ask_for_file

        ask_for_file(self._window, say("dialog.open"), say("dialog.openable"), self.open)


def _own(path: Path) -> Path | None:
    """Return a file to write to: an example is everybody's, and none."""
    return None if path.is_relative_to(files.RESOURCES) else path
