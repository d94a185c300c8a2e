"""The window as it opens, for tests that sit in front of it."""

from pytestqt.qtbot import QtBot

from gui.app import application
from gui.disk import files
from gui.state.state import first_state
from gui.state.store import Store
from gui.window.window import Window


def opened(qtbot: QtBot, width: int, height: int) -> Window:
    """Return the window on the first example, painted and with the keyboard."""
    application()
    example = files.resolve("mazur-2-2-2")
    made = Window(Store(first_state(files.read(example), example.stem)))
    qtbot.addWidget(made)
    made.resize(width, height)
    made.desk.first_layout()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.make_ready_for_picture()
    return made
