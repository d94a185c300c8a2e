"""The File menu: what begins, opens, saves and brings back experiments."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.words.catalog import say


class FileMenu:
    """Its commands, and its two lists of experiments, which others fill.

    make: a command by its name.
    """

    def __init__(self, menu: QMenu, make: Callable[[str], QAction]) -> None:
        self.new, self.open = make("new"), make("open")
        self.save, self.save_as = make("save"), make("save-as")
        self.export, self.export_film = make("export"), make("export-film")
        self.export_table, self.export_program = make("export-table"), make("export-program")
        self.export_sheets = make("export-sheets")
        self.print, self.recover, self.quit = make("print"), make("recover"), make("quit")
        menu.addActions([self.new, self.open])
        self.recent: QMenu = menu.addMenu(say("menu.open-recent"))
        self.examples: QMenu = menu.addMenu(say("menu.open-example"))
        menu.addSeparator()
        menu.addActions([self.save, self.save_as])
        menu.addSeparator()
        menu.addActions([self.export, self.export_film])
        menu.addActions([self.export_table, self.export_program, self.export_sheets, self.print])
        menu.addSeparator()
        menu.addAction(self.recover)
        menu.addSeparator()
        menu.addAction(self.quit)
