"""The list of what was opened last."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.disk import files, recent
from gui.window.documents import Documents
from gui.words.catalog import say


class RecentMenu(QObject):
    """Files first, then examples; it is filled whenever it is opened."""

    def __init__(self, menu: QMenu, documents: Documents) -> None:
        super().__init__(menu)
        self._menu, self._documents = menu, documents
        menu.setToolTipsVisible(True)  # they give the whole path
        menu.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """List what was opened last, as it is remembered now."""
        menu = self._menu
        menu.clear()
        paths = recent.recent_files()
        examples = [each for each in map(_example, recent.recent_examples()) if each is not None]
        for path in paths:
            folder, file = _short(path.parent), path.name
            self._add(say("recent.file", file=file, folder=folder), path).setToolTip(str(path))
        if paths and examples:
            menu.addSeparator()
        for example in examples:
            self._add(example.called, example.path)
        if not paths and not examples:
            menu.addAction(say("recent.none")).setEnabled(False)
            return
        menu.addSeparator()
        menu.addAction(say("recent.clear")).triggered.connect(self._clear)

    def _add(self, text: str, path: Path) -> QAction:
        action = self._menu.addAction(text.replace("&", "&&"))
        action.triggered.connect(lambda: self._documents.ask_to_leave_for(path))
        return action

    def _clear(self) -> None:
        recent.forget_recent()
        self.fill()


def _example(name: str) -> files.Example | None:
    return next((each for each in files.examples() if each.name == name), None)


def _short(folder: Path) -> str:
    """Return a folder as people write it, from their own one on."""
    home = Path.home()
    if folder == home:
        return "~"
    return (
        f"~/{folder.relative_to(home).as_posix()}" if folder.is_relative_to(home) else str(folder)
    )
