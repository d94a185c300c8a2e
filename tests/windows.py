"""The window as it opens, for tests that sit in front of it."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from gui.app import application
from gui.arrangements import ARRANGEMENTS
from gui.disk import files
from gui.state.keeper import Keeper
from gui.state.state import State, first_state
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
    made = Window(Store(_first()))
    made.resize(width, height)
    made.desk.first_layout()
    made.show()
    _give_keyboard(made)
    made.make_ready_for_picture()
    return made


def lent(width: int, height: int) -> Iterator[Window]:
    """Yield a window for all tests of a module, which each put it back before they use it."""
    made = on_screen(width, height)
    yield made
    put_back(made)
    made.close()
    made.deleteLater()


def put_back(window: Window, arrangement: str = ARRANGEMENTS[0].key) -> Window:
    """Return a window that was lent as it opened: nothing is done in it, and nothing can be undone.

    It tells its views of the state as of any other that comes, and has its size still; the events
    of all this are still to come.
    """
    first = _first()
    window.documents._files.note(first, None, is_saved=True)
    begin_anew(window.store, first)
    window.room.layouts.clear()
    if window.room.arrangement == arrangement:
        window.room.first_layout()
    else:
        window.room.choose(arrangement)
        window.room.layouts.clear()
    window.notice.hide()
    _give_keyboard(window)
    centre = window.centralWidget()
    assert centre is not None
    centre.setFocus()
    return window


def begin_anew(store: Store, state: State) -> None:
    """Give a store another state without a past, and tell its views of it as of any other."""
    before, fresh = store.state, Keeper(state)
    fresh.watchers, store._keeper = store._keeper.watchers, fresh
    store.changed.emit(before, state)


def _first() -> State:
    example = files.resolve("mazur-2-2-2")
    return first_state(files.read(example), example.stem)


def _give_keyboard(window: Window) -> None:
    window.activateWindow()
    while not window.isActiveWindow():
        QCoreApplication.processEvents()
