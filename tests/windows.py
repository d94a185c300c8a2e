"""The window as it opens, for tests that sit in front of it."""

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from gui.app import application
from gui.disk import files
from gui.state.state import first_state
from gui.state.store import Store
from gui.window.window import Window


def opened(qtbot: QtBot, width: int, height: int) -> Window:
    """Return the window on the first example, painted and with the keyboard."""
    made = on_screen(width, height)
    qtbot.addWidget(made)
    return made


def on_screen(width: int, height: int) -> Window:
    """Return the same window for whoever closes and deletes it."""
    application()
    example = files.resolve("mazur-2-2-2")
    made = Window(Store(first_state(files.read(example), example.stem)))
    made.resize(width, height)
    made.desk.first_layout()
    made.show()
    made.activateWindow()
    while not made.isActiveWindow():
        QCoreApplication.processEvents()
    made.make_ready_for_picture()
    return made
