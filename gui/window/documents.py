"""Opening and saving through the system's dialogs."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.data.dataset import FromTable
from engine.experiment import Experiment
from engine.text.file.document import BadExperiment, write_experiment
from gui.disk import files
from gui.look.theme import THEMES
from gui.menu.menu import Menu
from gui.panels.notice import Notice
from gui.state.experiment import editing
from gui.state.experiment.challenge import is_told
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.faults import fault_sentence

_LEAST_LINES = 2  # of a table: its names, or one row, and another one
PICTURE_SIZE, PICTURE_SCALE = (1600, 1000), 2.0  # wide enough for half a slide


class Documents(QObject):
    """Reads and writes what the window shows; what goes wrong becomes one sentence."""

    def __init__(self, window: QWidget, store: Store, menu: Menu, notice: Notice) -> None:
        super().__init__(window)
        self._window, self._store, self._notice = window, store, notice
        menu.open.triggered.connect(self._ask_to_open)
        menu.copy_experiment.triggered.connect(self.copy)
        menu.paste.triggered.connect(self.paste)
        menu.save_as.triggered.connect(self._ask_to_save)
        menu.save_picture.triggered.connect(self._ask_to_save_picture)

    def open(self, path: Path) -> None:
        """Open an experiment; a file that cannot be read leaves what was open as it is."""
        if files.is_table(path):
            self._make_of_table(path.name, path)
            return
        try:
            experiment = files.read(path)
        except BadExperiment as error:
            self._notice.say(fault_sentence(error.fault))
            return
        self._notice.hide()
        self._open_made(experiment, path.stem)

    def copy(self) -> None:
        """Put the text of the experiment's file on the clipboard, with its numbers in it."""
        from gui.state.plain import experiment_text  # which loads every action

        QGuiApplication.clipboard().setText(experiment_text(self._store.state.document.experiment))
        self._notice.tell(say("notice.copied-experiment"))

    def paste(self) -> None:
        """Open the experiment on the clipboard, or make one of the table on it."""
        text = QGuiApplication.clipboard().text()
        if text.lstrip().startswith("{"):
            self._open_text(text)
            return
        if len(text.strip().splitlines()) < _LEAST_LINES:
            self._notice.say(say("notice.no-table"))
            return
        content = text.encode("utf-8", "replace")
        self._make_of_table(say("table-dialog.pasted"), None, content)

    def _open_text(self, text: str) -> None:
        try:
            experiment = files.experiment_of(text)
        except BadExperiment as error:
            self._notice.say(say("notice.bad-paste", problem=fault_sentence(error.fault)))
            return
        self._notice.hide()
        self._open_made(experiment, say("file-name.pasted"))

    def _make_of_table(self, file: str, path: Path | None, content: bytes = b"") -> None:
        from engine.text.table.bad_table import BadTable  # a table is seldom opened
        from engine.text.table.reading import read_bytes
        from gui.table.dialog import TableDialog
        from gui.table.draft import first_draft

        try:
            draft = first_draft(file, read_bytes(path) if path is not None else content, path)
        except BadTable as error:
            self._notice.say(fault_sentence(error.fault))
            return
        self._notice.hide()
        name = file if path is None else path.stem
        theme = THEMES[self._store.state.view.theme]
        dialog = TableDialog(draft, theme, lambda made: self._open_made(made, name), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open_made(self, experiment: Experiment, name: str) -> None:
        self._store.apply(editing.open_experiment, experiment, name)
        self.tell_guess(experiment)

    def tell_guess(self, experiment: Experiment) -> None:
        """Say how the table of an experiment was read, where it has one that does not say so."""
        if isinstance(experiment.data.source, FromTable):
            from gui.words.tables import guess_sentence

            if said := guess_sentence(experiment.data.source):
                self._notice.tell(said)

    def _ask_to_open(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self._window, say("dialog.open"), "", say("dialog.openable")
        )
        if path:
            self.open(Path(path))

    def _suggested(self) -> str:
        """Return a name for a file; that of a challenge may tell what it does not tell."""
        state = self._store.state
        return state.document.name if is_told(state) else say("file-name.challenge")

    def _ask_to_save(self) -> None:
        suggested = f"{self._suggested()}.json"
        path, _ = QFileDialog.getSaveFileName(
            self._window, say("dialog.save"), suggested, say("dialog.experiments")
        )
        if path:
            self._write(
                Path(path),
                write_experiment(self._store.state.document.experiment, Path(path).parent),
            )

    def _ask_to_save_picture(self) -> None:
        suggested = f"{self._suggested()}.png"
        path, _ = QFileDialog.getSaveFileName(
            self._window, say("dialog.save-picture"), suggested, say("dialog.pictures")
        )
        if path:
            from gui.export.figure import picture, png  # not needed before the first paint

            image = picture(self._store.state, "network", PICTURE_SIZE, PICTURE_SCALE)
            self._write(Path(path), png(image))

    def _write(self, path: Path, content: bytes) -> None:
        try:
            files.write_atomically(path, content)
        except OSError as error:
            self._notice.say(say("notice.unwritable", path=path, reason=error.strerror))
