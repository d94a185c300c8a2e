"""Opening and saving through the system's dialogs."""

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.data.dataset import FromTable
from engine.experiment import Experiment
from engine.text.file.document import BadExperiment, write_experiment
from gui.disk import files
from gui.look.theme import THEMES
from gui.menu.menu import Menu
from gui.panels.notice import Notice
from gui.state.experiment.challenge import is_told
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.faults import fault_sentence
from gui.words.functions import title_of

if TYPE_CHECKING:
    from gui.window.opened_files import OpenedFiles


class Documents(QObject):
    """Reads and writes what the window shows; what goes wrong becomes one sentence."""

    def __init__(self, window: QWidget, store: Store, menu: Menu, notice: Notice) -> None:
        super().__init__(window)
        self._window, self._store, self._notice = window, store, notice
        self._may_close = False
        self._began_with: tuple[State, Path | None] = store.state, None
        file = menu.file
        file.new.triggered.connect(lambda: self.ask_to_leave(self._begin_anew))
        file.open.triggered.connect(lambda: self.ask_to_leave(self._ask_to_open))
        file.save.triggered.connect(lambda: self.save())
        file.save_as.triggered.connect(lambda: self._ask_where_to_save())
        file.save_picture.triggered.connect(self._ask_to_save_picture)
        menu.copy_experiment.triggered.connect(self._copy)
        menu.paste.triggered.connect(lambda: self.ask_to_leave(self._paste))
        store.changed.connect(self._show)
        self._show_title(store.state, None)

    @cached_property
    def _files(self) -> "OpenedFiles":
        """What belongs to which file; nothing is unsaved before the first paint."""
        from gui.window.opened_files import OpenedFiles

        made = OpenedFiles()
        state, path = self._began_with
        made.note(state, path, is_saved=True)
        return made

    @property
    def is_unsaved(self) -> bool:
        """Whether something would be lost if the experiment on screen were left as it is."""
        return self._files.is_unsaved(self._store.state)

    def began_with(self, path: Path) -> None:
        """Take what the window opens with for the content of a file."""
        self._began_with = self._store.state, _own(path)
        self._show_title(self._store.state, self._began_with[1])

    def ask_to_leave(self, go_on: Callable[[], object]) -> None:
        """Do what leaves the experiment on screen, perhaps after what is unsaved was saved."""
        if not self.is_unsaved:
            go_on()
            return
        from gui.window.unsaved import ask_to_save  # seldom asked

        ask_to_save(self._window, self._called(), partial(self.save, go_on), go_on)

    def ask_to_leave_for(self, path: Path) -> None:
        """Open another experiment, perhaps after what is unsaved was saved."""
        self.ask_to_leave(lambda: self.open(path))

    def may_close(self) -> bool:
        """Return whether the window may close now; else ask, and let it close afterwards."""
        if self._may_close or not self.is_unsaved:
            return True
        self.ask_to_leave(self._close)
        return False

    def _close(self) -> None:
        self._may_close = True
        self._window.close()

    def open(self, path: Path) -> None:
        """Open an experiment; a file that cannot be read leaves what was open as it is."""
        from gui.disk import recent

        if not path.exists() and path in recent.recent_files():
            self._notice.say(say("notice.recent-gone", path=path))
            return
        if files.is_table(path):
            self.make_of_table(path.name, path)
            return
        try:
            experiment = files.read(path)
        except BadExperiment as error:
            self._notice.say(fault_sentence(error.fault))
            return
        self._notice.hide()
        self._begin(experiment, path.stem)
        self._note(path, is_saved=True)
        self.note_recent()
        self.tell_guess(experiment)

    def note_recent(self) -> None:
        """Remember what is on screen among what was opened last."""
        from gui.disk import recent

        path = self._files.path(self._store.state.document)
        if path is not None:
            recent.note_file(path)
        elif (name := self._store.state.document.name) in [each.name for each in files.examples()]:
            recent.note_example(name)

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
        from engine.text.table.bad_table import BadTable  # a table is seldom opened
        from gui.table.opening import ask_about_table

        name = file if path is None else path.stem
        theme = THEMES[self._store.state.view.theme]
        try:
            ask_about_table(
                file, path, content, theme, lambda made: self.take(made, name), self._window
            )
        except BadTable as error:
            self._notice.say(fault_sentence(error.fault))
        else:
            self._notice.hide()

    def take(self, experiment: Experiment, name: str) -> None:
        """Begin with an experiment that has no file yet."""
        self._begin(experiment, name)
        self._note(None, is_saved=False)
        self.tell_guess(experiment)

    def tell_guess(self, experiment: Experiment) -> None:
        """Say how the table of an experiment was read, where it has one that does not say so."""
        if isinstance(experiment.data.source, FromTable):
            from gui.words.tables import guess_sentence

            if said := guess_sentence(experiment.data.source):
                self._notice.tell(said)

    def save(self, then: Callable[[], object] = lambda: None) -> None:
        """Write the experiment to its file, or ask for one; then do what waits for it."""
        path = self._files.path(self._store.state.document)
        if path is None:
            self._ask_where_to_save(then)
        else:
            self._save_to(path, then)

    def _save_to(self, path: Path, then: Callable[[], object]) -> None:
        from gui.window.file_dialog import write_or_tell

        content = write_experiment(self._store.state.document.experiment, path.parent)
        if write_or_tell(path, content, self._notice.say):
            self._note(path, is_saved=True)
            self.note_recent()
            then()

    def _note(self, path: Path | None, *, is_saved: bool) -> None:
        """Remember which file is on screen: an example is everybody's, and none to write to."""
        self._files.note(self._store.state, None if path is None else _own(path), is_saved=is_saved)
        self._show(None, self._store.state)

    def _show(self, before: State | None, after: State) -> None:
        if before is not None and (before.document, before.kept, before.revealed) == (
            *(after.document, after.kept, after.revealed),
        ):
            return
        self._show_title(after, self._files.path(after.document))
        self._window.setWindowModified(self.is_unsaved)

    def _show_title(self, after: State, path: Path | None) -> None:
        title = title_of(after.document.experiment)
        title = title.replace("[*]", "[*][*]")
        self._window.setWindowTitle(
            say("window.title-of-file", file=path.name.replace("[*]", "[*][*]"), title=title)
            if path is not None and is_told(after)
            else say("window.title", title=title)
        )

    def _called(self) -> str:
        """Return what the experiment is called where it is asked about."""
        state = self._store.state
        path = self._files.path(state.document) if is_told(state) else None
        title = title_of(state.document.experiment)
        return title if path is None else path.name

    def _ask_to_open(self) -> None:
        from gui.window.file_dialog import ask_for_file

        ask_for_file(self._window, say("dialog.open"), say("dialog.openable"), self.open)

    def _suggested(self) -> str:
        """Return a name for a file; that of a challenge may tell what it does not tell."""
        state = self._store.state
        told = state.document.name or title_of(state.document.experiment)
        return told if is_told(state) else say("file-name.challenge")

    def _ask_where_to_save(self, then: Callable[[], object] = lambda: None) -> None:
        from gui.window.file_dialog import ask_for_file

        path = self._files.path(self._store.state.document)
        suggested = f"{self._suggested()}.json" if path is None else str(path)
        title, patterns = say("dialog.save"), say("dialog.experiments")
        ask_for_file(self._window, title, patterns, lambda to: self._save_to(to, then), suggested)

    def _ask_to_save_picture(self) -> None:
        from gui.window.picture_saving import ask_to_save_picture

        suggested = f"{self._suggested()}.png"
        ask_to_save_picture(self._window, self._store.state, suggested, self._notice.say)


def _own(path: Path) -> Path | None:
    """Return a file to write to: an example is everybody's, and none."""
    return None if path.is_relative_to(files.RESOURCES) else path
